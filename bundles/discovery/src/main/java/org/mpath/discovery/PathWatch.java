package org.mpath.discovery;

import java.util.function.Supplier;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.SenseKey;

/**
 * Looks at one path: identifies it, then checks it on the interval, and identifies it again whenever its nexus was lost
 * or its identity is in doubt. Reactor thread.
 *
 * <p>One look at a time. A look is a probe when the identity has to be read, else a check. What a probe learnt before the
 * link went down is dropped.
 */
final class PathWatch implements LinkListener {
    /** What a watch tells. Called on the reactor. */
    interface Reports {
        /** A probe is over. */
        void probed(ProbeResult result);

        /** A check is over. */
        void checked(CheckOutcome outcome);

        /** The nexus is lost, or the unit says that it is another one: not to be used until a probe has identified it. */
        void identityLost(CheckOutcome outcome);
    }

    private static final int OPERATING_CONDITIONS_ASC = 0x3f;
    private static final int INQUIRY_CHANGED = 0x03;
    private static final int IDENTIFIER_CHANGED = 0x05;
    private static final int REPORTED_LUNS_CHANGED = 0x0e;

    private final PathDevice path;
    private final Supplier<CheckTimes> times;
    private final Reports reports;
    private PathCommand command;
    private ReactorTimer tick;
    /** Grows when what a probe has learnt so far stops being true. */
    private long identityEpoch;

    private boolean looking;
    private boolean lookAgain;
    private boolean probeNext = true;
    /** Once identified, a path is looked at for ever; before, only while there is hope. */
    private boolean identified;

    private boolean resting;
    private boolean stopped;
    private int tries;

    PathWatch(PathDevice path, Supplier<CheckTimes> times, Reports reports) {
        this.path = path;
        this.times = times;
        this.reports = reports;
    }

    /** Starts looking now, and then on the interval, the first time after {@code phase} (0 to 1) of it. */
    void start(double phase) {
        if (stopped) {
            return;
        }
        command = new PathCommand(path, this::commandBack);
        tick = path.reactor().timer(this::ticked);
        path.addLinkListener(this);
        tick.arm((long) (times.get().intervalNanos() * (1 + phase)));
        look();
    }

    /** Ends; reports nothing more. */
    void stop() {
        stopped = true;
        if (command != null) {
            tick.cancel();
            command.close();
            path.removeLinkListener(this);
        }
    }

    /** Looks now; when {@code identify}, reads the identity again. */
    void lookNow(boolean identify) {
        probeNext |= identify;
        resting = false;
        look();
    }

    @Override
    public void linkUp(PathDevice device) {
        identityEpoch++;
        lookNow(true);
    }

    @Override
    public void linkDown(PathDevice device, String reason) {
        identityEpoch++;
        probeNext = true;
        reports.identityLost(new CheckOutcome(CheckerState.DOWN, reason));
    }

    private void ticked() {
        tick.arm(times.get().intervalNanos());
        if (!looking && !resting) {
            look();
        }
    }

    private void commandBack() {
        if (lookAgain) {
            look();
        }
    }

    private void look() {
        if (stopped || command == null) {
            return;
        }
        if (looking || command.busy()) {
            lookAgain = true;
            return;
        }
        looking = true;
        lookAgain = false;
        if (probeNext) {
            probe();
        } else {
            tries = 0;
            check();
        }
    }

    private void probe() {
        probeNext = false;
        long epoch = identityEpoch;
        new UnitProbe(command, times.get().probeTimeoutNanos(), result -> probed(result, epoch)).start();
    }

    private void probed(ProbeResult result, long epoch) {
        if (epoch != identityEpoch && result instanceof ProbeResult.Identified) {
            lookAgain = true; // learnt through a nexus that is gone
            endLook();
            return;
        }
        boolean known = result instanceof ProbeResult.Identified;
        identified |= known;
        probeNext |= !known;
        resting = !identified && !(result instanceof ProbeResult.Unanswered);
        reports.probed(result);
        endLook();
    }

    private void check() {
        tries++;
        command.send(Cdb.testUnitReady(command.cdb()), 0, times.get().checkTimeoutNanos(), this::checked);
    }

    private void checked() {
        CheckOutcome outcome = CheckOutcome.of(command);
        if (saysAnotherUnit()) {
            identityEpoch++;
            probeNext = true;
            lookAgain = true;
            reports.identityLost(outcome);
        } else if (saysOtherNumbers()) {
            probeNext = true;
            lookAgain = true;
        } else if (command.passing() && tries < UnitProbe.TRIES_MAX) {
            check();
            return;
        } else if (!probeNext) {
            reports.checked(outcome);
        }
        endLook();
    }

    /** Unit attentions after which the number may lead to another unit (SPC-5 5.4). */
    private boolean saysAnotherUnit() {
        return attention() && (command.ascq() == INQUIRY_CHANGED || command.ascq() == IDENTIFIER_CHANGED);
    }

    /** Units came or went at the target: perhaps this one, but more likely not. */
    private boolean saysOtherNumbers() {
        return attention() && command.ascq() == REPORTED_LUNS_CHANGED;
    }

    private boolean attention() {
        return command.answered()
                && command.senseKey() == SenseKey.UNIT_ATTENTION.code()
                && command.asc() == OPERATING_CONDITIONS_ASC;
    }

    private void endLook() {
        looking = false;
        if (lookAgain) {
            look();
        }
    }
}
