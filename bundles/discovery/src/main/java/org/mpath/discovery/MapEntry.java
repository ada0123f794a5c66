package org.mpath.discovery;

import java.util.TreeSet;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.UnitLimits;
import org.mpath.config.PathSettings;
import org.mpath.discovery.CollisionGuard.Judgement;
import org.mpath.scsi.IdentityProfile;

/** A map as discovery wants it. Discovery thread. */
final class MapEntry {
    final String name;
    LogicalUnit unit;
    /** By which rules it is named, as long as it exists. */
    final IdentityProfile profile;
    /** What tells its unit from others. */
    Evidence evidence;
    /** Its paths, by name. */
    final TreeSet<KnownPath> paths = new TreeSet<>(KnownPath.NAME_ORDER);
    /** Another size that all paths tell, in blocks, though the map keeps its own; 0 for none. */
    long toldBlocks;
    /** Why it keeps its own, for its paths to say; empty when they tell no other. */
    String sizeNote = "";
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

    /**
     * Makes one.
     *
     * @param profile by which rules it is named
     */
    MapEntry(String name, LogicalUnit unit, IdentityProfile profile) {
        this.name = name;
        this.unit = unit;
        this.profile = profile;
        this.evidence = Evidence.of(unit);
        this.limits = unit.limits();
    }

    /** What the unit can do whichever path a command takes; a map without paths keeps what it had. */
    UnitLimits commonLimits() {
        return paths.stream()
                .map(this::limitsThrough)
                .reduce(UnitLimits::alsoThrough)
                .map(unit.limits()::withTransfersOf)
                .map(common -> common.atMost(configuredBlocks()))
                .orElse(limits);
    }

    /** What the unit can do through a path, as far as its host can carry it. */
    private UnitLimits limitsThrough(KnownPath path) {
        long bytes = path.device.nodes().transferBytesMax();
        return path.identity.unit().limits().atMost(bytes == 0 ? 0 : Math.max(1, bytes / unit.blockSize()));
    }

    /** What {@code max_sectors_kb} allows, at least a block; 0 when it says nothing. */
    private long configuredBlocks() {
        long bytes = paths.first().settings.table().sectorsMaxKib() * 1_024L;
        return bytes == 0 ? 0 : Math.max(1, bytes / unit.blockSize());
    }

    /** What becomes of requests when its last path is deleted, as was said of its last paths. */
    PathSettings.FlushOnLastDelete flush() {
        return queueing == null ? PathSettings.FlushOnLastDelete.UNUSED : queueing.flush();
    }

    /** Whether I/O waits for ever while no path works, because somebody said so: {@code no_path_retry queue}. */
    boolean queuesForEver() {
        return queueing != null && queueing.noPath() == PathSettings.NoPath.QUEUE;
    }

    /** Whether every path says that there is no such unit. */
    boolean everyPathDisconnected() {
        for (KnownPath path : paths) { // asked with every check, as is the next: without streams
            if (path.check.state() != CheckerState.DISCONNECTED) {
                return false;
            }
        }
        return true;
    }

    /** Whether a path is usable that is not {@code another}. */
    boolean hasUsable(KnownPath another) {
        for (KnownPath path : paths) {
            if (path != another && path.usable()) {
                return true;
            }
        }
        return false;
    }

    /** Compares the unit behind a path with the map's. */
    Judgement judge(KnownPath path) {
        Evidence has = path.identity.evidence();
        boolean told = toldBlocks != 0 && has.blocks() == toldBlocks;
        Judgement judgement = CollisionGuard.judge(name, told ? evidence.resized(toldBlocks) : evidence, has);
        return paths.stream().anyMatch(other -> isSecondNumber(path, other))
                ? judgement.doubting("unit would have two numbers on port " + path.device.port())
                : judgement;
    }

    /** An array seldom shows a unit twice on one port. */
    private static boolean isSecondNumber(KnownPath path, KnownPath other) {
        return other.device.lun() != path.device.lun()
                && other.device.port().equals(path.device.port())
                && other.device.transport().equals(path.device.transport());
    }

    /** Whether a path of the map tells the size that the map has. */
    boolean isSizeTold() {
        return paths.stream().anyMatch(path -> path.identity.unit().blocks() == unit.blocks());
    }

    /** Its unit has another size now. */
    void resized(long blocks) {
        unit = unit.resized(blocks);
        evidence = evidence.resized(blocks);
    }

    /** Learns from a path of the map what no other one told. */
    void learn(ProbeResult.Identified identity) {
        evidence = evidence.completedBy(identity.evidence());
    }
}
