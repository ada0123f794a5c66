package org.mpath.discovery;

import java.util.Comparator;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;

/** A path as discovery knows it. Discovery thread. */
final class KnownPath {
    /** Where a path is on its way into a map. Set by {@link Discovery} and {@link MapBook}. */
    enum Standing {
        /** Who is behind it is not known yet. */
        PROBING,
        /** Identified; waits for the batch to be placed. */
        WAITING,
        /** In its map's table. */
        PLACED,
        /** In no map, see the reason: not a disk, malformed, not answering, or not fitting its map. */
        REJECTED,
        /** Taken out of its map because the unit behind it changed. */
        QUARANTINED
    }

    /** Unit by unit, each by its lowest path: what decides who gets the first free name. */
    static final Comparator<KnownPath> NAMING_ORDER = Comparator.comparing((KnownPath path) -> path.device.transport())
            .thenComparingLong(path -> path.device.lun())
            .thenComparing(KnownPath::name);

    /** Order in tables and lists. */
    static final Comparator<KnownPath> NAME_ORDER = Comparator.comparing(KnownPath::name);

    final PathDevice device;
    final Transport transport;
    /** Looks at the path, on its reactor. */
    PathWatch watch;

    Standing standing = Standing.PROBING;
    /** A probe was asked for by a person: a quarantined path may take up its new identity. */
    boolean asked;
    /** Its identity was read on the present nexus. */
    boolean verified;
    /** Who is behind it; null until identified. */
    ProbeResult.Identified identity;
    /** The map it is in, or was taken out of; null when in none. */
    MapEntry map;

    CheckOutcome check = new CheckOutcome(CheckerState.UNCHECKED, "");
    /** Why it is in no map; empty when it is in one. */
    String reason = "";

    KnownPath(PathDevice device, Transport transport) {
        this.device = device;
        this.transport = transport;
    }

    String name() {
        return device.name();
    }

    boolean placed() {
        return standing == Standing.PLACED;
    }

    DiscoveredPath snapshot() {
        return new DiscoveredPath(
                device.name(),
                device.transport(),
                device.port(),
                device.lun(),
                identity == null ? "" : identity.unit().vendor(),
                identity == null ? "" : identity.unit().product(),
                identity == null ? "" : identity.unit().wwid(),
                placed() ? map.name : "",
                check.state(),
                whyNot());
    }

    private String whyNot() {
        if (!reason.isEmpty()) {
            return reason;
        }
        return placed() && !map.refusal.isEmpty() ? map.refusal : check.reason();
    }
}
