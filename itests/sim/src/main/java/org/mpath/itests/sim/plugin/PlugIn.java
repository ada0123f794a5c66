package org.mpath.itests.sim.plugin;

import java.util.function.Consumer;
import org.mpath.api.inventory.CheckerState;
import org.mpath.itests.sim.fabric.SimPath;

/** The array plug-in of a world. */
public interface PlugIn {
    /** The handler's name. */
    String name();

    /** Whether there is a handler at all. */
    boolean handles();

    /** The handler's words in tables: how many, its name, its arguments. */
    String tableWords();

    /** The instance that the map is to use next. */
    Attached attach();

    /** An instance for another map, of the version that the map uses. */
    Attached attachNeighbour();

    /** The handler in use throws the next time it is asked about sense data. */
    void breakOnce();

    /** Checks a path. */
    void check(SimPath path, Consumer<CheckerState> told);

    /** Whether it owes nobody an answer. */
    boolean idle();

    /** From now on nothing goes wrong with it. */
    void heal();

    /** The world ends: nothing may be left of what it checks paths with. */
    void close();
}
