package org.mpath.target.array;

import java.util.Map;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.HdsInquiry;
import org.mpath.scsi.HdsInquiry.Access;
import org.mpath.scsi.HdsPathPage;
import org.mpath.scsi.Opcode;
import org.mpath.target.AccessPolicy;
import org.mpath.target.Array;
import org.mpath.target.Command;
import org.mpath.target.CommandSet;
import org.mpath.target.Controller;
import org.mpath.target.Personality;
import org.mpath.target.Port;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;
import org.mpath.target.command.DiskCommands;
import org.mpath.target.command.UnitCommands;

/**
 * Hitachi modular arrays (DF600F, seed-systems 1.7): every controller serves every unit, but asymmetric ones have it pass
 * through to the controller that owns it, and say in VPD page E0h which that is.
 */
public final class HdsArray implements ArrayFamily {
    private static final String ACCESS = "access";
    private static final String CROSSING = "crossing";
    private static final int CROSSING_MAX = 1000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** Controllers are told apart by a digit. */
    private static final int CONTROLLERS_MAX = 10;

    private static final int[] TRANSFERS = {
        Opcode.READ_6, Opcode.READ_10, Opcode.READ_12, Opcode.READ_16,
        Opcode.WRITE_6, Opcode.WRITE_10, Opcode.WRITE_12, Opcode.WRITE_16
    };

    /** Which controllers are active; none refuses anything. */
    private record Policy(AccessState passive) implements AccessPolicy {
        @Override
        public SenseCode refusal(Command command, UnitNexus nexus) {
            return null;
        }
    }

    @Override
    public String name() {
        return "hds";
    }

    @Override
    public Map<String, String> words() {
        return Map.of(
                ACCESS, "asymmetric or symmetric",
                CROSSING, "0 to 1000 milliseconds that I/O takes longer through a controller that does not own the unit");
    }

    @Override
    public Array create(String name, int controllers, int portsPerController, Map<String, String> values) {
        Words words = new Words(values);
        boolean symmetric = words.flag(ACCESS, false, "symmetric", "asymmetric");
        int crossingMillis = words.number(CROSSING, 0, 0, CROSSING_MAX);
        if (controllers > CONTROLLERS_MAX) {
            throw new IllegalArgumentException(controllers + " controllers; 1 to " + CONTROLLERS_MAX + " allowed");
        }
        AccessState passive = symmetric ? AccessState.ACTIVE_OPTIMIZED : AccessState.ACTIVE_NON_OPTIMIZED;
        return new Array(name, new Personality("HITACHI", "DF600F", "0000", 0,
                commands(symmetric, crossingMillis), DiskCommands.noUnit(), new Policy(passive)),
                controllers, portsPerController);
    }

    private static CommandSet commands(boolean symmetric, int crossingMillis) {
        Access access = symmetric ? Access.SYMMETRIC : Access.ASYMMETRIC;
        UnitCommands commands = new UnitCommands().inquiry((nexus, standard) -> of(nexus, access).in(standard));
        if (!symmetric) {
            commands.vitalPage(HdsPathPage.CODE, nexus -> state(nexus).bytes());
        }
        if (crossingMillis > 0) {
            CommandSet plain = DiskCommands.units();
            for (int opcode : TRANSFERS) {
                commands.command(opcode, new Crossing(plain.handler(opcode), crossingMillis * NANOS_PER_MILLI));
            }
        }
        return commands.build();
    }

    private static HdsInquiry of(UnitNexus nexus, Access access) {
        Controller controller = nexus.controller();
        Port port = nexus.nexus().port();
        return new HdsInquiry(
                access, nexus.unit().lun(), controller.index(), (char) ('A' + controller.ports().indexOf(port)));
    }

    /** While the owner changes the array does not know. */
    private static HdsPathPage state(UnitNexus nexus) {
        boolean known = !nexus.unit().access().changing();
        return new HdsPathPage(known, known && nexus.unit().access().owner() == nexus.controller());
    }
}
