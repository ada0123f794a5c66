package org.mpath.handler.alua;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.mpath.api.io.Reactor;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.PathCommand;
import org.mpath.api.plugin.Verdict;
import org.mpath.plugin.kit.OpenCommands;
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
    private final OpenCommands commands = new OpenCommands();
    private final ReportReader reports = new ReportReader(commands, REPORT_BYTES, true, ActivationRound.TRIES);
    private final boolean optimize;
    /** Rounds under way, by target port group. */
    private final Map<Integer, ActivationRound> rounds = new HashMap<>();
    /** Which group each path belongs to that got as far as a round. */
    private final Map<PathDevice, Integer> groups = new LinkedHashMap<>();
    /** Paths that do not know their group yet. */
    private final Set<Waiter> arriving = new HashSet<>();
    /** When the last look without activation began or is to begin; valid when {@link #looked}. */
    private long lookNanos;

    private boolean looked;
    /** The group that was asked for last: it gets the unit. */
    private int wanted;
    /** The round that looks and nothing else; null when there is none. */
    private ActivationRound looking;

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
        arriving.add(waiter);
        commands.ask(Question.identification(path), ActivationRound.TRIES, ActivationRound.LOOK_NANOS, (outcome, command) -> {
            arriving.remove(waiter);
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
            wanted = group.getAsInt();
            groups.put(waiter.path(), wanted);
            round(wanted, waiter.path().reactor()).join(waiter);
        }
    }

    private ActivationRound round(int group, Reactor reactor) {
        return rounds.computeIfAbsent(group, number ->
                new ActivationRound(unit, commands, reports, optimize, number, reactor,
                        () -> number == wanted, () -> ended(number)));
    }

    private void ended(int group) {
        if (rounds.remove(group) == looking) {
            looking = null;
        }
    }

    @Override
    public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
        Verdict verdict = verdict(senseKey, asc, ascq);
        if (verdict == Verdict.RETRY && statesChanged(asc, ascq)) {
            look(groups.containsKey(path) && path.linkUp() ? path : anyPath());
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

    /** For what a path says that was never activated: the unit's news are the same through any other. */
    private PathDevice anyPath() {
        return groups.keySet().stream().filter(PathDevice::linkUp).findFirst().orElse(null);
    }

    /**
     * Has the states looked at through a path, once for all that report a change at about the same time.
     *
     * @param path null for none
     */
    private void look(PathDevice path) {
        if (path == null || rounds.containsKey(groups.get(path)) || looking != null) {
            return;
        }
        long now = path.reactor().nanoTime();
        long pause = looked ? Math.max(0, lookNanos + ActivationRound.POLL_NANOS - now) : 0;
        long delay = Math.max(ActivationRound.GATHER_NANOS, pause);
        looked = true;
        lookNanos = now + delay;
        looking = round(groups.get(path), path.reactor());
        looking.look(path, delay);
    }

    @Override
    public void close() {
        commands.forget();
        arriving.forEach(Waiter::forget);
        arriving.clear();
        rounds.values().forEach(ActivationRound::forget);
        rounds.clear();
        groups.clear();
        looking = null;
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
