package org.mpath.transport.lab;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpath.api.io.Reactor;
import org.mpath.target.Array;
import org.mpath.target.Port;

/** The arrays there are, with a session to each of their ports. Reactor thread. */
final class Lab {
    private static final Logger LOG = System.getLogger("org.mpath.transport.lab");

    private final Reactor reactor;
    private final PathEvents events;
    private final Map<String, Array> arrays = new LinkedHashMap<>();
    private final Map<String, PortSession> sessions = new LinkedHashMap<>();
    private final Map<PortSession, Array> arrayOf = new LinkedHashMap<>();

    Lab(Reactor reactor, PathEvents events) {
        this.reactor = reactor;
        this.events = events;
    }

    /** The session to a port; null when there is no such port. */
    PortSession session(String port) {
        return sessions.get(port);
    }

    /** The names of the ports. */
    Collection<String> ports() {
        return sessions.keySet();
    }

    Collection<PortSession> sessions() {
        return sessions.values();
    }

    /** The array a session leads to. */
    Array array(PortSession session) {
        return arrayOf.get(session);
    }

    /** Adds an array and logs in to its ports. */
    void add(ArrayDescription description, Array array, LabTimes times) {
        arrays.put(array.name(), array);
        List<PortSession> added = new ArrayList<>();
        for (Port port : array.ports()) {
            String name = description.portName(port.name());
            PortSession session = new PortSession(reactor, name, new PortWire(reactor, port), times, events);
            sessions.put(name, session);
            arrayOf.put(session, array);
            added.add(session);
        }
        LOG.log(Level.INFO, "event=lab.array_added array=" + array.name() + " ports=" + array.ports().size() + " units="
                + array.units().size());
        added.forEach(PortSession::connect);
    }

    /** Removes an array, its ports and paths. */
    void remove(String name, String reason) {
        Array array = arrays.remove(name);
        for (PortSession session : List.copyOf(sessions.values())) {
            if (arrayOf.get(session) == array) {
                sessions.remove(session.port());
                arrayOf.remove(session);
                session.close(reason);
            }
        }
        try {
            array.close();
        } catch (IOException failure) {
            LOG.log(Level.WARNING, "event=lab.close_failed array=" + name + " reason=\"" + failure + '"');
        }
        LOG.log(Level.INFO, "event=lab.array_removed array=" + name + " reason=\"" + reason + '"');
    }

    /** Removes everything. */
    void close(String reason) {
        List.copyOf(arrays.keySet()).forEach(name -> remove(name, reason));
    }
}
