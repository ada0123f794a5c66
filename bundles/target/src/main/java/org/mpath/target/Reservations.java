package org.mpath.target;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpath.scsi.HeldReservation;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.RegisteredKeys;
import org.mpath.scsi.ReservationType;

/**
 * The persistent reservation of a unit, and who is registered with which key (SPC-4 5.12). Registrations belong to initiators
 * and ports: they stay when a nexus ends.
 */
public final class Reservations {
    private record Registrant(String initiator, Port port) {
        static Registrant of(Nexus nexus) {
            return new Registrant(nexus.initiator(), nexus.port());
        }
    }

    private final Map<Registrant, Long> keys = new LinkedHashMap<>();
    private long generation;
    /** Null when nobody has it reserved. */
    private ReservationType type;
    /** Who has; null for nobody, or for all who are registered. */
    private Registrant holder;

    // ---- views ----

    /** All registrations. */
    public RegisteredKeys registered() {
        return new RegisteredKeys(generation, List.copyOf(keys.values()));
    }

    /** The reservation. */
    public HeldReservation held() {
        return new HeldReservation(generation, holder == null ? 0 : keys.get(holder), type);
    }

    /** The key a nexus is registered with; 0 for none. */
    public long key(Nexus nexus) {
        return keys.getOrDefault(Registrant.of(nexus), 0L);
    }

    /** Whether a command of a nexus conflicts with the reservation (SPC-4 5.12.1). */
    boolean conflict(int opcode, Nexus nexus) {
        return type != null && !isPassing(opcode) && !(type.letsRead() && isRead(opcode)) && !mayAll(nexus);
    }

    private boolean mayAll(Nexus nexus) {
        Registrant who = Registrant.of(nexus);
        return who.equals(holder) || type.letsRegistrants() && keys.containsKey(who);
    }

    private static boolean isPassing(int opcode) {
        return switch (opcode) {
            case Opcode.TEST_UNIT_READY,
                    Opcode.REQUEST_SENSE,
                    Opcode.INQUIRY,
                    Opcode.REPORT_LUNS,
                    Opcode.READ_CAPACITY_10,
                    Opcode.SERVICE_ACTION_IN_16,
                    Opcode.MAINTENANCE_IN,
                    Opcode.START_STOP_UNIT,
                    Opcode.PERSISTENT_RESERVE_IN,
                    Opcode.PERSISTENT_RESERVE_OUT -> true;
            default -> false;
        };
    }

    private static boolean isRead(int opcode) {
        return switch (opcode) {
            case Opcode.READ_6, Opcode.READ_10, Opcode.READ_12, Opcode.READ_16, Opcode.MODE_SENSE_6, Opcode.MODE_SENSE_10 -> true;
            default -> false;
        };
    }

    // ---- changes ----

    /** Registers a key for a nexus, or ends its registration when the key is 0; on all ports of the array when asked to. */
    public void register(UnitNexus view, long key, boolean allPorts) {
        Nexus nexus = view.nexus();
        List<Port> ports = allPorts ? nexus.port().controller().array().ports() : List.of(nexus.port());
        ports.forEach(port -> register(view.unit(), new Registrant(nexus.initiator(), port), key));
        generation++;
    }

    private void register(LogicalUnit unit, Registrant who, long key) {
        if (key != 0) {
            keys.put(who, key);
        } else if (keys.remove(who) != null) {
            boolean last = type != null && type.heldByAll() && keys.isEmpty();
            if (who.equals(holder) || last) {
                endReservation(unit, who);
            }
        }
    }

    /** Reserves the unit for a registered nexus; whether it could. */
    public boolean reserve(Nexus nexus, ReservationType wanted) {
        if (type != null) {
            return type == wanted && isHolder(nexus);
        }
        type = wanted;
        holder = wanted.heldByAll() ? null : Registrant.of(nexus);
        return true;
    }

    private boolean isHolder(Nexus nexus) {
        Registrant who = Registrant.of(nexus);
        return type.heldByAll() ? keys.containsKey(who) : who.equals(holder);
    }

    /** Gives the reservation back if a nexus has it; false when it is of another type. */
    public boolean release(UnitNexus view, ReservationType wanted) {
        if (type == null || !isHolder(view.nexus())) {
            return true;
        }
        if (type != wanted) {
            return false;
        }
        endReservation(view.unit(), Registrant.of(view.nexus()));
        return true;
    }

    private void endReservation(LogicalUnit unit, Registrant by) {
        if (type.letsRegistrants()) {
            tell(unit, SenseCode.RESERVATIONS_RELEASED, by, List.copyOf(keys.keySet()));
        }
        type = null;
        holder = null;
    }

    /** Ends all registrations and the reservation. */
    public void clear(UnitNexus view) {
        tell(view.unit(), SenseCode.RESERVATIONS_PREEMPTED, Registrant.of(view.nexus()), List.copyOf(keys.keySet()));
        keys.clear();
        type = null;
        holder = null;
        generation++;
    }

    /** Ends the registrations with a key, and takes the reservation over if one of them had it; whether there were any. */
    public boolean preempt(UnitNexus view, long key, ReservationType wanted) {
        Registrant self = Registrant.of(view.nexus());
        boolean all = type != null && type.heldByAll() && key == 0;
        boolean takes = all || holder != null && keys.get(holder) == key;
        List<Registrant> ended = keys.keySet().stream().filter(who -> all || keys.get(who) == key).toList();
        if (ended.isEmpty()) {
            return false;
        }
        ended.stream().filter(who -> !who.equals(self)).forEach(keys::remove);
        if (takes) {
            type = wanted;
            holder = wanted.heldByAll() ? null : self;
        }
        tell(view.unit(), SenseCode.REGISTRATIONS_PREEMPTED, self, ended);
        generation++;
        return true;
    }

    private static void tell(LogicalUnit unit, SenseCode condition, Registrant by, List<Registrant> whom) {
        for (Registrant who : whom) {
            who.port().nexuses().stream()
                    .filter(nexus -> !who.equals(by) && nexus.initiator().equals(who.initiator()))
                    .forEach(nexus -> nexus.establish(unit, condition));
        }
    }
}
