package org.mpath.export.nbd;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MultipathMap;
import org.mpath.scsi.Visible;

/** A map as an export, with the connections that use it. Any thread. */
final class Export {
    private final MultipathMap map;
    private final FailureLog failures;
    private final Set<Connection> connections = new HashSet<>();
    private boolean withdrawn;

    Export(MultipathMap map) {
        this.map = map;
        this.failures = new FailureLog(map.name());
    }

    /** The export's name, the map's. */
    String name() {
        return map.name();
    }

    MultipathMap map() {
        return map;
    }

    FailureLog failures() {
        return failures;
    }

    /** What a connection that begins now is promised. */
    Terms terms() {
        return Terms.of(map.unit());
    }

    /** One line for people: what the unit says of itself, and its WWID. */
    String description() {
        LogicalUnit unit = map.unit();
        return Visible.of(unit.vendor() + ' ' + unit.product() + ' ' + unit.wwid());
    }

    /** Adds a connection; false when the export is gone. */
    synchronized boolean attach(Connection connection) {
        return !withdrawn && connections.add(connection);
    }

    synchronized void detach(Connection connection) {
        connections.remove(connection);
    }

    synchronized int connectionCount() {
        return connections.size();
    }

    /** The map goes away: no new connections, and those that are there end. Does not wait. */
    void withdraw() {
        List<Connection> present;
        synchronized (this) {
            withdrawn = true;
            present = new ArrayList<>(connections);
        }
        present.forEach(Connection::withdraw);
    }
}
