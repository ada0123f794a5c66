package org.mpath.handler.hp.sw;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.Verdict;
import org.mpath.plugin.kit.OpenCommands;
import org.mpath.plugin.kit.Waiter;

/** Active/passive controllers at work in one map (scsi_dh_hp_sw, seed-systems 4.6). It has no sense table. */
final class HpSwHandler implements HardwareHandler {
    private final ControllerPairs pairs;
    private final OpenCommands commands = new OpenCommands();
    private final Set<TakeOver> running = new HashSet<>();
    /** The controllers behind all paths of the map; null before the first activation. */
    private ControllerPair pair;

    /** @param pairs shared by the handlers of all maps */
    HpSwHandler(ControllerPairs pairs) {
        this.pairs = pairs;
    }

    @Override
    public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
        return Verdict.DECLINED;
    }

    @Override
    public Activation activation() {
        return Activation.EVERY_PATH;
    }

    @Override
    public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
        if (pair == null) {
            pair = pairs.use(path);
        } else {
            pairs.join(path, pair);
        }
        TakeOver takeOver = new TakeOver(new Waiter(path, listener), pair, commands, running::remove);
        running.add(takeOver);
        takeOver.look();
    }

    @Override
    public void close() {
        commands.forget();
        List.copyOf(running).forEach(TakeOver::forget);
        running.clear();
        if (pair != null) {
            pairs.release(pair);
            pair = null;
        }
    }
}
