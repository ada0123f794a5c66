package org.mpath.handler.rdac;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.Verdict;
import org.mpath.plugin.kit.OpenCommands;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.RdacVolume;

/**
 * RDAC at work in one map (scsi_dh_rdac, seed-systems 4.4): each path that is to be made ready is a {@link Claim}, which the
 * {@link RdacController} that it leads to gathers with those of other maps.
 */
final class RdacHandler implements HardwareHandler {
    private static final Logger LOG = System.getLogger("org.mpath.handler.rdac");

    private final Controllers controllers;
    private final long selectNanos;
    private final OpenCommands commands = new OpenCommands();
    private final Map<PathDevice, Seat> seats = new HashMap<>();
    /** Under way. */
    private final Set<Claim> claims = new HashSet<>();
    /** How the unit is reached, by port. */
    private final Map<String, AccessState> states = new TreeMap<>();

    private final Rejections rejections = new Rejections();

    /**
     * Makes one.
     *
     * @param controllers shared with the other maps
     * @param selectNanos timeout of MODE SELECT
     */
    RdacHandler(Controllers controllers, long selectNanos) {
        this.controllers = controllers;
        this.selectNanos = selectNanos;
    }

    @Override
    public Activation activation() {
        return Activation.EVERY_PATH;
    }

    @Override
    public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
        Claim claim = new Claim(this, path, listener);
        claims.add(claim);
        claim.begin();
    }

    @Override
    public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
        Verdict verdict = verdict(senseKey, asc, ascq);
        if (verdict == Verdict.ACTIVATE) {
            heard(path, AccessState.STANDBY);
        }
        return verdict;
    }

    private static Verdict verdict(int senseKey, int asc, int ascq) {
        return switch (senseKey << 16 | asc << 8 | ascq) {
            case 0x02_04_01 -> Verdict.RETRY; // becoming ready
            case 0x02_04_81 -> Verdict.FAIL_PATH; // this path cannot be made ready
            case 0x02_04_a1, 0x02_a1_02, 0x06_8b_02 -> Verdict.RETRY; // quiescence
            case 0x05_94_01 -> Verdict.ACTIVATE; // another controller owns the unit
            case 0x06_29_00 -> Verdict.RETRY; // power on or reset
            default -> Verdict.DECLINED;
        };
    }

    /** How the unit is reached through each port, as last heard: {@code A0:active/optimized B0:standby}. */
    @Override
    public String statusWords() {
        return states.entrySet().stream()
                .map(state -> state.getKey() + ':' + state.getValue().words())
                .collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        commands.forget();
        claims.forEach(Claim::forget);
        claims.clear();
        List.copyOf(seats.values()).forEach(this::forget);
    }

    // ---- for its claims ----

    /** What it asks. */
    OpenCommands commands() {
        return commands;
    }

    /** Timeout of MODE SELECT, in nanoseconds. */
    long selectNanos() {
        return selectNanos;
    }

    /** Answers that were not believed. */
    Rejections rejections() {
        return rejections;
    }

    void over(Claim claim) {
        claims.remove(claim);
    }

    /** Where a path leads to; null when that is not known. */
    Seat seat(PathDevice path) {
        return seats.get(path);
    }

    /** A path leads to this unit. */
    Seat learn(PathDevice path, RdacVolume volume) {
        Seat known = seats.get(path);
        if (known != null) {
            return known;
        }
        Seat seat = new Seat(this, path, volume.arrayId(), (int) volume.lun());
        seats.put(path, seat);
        return seat;
    }

    /** A path leads to the controller of this slot. */
    void locate(Seat seat, int slot) {
        if (seat.controller() == null) {
            PathDevice path = seat.path();
            seat.controller(controllers.take(
                    new Controllers.Key(seat.array(), slot, path.transport(), path.reactor().name())));
        }
    }

    void forget(Seat seat) {
        if (seats.remove(seat.path(), seat)) {
            seat.path().removeLinkListener(seat);
            if (seat.controller() != null) {
                controllers.giveBack(seat.controller());
            }
        }
    }

    /** How a path reaches the unit now. */
    void heard(PathDevice path, AccessState state) {
        AccessState before = states.put(path.port(), state);
        if (before != state) {
            LOG.log(Level.INFO, "event=rdac.access_changed path=" + path.name() + " from="
                    + (before == null ? "unknown" : before.words()) + " to=" + state.words());
        }
    }
}
