package org.mpath.discovery;

import java.util.TreeSet;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.UnitLimits;
import org.mpath.config.PathSettings;

/** A map as discovery wants it. Discovery thread. */
final class MapEntry {
    final String name;
    final LogicalUnit unit;
    /** Its paths, by name. */
    final TreeSet<KnownPath> paths = new TreeSet<>(KnownPath.NAME_ORDER);
    /** Whether the data plane has it. */
    boolean created;
    /** The table that was loaded last, but for its initial group; empty when none was. */
    String table = "";
    /** What the data plane was told that the unit can do. */
    UnitLimits limits;
    /** How the loaded table is built; null when it has no paths. */
    MapLayout layout;
    /** Whether its groups are about to be formed anew. */
    boolean regrouping;
    /** What requests do while no path works, as the data plane was told; null before. */
    PathSettings.Queueing queueing;
    /** Whether the best group had no usable path since I/O went back last. */
    boolean bestWasDown;
    /** When it may go back to a better group. */
    final FailbackPace pace = new FailbackPace();
    /** Whether a path left since: a table of the same words may mean another path. */
    boolean left;
    /** Whether every path said that there is no such unit. */
    boolean gone;
    /** Whether the map queued then, and was told not to. */
    boolean queueingTaken;
    /** Why the data plane has no table with the map's paths; empty when it has. */
    String refusal = "";
    /** The refusal that was logged last, so that it is logged once. */
    String logged = "";

    MapEntry(String name, LogicalUnit unit) {
        this.name = name;
        this.unit = unit;
        this.limits = unit.limits();
    }

    /** What the unit can do whichever path a command takes; a map without paths keeps what it had. */
    UnitLimits commonLimits() {
        return paths.stream()
                .map(path -> path.identity.unit().limits())
                .reduce(UnitLimits::alsoThrough)
                .map(unit.limits()::withTransfersOf)
                .orElse(limits);
    }

    /** Whether every path says that there is no such unit. */
    boolean everyPathDisconnected() {
        return paths.stream().allMatch(path -> path.check.state() == CheckerState.DISCONNECTED);
    }

    /** Why a unit cannot be this map's, one sentence; null when it can. */
    String whyNot(ProbeResult.Identified identity) {
        if (!identity.sized()) {
            return null; // the others told, and it will be asked again when it is used
        }
        LogicalUnit other = identity.unit();
        if (other.blockSize() != unit.blockSize()) {
            return "unit has blocks of " + other.blockSize() + " bytes, map " + name + " of the same WWID has "
                    + unit.blockSize();
        }
        return other.blocks() == unit.blocks()
                ? null
                : "unit has " + other.blocks() + " blocks, map " + name + " of the same WWID has " + unit.blocks();
    }
}
