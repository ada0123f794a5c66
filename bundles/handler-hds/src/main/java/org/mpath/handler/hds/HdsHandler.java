package org.mpath.handler.hds;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.WeakHashMap;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.OwnerListener;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.PathCommand;
import org.mpath.api.plugin.Verdict;
import org.mpath.plugin.kit.OpenCommands;
import org.mpath.plugin.kit.Outcome;
import org.mpath.scsi.HdsInquiry;
import org.mpath.scsi.HdsInquiry.Access;
import org.mpath.scsi.HdsPathPage;
import org.mpath.scsi.MalformedResponse;

/**
 * A Hitachi modular array at work in one map: looks which controller owns the unit and never moves it. Symmetric units have
 * no owner: once their INQUIRY data has said so, every path is active without a question.
 */
final class HdsHandler implements HardwareHandler {
    private static final Logger LOG = System.getLogger("org.mpath.handler.hds");
    /** Timeout of a command: a path that swallows it is to be given up while others wait. */
    private static final long LOOK_NANOS = 10_000_000_000L;
    /** How often a command is sent while its answer is one that passes. */
    private static final int TRIES = 5;

    /** How the unit is reached, by path that said so. */
    private final Map<PathDevice, Access> known = new WeakHashMap<>();
    private final OpenCommands commands = new OpenCommands();

    private long rejected;

    @Override
    public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
        return Verdict.DECLINED;
    }

    @Override
    public Activation activation() {
        return Activation.FOLLOW;
    }

    @Override
    public void askOwner(PathDevice path, OwnerListener listener) {
        Access access = known.get(path);
        if (access != null) {
            ask(path, access, listener);
            return;
        }
        commands.ask(Question.inquiry(path), TRIES, LOOK_NANOS, (outcome, command) -> {
            if (outcome == Outcome.GOOD && said(command)) {
                ask(path, known.get(path), listener);
            } else {
                listener.ownerState(OwnerState.UNKNOWN);
            }
        });
    }

    private boolean said(PathCommand inquiry) {
        try {
            Access access = HdsInquiry.parse(inquiry.received()).access();
            if (access != Access.NOT_SAID) {
                known.put(inquiry.path(), access);
                return true;
            }
            reject(inquiry.path(), "INQUIRY data does not say whether the unit has an owner");
        } catch (MalformedResponse malformed) {
            reject(inquiry.path(), malformed.getMessage());
        }
        return false;
    }

    private void ask(PathDevice path, Access access, OwnerListener listener) {
        if (access == Access.SYMMETRIC) {
            listener.ownerState(OwnerState.ACTIVE);
        } else {
            commands.ask(Question.pathPage(path), TRIES, LOOK_NANOS, (outcome, command) ->
                    listener.ownerState(outcome == Outcome.GOOD ? owner(command) : OwnerState.UNKNOWN));
        }
    }

    private OwnerState owner(PathCommand command) {
        try {
            HdsPathPage page = HdsPathPage.parse(command.received());
            if (!page.valid()) {
                return OwnerState.UNKNOWN;
            }
            return page.preferred() ? OwnerState.ACTIVE : OwnerState.PASSIVE;
        } catch (MalformedResponse malformed) {
            reject(command.path(), malformed.getMessage());
            return OwnerState.UNKNOWN;
        }
    }

    private void reject(PathDevice path, String reason) {
        rejected++;
        if (Long.bitCount(rejected) == 1) { // the 1st, 2nd, 4th, 8th...
            LOG.log(Level.WARNING, "event=hds.answer_rejected path=" + path.name() + " count=" + rejected + " reason=\""
                    + reason + '"');
        }
    }

    /** How many answers of the array were not believed. */
    long rejected() {
        return rejected;
    }

    @Override
    public void close() {
        commands.forget();
        known.clear();
    }
}
