package org.mpath.target.array;

import java.util.Map;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.Opcode;
import org.mpath.target.Array;
import org.mpath.target.CommandSet;
import org.mpath.target.Personality;
import org.mpath.target.command.DiskCommands;
import org.mpath.target.command.UnitCommands;

/**
 * Arrays with asymmetric logical unit access (SPC-4 5.15.2): each unit is best reached through the ports of the controller
 * that owns it, and initiators may ask for that controller to be another one.
 */
public final class AluaArray implements ArrayFamily {
    private static final String TPGS = "tpgs";
    private static final String PASSIVE = "passive";
    private static final String HEADER = "header";
    private static final String ANSWER = "stpg";

    @Override
    public String name() {
        return "alua";
    }

    @Override
    public Map<String, String> words() {
        return Map.of(
                TPGS, "1 implicit, 2 explicit, 3 both",
                PASSIVE, "standby, active/non-optimized or unavailable",
                HEADER, "extended or plain",
                ANSWER, "late or early");
    }

    @Override
    public Array create(String name, int controllers, int portsPerController, Map<String, String> values) {
        Words words = new Words(values);
        int tpgs = words.number(TPGS, 3, 1, 3);
        AccessState passive = AccessState.ofWords(words.text(PASSIVE, AccessState.ACTIVE_NON_OPTIMIZED.words()));
        if (passive != AccessState.ACTIVE_NON_OPTIMIZED
                && passive != AccessState.STANDBY
                && passive != AccessState.UNAVAILABLE) {
            throw words.wrong(PASSIVE, words().get(PASSIVE) + " allowed");
        }
        boolean extended = words.flag(HEADER, true, "extended", "plain");
        boolean early = words.flag(ANSWER, false, "early", "late");
        return new Array(name, personality(tpgs, passive, extended, early), controllers, portsPerController);
    }

    private static Personality personality(int tpgs, AccessState passive, boolean extended, boolean early) {
        UnitCommands commands = new UnitCommands().command(Opcode.MAINTENANCE_IN, new ReportGroups(extended));
        if ((tpgs & SetGroups.EXPLICIT) != 0) {
            commands.command(Opcode.MAINTENANCE_OUT, new SetGroups(early));
        }
        CommandSet units = commands.build();
        return new Personality(
                "MPATH", "LAB-ALUA", "0001", tpgs, units, DiskCommands.noUnit(), new AluaPolicy(passive));
    }
}
