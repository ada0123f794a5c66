package org.mpath.target.array;

import java.util.Map;
import org.mpath.target.Array;
import org.mpath.target.Personality;
import org.mpath.target.command.DiskCommands;

/** Arrays whose units are reached through every port equally well at all times. */
public final class SymmetricArray implements ArrayFamily {
    private static final Personality PERSONALITY =
            new Personality("MPATH", "LAB-SYM", "0001", DiskCommands.units(), DiskCommands.noUnit());

    /** Makes an array without units; see {@link Array#Array} for the ranges. */
    public static Array create(String name, int controllers, int portsPerController) {
        return new Array(name, PERSONALITY, controllers, portsPerController);
    }

    @Override
    public String name() {
        return "sym";
    }

    @Override
    public Map<String, String> words() {
        return Map.of();
    }

    @Override
    public Array create(String name, int controllers, int portsPerController, Map<String, String> words) {
        return create(name, controllers, portsPerController);
    }
}
