package org.mpath.target.array;

import java.util.Map;
import org.mpath.scsi.Opcode;
import org.mpath.target.Array;
import org.mpath.target.Personality;
import org.mpath.target.command.DiskCommands;
import org.mpath.target.command.UnitCommands;

/**
 * HP StorageWorks arrays with active/passive controllers (MSA1000 before its active/active firmware): one controller serves
 * all units, the others refuse to until START STOP UNIT is sent to one of them, which takes all units over.
 */
public final class HpArray implements ArrayFamily {
    private static final Personality PERSONALITY = new Personality(
            "COMPAQ", "MSA1000 VOLUME", "4.32", 0,
            new UnitCommands().command(Opcode.START_STOP_UNIT, new StartUnit()).build(),
            DiskCommands.noUnit(), new HpPolicy());

    @Override
    public String name() {
        return "hp_sw";
    }

    @Override
    public Map<String, String> words() {
        return Map.of();
    }

    @Override
    public Array create(String name, int controllers, int portsPerController, Map<String, String> words) {
        return new Array(name, PERSONALITY, controllers, portsPerController);
    }
}
