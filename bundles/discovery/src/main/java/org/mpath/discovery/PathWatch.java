package org.mpath.discovery;

import java.util.function.Supplier;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathRank;

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
        /**
         * A probe is over.
         *
         * @param rank null when the path was not ranked
         */
        void probed(ProbeResult result, PathRank rank);

        /**
         * A check is over.
         *
         * @param rank null when the path was not ranked
         */
        void checked(CheckOutcome outcome, PathRank rank);

        /** The nexus is lost, or the unit says that it is another one: not to be used until a probe has identified it. */
        void identityLost(CheckOutcome outcome);

        /** The unit says that access states changed at its array. */
        void accessChanged();

        /** Reading from the path, begun by {@link #sample}, is over. */
        void sampled(long reads, long errors);

        /** The unit says that it has another size. */
        void capacityChanged();

        /** The unit says that units came or went behind the port. */
        void unitsChanged();
    }

    private static final int DOUBTS_MAX = 5;
    /** What is no disk here is asked whether it is ready all the same: it hears of units that come and go, others may not. */
    private static final long LISTENED_LUN = 0;

    private final PathDevice path;
    private final Supplier<CheckTimes> times;
    private final Reports reports;
    private PathCommand command;
    private Checkup checkup;
    private IdentityRecheck recheck;
    private CheckPace pace;
    private ReadSampling sampling;
    private ReactorTimer tick;
    /** Grows when what a probe has learnt so far stops being true. */
    private volatile long identityEpoch;

    private boolean looking;
    private boolean lookAgain;
    private boolean probeNext = true;
    private boolean recheckNext;
    private boolean probing;
    /** The last probe, and the epoch at which it began to read. */
    private UnitProbe probe;

    private long probeEpoch;
    /** Once identified, a path is looked at for ever; before, only while there is hope. */
    private boolean identified;
    /** Whether what the unit is called is read with every good check. */
    private boolean rechecks;

    /** How often in a row the identity was in doubt as soon as it was read. */
    private int doubts;

    private boolean resting;
    /** The link is down as far as we were told. */
    private boolean linkDown;
    private boolean stopped;

    PathWatch(PathDevice path, Supplier<CheckTimes> times, Reports reports) {
        this.path = path;
        this.times = times;
        this.reports = reports;
    }

    /** Starts looking now, and then on the interval, at {@code phase} (0 to 1) of it. */
    void start(double phase) {
        if (stopped) {
            return;
        }
        command = new PathCommand(path, this::commandBack);
        checkup = new Checkup(path, command, times, this::attention, this::commandBack);
        recheck = new IdentityRecheck(command, times, this::attention);
        tick = path.reactor().timer(this::ticked);
        path.addLinkListener(this);
        linkDown = !path.linkUp();
        pace = new CheckPace(phase);
        sampling = new ReadSampling(path, times, this::heard, reports::sampled);
        armTick();
        look();
    }

    /** Ends; reports nothing more. */
    void stop() {
        stopped = true;
        if (command != null) {
            tick.cancel();
            command.close();
            checkup.close();
            sampling.close();
            path.removeLinkListener(this);
        }
    }

    /** Has others look from now on, and at once. */
    void use(Crew crew) {
        if (stopped || checkup == null) {
            return;
        }
        rechecks = crew.looking().recheck();
        if (checkup.use(crew)) {
            probeNext |= probing;
            looking = false;
        }
        lookNow(false);
    }

    /** Looks no more on the interval, until it is asked to or the link comes back. */
    void rest() {
        resting = true;
    }

    /** Something happened to the path, or to its interval, between two checks: the next one comes within the shortest. */
    void hasten() {
        if (!stopped && pace != null) {
            pace.disturbed();
            armTick();
        }
    }

    /** Reads from the path for so long, beside the checks, and reports how that went. */
    void sample(int seconds, int blockBytes) {
        if (!stopped && sampling != null) {
            sampling.begin(seconds, blockBytes);
        }
    }

    /** Reads from it no more; reports nothing. */
    void endSample() {
        if (sampling != null) {
            sampling.end();
        }
    }

    /** Whether an identity that was read at that epoch is still the one behind the path, as far as its unit told. Any thread. */
    boolean proves(long epoch) {
        return identityEpoch == epoch;
    }

    /** Looks now; when {@code identify}, reads the identity again. */
    void lookNow(boolean identify) {
        probeNext |= identify;
        resting = false;
        look();
    }

    /** Reads now what the unit is called, and the whole identity when that is another name, or cannot be read. */
    void recheckNow() {
        recheckNext = true;
        lookNow(false);
    }

    @Override
    public void linkUp(PathDevice device) {
        linkDown = false;
        identityEpoch++;
        lookNow(true);
    }

    @Override
    public void linkDown(PathDevice device, String reason) {
        linkDown = true;
        identityEpoch++;
        probeNext = true;
        paceChanged(pace.disturbed());
        reports.identityLost(new CheckOutcome(CheckerState.DOWN, reason));
    }

    private void ticked() {
        armTick();
        if (!looking && !resting) {
            look();
        }
    }

    private void armTick() {
        tick.arm(pace.delayNanos(path.reactor().nanoTime(), times.get()));
    }

    private void paceChanged(boolean changed) {
        if (changed) {
            armTick();
        }
    }

    private void commandBack() {
        if (lookAgain) {
            look();
        }
    }

    /** The link is lost, and the transport holds what is sent: nothing can be found out, and nothing is decided yet. */
    private boolean held() {
        return !linkDown && !path.linkUp();
    }

    private void look() {
        if (stopped || command == null || held()) {
            return;
        }
        if (looking || checkup.busy()) {
            lookAgain = true;
            return;
        }
        looking = true;
        lookAgain = false;
        boolean name = recheckNext;
        recheckNext = false;
        if (probeNext) {
            probe();
        } else if (name) {
            recheck.start(difference -> {
                probeNext |= difference == null;
                lookAgain |= difference == null;
                rechecked(difference);
            });
        } else {
            checkup.start(this::checked);
        }
    }

    private void probe() {
        probeNext = false;
        probing = true;
        probeEpoch = identityEpoch;
        probe = new UnitProbe(command, times.get().probeTimeoutNanos(), this::attention, result -> {
            if (result instanceof ProbeResult.Identified identity) {
                identified(identity, probeEpoch);
            } else {
                probed(result, null, probeEpoch);
            }
        });
        probe.start();
    }

    private void probed(ProbeResult result, PathRank rank, long epoch) {
        probing = false;
        if (held()) {
            probeNext = true;
            endLook();
            return;
        }
        if (epoch != identityEpoch && result instanceof ProbeResult.Identified) {
            doubt(); // learnt through a nexus that is gone, or of another unit
            endLook();
            return;
        }
        doubts = 0;
        boolean known = result instanceof ProbeResult.Identified;
        identified |= known;
        boolean listens = !identified && result instanceof ProbeResult.NotADisk && path.lun() == LISTENED_LUN;
        probeNext |= !known && !listens;
        resting = !identified && !listens && !(result instanceof ProbeResult.Unanswered);
        if (known) {
            recheck.identified(((ProbeResult.Identified) result).names());
        }
        reports.probed(known ? ((ProbeResult.Identified) result).at(epoch) : result, rank);
        endLook();
    }

    /** The plug-in's checker knows the array better than the probe's TEST UNIT READY. */
    private void identified(ProbeResult.Identified identity, long epoch) {
        if (checkup.asksPlugIns()) {
            checkup.start((outcome, rank) -> probed(identity.checked(outcome), rank, epoch));
        } else {
            probed(identity, null, epoch);
        }
    }

    private void checked(CheckOutcome outcome, PathRank rank) {
        paceChanged(pace.checked(outcome, times.get()));
        if (identified && !probeNext && outcome != Checkup.IN_BETWEEN && !held()) {
            reports.checked(outcome, rank);
        }
        if (rechecks && identified && !probeNext && outcome.usable()) {
            recheck.start(this::rechecked);
        } else {
            endLook();
        }
    }

    private void rechecked(String difference) {
        if (difference != null && !difference.isEmpty()) {
            attention(Attention.ANOTHER_UNIT, difference);
        }
        endLook();
    }

    /**
     * A unit attention came up, in an answer to whatever command of discovery's. What may concern the identity has it read
     * before anything else is believed.
     */
    void attention(Attention attention, String words) {
        if (stopped) {
            return;
        }
        if (attention == Attention.ACCESS_CHANGED) {
            reports.accessChanged();
            return;
        }
        if (attention == Attention.CAPACITY_CHANGED) {
            reports.capacityChanged();
            return;
        }
        boolean toBeRead = probing && !probe.reading();
        if (!toBeRead) {
            doubt();
        }
        if (attention == Attention.ANOTHER_UNIT || probing && !toBeRead) {
            identityEpoch++; // what was read so far may be another unit's
        }
        if (toBeRead) {
            probeEpoch = identityEpoch;
        }
        if (attention == Attention.ANOTHER_UNIT) {
            reports.identityLost(new CheckOutcome(CheckerState.DOWN, words));
        } else {
            reports.unitsChanged();
        }
    }

    /** The same when perhaps no look is under way. */
    void heard(Attention attention, String words) {
        attention(attention, words);
        commandBack();
    }

    /** The identity has to be read at once; by a unit that never says who it is, only on the interval. */
    private void doubt() {
        probeNext = true;
        lookAgain |= ++doubts <= DOUBTS_MAX;
    }

    private void endLook() {
        looking = false;
        if (lookAgain) {
            look();
        }
    }
}
