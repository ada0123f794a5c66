package org.mpath.handler.hp.sw;

import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.PgInitFlags;
import org.mpath.api.plugin.Verdict;
import org.mpath.plugin.kit.OpenCommands;
import org.mpath.plugin.kit.Outcome;

/** One START STOP UNIT through the chosen path, and nothing else: what it is answered decides (dm-mpath-hp-sw 0.0.3). */
final class HpSw2005Handler implements HardwareHandler {
    private static final PgInitFlags FAIL_PATH = new PgInitFlags(true, false, false);

    private final OpenCommands commands = new OpenCommands();

    @Override
    public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
        return Verdict.DECLINED;
    }

    @Override
    public Activation activation() {
        return Activation.ONE_PATH;
    }

    @Override
    public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
        commands.ask(Question.start(path), 1, Question.START_NANOS, (outcome, command) ->
                listener.activated(outcome == Outcome.GOOD ? PgInitFlags.NONE : FAIL_PATH));
    }

    @Override
    public void close() {
        commands.forget();
    }
}
