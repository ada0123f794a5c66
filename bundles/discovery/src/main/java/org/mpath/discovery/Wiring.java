package org.mpath.discovery;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.mpath.api.map.DataPlane;
import org.mpath.config.Configuration;

/**
 * What {@link Discovery} works with.
 *
 * @param runtime the framework this runs in: maps that say they are of it are no paths
 * @param plane takes the tables
 * @param bindings remembers names
 * @param known remembers units that had a map
 * @param keys remembers reservation keys
 * @param thread discovery's own thread
 * @param times the settings of looks as they are now
 * @param rules the settings of maps as they are now
 * @param configuration what multipath.conf says at the start
 * @param changes runs work on the thread as a change that settling waits for
 * @param seen called on the thread when what people see has changed
 */
record Wiring(
        String runtime,
        DataPlane plane,
        Bindings bindings,
        KnownUnits known,
        ReservationKeys keys,
        DiscoveryThread thread,
        Supplier<CheckTimes> times,
        Supplier<MapRules> rules,
        Supplier<Configuration> configuration,
        Consumer<Runnable> changes,
        Runnable seen) {}
