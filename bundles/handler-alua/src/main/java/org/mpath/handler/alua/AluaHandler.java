package org.mpath.handler.alua;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.mpath.api.io.Reactor;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.PathCommand;
import org.mpath.api.plugin.Verdict;
import org.mpath.plugin.kit.Waiter;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.MalformedResponse;

/**
 * Asymmetric logical unit access at work in one map (scsi_dh_alua, seed-systems 4.7): finds out which target port group a
 * path belongs to, and has the paths of a group share one {@link ActivationRound}.
 */
final class AluaHandler implements HardwareHandler {
    /** Room for the first report, in bytes; there is a second one when the list is longer. */
    static final int REPORT_BYTES = 128;

    private static final int NOT_READY = 0x02;
    private static final int UNIT_ATTENTION = 0x06;

    private final AluaUnit unit = new AluaUnit();
    private final ReportReader reports = new ReportReader(REPORT_BYTES, true, ActivationRound.TRIES);
    private final boolean optimize;
    /** Rounds under way, by target port group. */
    private final Map<Integer, ActivationRound> rounds = new HashMap<>();
    /** The path that last got as far as a round, and its group: looks when something changed. */
    private PathDevice lastPath;

    private int lastGroup;
    /** When the last look without activation began or is to begin; valid when {@link #looked}. */
    private long lookNanos;

    private boolean looked;

    /** @param optimize leave a group that is not preferred to an array that moves units by itself */
    AluaHandler(boolean optimize) {
        this.optimize = optimize;
    }

    @Override
    public Activation activation() {
        return Activation.EVERY_PATH;
    }

    @Override
    public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
        Waiter waiter = new Waiter(path, listener);
        Question.identification(path).ask(ActivationRound.TRIES, ActivationRound.LOOK_NANOS, (outcome, command) -> {
            switch (outcome) {
                case GOOD -> identified(waiter, command);
                case LOST -> waiter.end(ActivationCode.CONN_FAILURE);
                case TIMED_OUT -> waiter.end(ActivationCode.TIMED_OUT);
                case REFUSED -> waiter.end(ActivationCode.DEV_UNSUPP);
                default -> waiter.end(ActivationCode.IO);
            }
        });
    }

    private void identified(Waiter waiter, PathCommand command) {
        if (waiter.over()) {
            return; // through a nexus that is gone
        }
        OptionalInt group;
        try {
            group = DeviceIdentification.parse(command.received()).portGroup();
        } catch (MalformedResponse malformed) {
            unit.reject(waiter.path(), malformed.getMessage());
            waiter.end(ActivationCode.IO);
            return;
        }
        if (group.isEmpty()) {
            waiter.end(ActivationCode.DEV_UNSUPP);
        } else {
            lastPath = waiter.path();
            lastGroup = group.getAsInt();
            round(lastGroup, lastPath.reactor()).join(waiter);
        }
    }

    private ActivationRound round(int group, Reactor reactor) {
        return rounds.computeIfAbsent(group, number ->
                new ActivationRound(unit, reports, optimize, number, reactor, () -> rounds.remove(number)));
    }

    @Override
    public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
        Verdict verdict = verdict(senseKey, asc, ascq);
        if (verdict == Verdict.RETRY && statesChanged(asc, ascq)) {
            look();
        }
        return verdict;
    }

    /**
     * The sense table. What tells that another unit may be there (06/3f/03) is left to the engine, which does not use the
     * path before discovery has looked; the kernel's handler would send again.
     */
    private static Verdict verdict(int senseKey, int asc, int ascq) {
        return switch (senseKey << 16 | asc << 8 | ascq) {
            case 0x02_04_0a, 0x06_04_0a -> Verdict.RETRY; // in transition
            case 0x02_04_0b, 0x02_04_0c, 0x02_04_12 -> Verdict.FAIL_PATH; // standby, unavailable, offline
            case 0x06_29_00, 0x06_29_04 -> Verdict.RETRY; // power on or reset; of the device
            case 0x06_2a_01, 0x06_3f_0e -> Verdict.RETRY; // mode parameters, reported LUNs changed
            case 0x06_2a_06, 0x06_2a_07 -> Verdict.RETRY; // access state changed, implicit transition failed
            default -> Verdict.DECLINED;
        };
    }

    private static boolean statesChanged(int asc, int ascq) {
        return asc == 0x04 || asc == 0x29 && ascq == 0x00 || asc == 0x2a && ascq != 0x01;
    }

    /** Has the states looked at, once for all that report a change at about the same time. */
    private void look() {
        if (lastPath == null || !lastPath.linkUp() || rounds.containsKey(lastGroup)) {
            return;
        }
        long now = lastPath.reactor().nanoTime();
        long pause = looked ? Math.max(0, lookNanos + ActivationRound.POLL_NANOS - now) : 0;
        long delay = Math.max(ActivationRound.GATHER_NANOS, pause);
        looked = true;
        lookNanos = now + delay;
        round(lastGroup, lastPath.reactor()).look(lastPath, delay);
    }

    /** How many answers of the array were not believed. */
    long rejected() {
        return unit.rejected();
    }

    /** The groups of the unit and their states, as last heard: {@code 11:active/optimized 12:standby}. */
    @Override
    public String statusWords() {
        return unit.words();
    }
}
