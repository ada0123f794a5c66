package org.mpath.target.array;

import java.util.Map;
import org.mpath.target.Array;

/** Makes arrays of one family. Stateless. */
public interface ArrayFamily {
    /** One word that names it in configuration: {@code alua}. */
    String name();

    /** The words of its own that an array's description may have, by name, each with what its value may be. */
    Map<String, String> words();

    /** The rest of the description of the array that the default set has of it: {@code unit=64MiB unit=64MiB}. */
    default String sample() {
        return "unit=64MiB unit=64MiB";
    }

    /**
     * Makes an array without units; see {@link Array#Array} for the ranges.
     *
     * @param words values of {@link #words}; those that are missing have their defaults
     * @throws IllegalArgumentException naming the word and what is allowed
     */
    Array create(String name, int controllers, int portsPerController, Map<String, String> words);
}
