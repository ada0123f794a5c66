package org.mpath.transport.lab;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpath.api.io.Reactor;
import org.mpath.target.Array;
import org.mpath.target.Controller;
import org.mpath.target.Port;

/** The arrays there are, with a session to each of their ports. Reactor thread. */
final class Lab {
    private static final Logger LOG = System.getLogger("org.mpath.transport.lab");

    private final Reactor reactor;
    private final PathEvents events;
    private final Map<String, LabArray> arrays = new LinkedHashMap<>();
    private final Map<String, PortSession> sessions = new LinkedHashMap<>();
    private final Map<PortSession, Array> arrayOf = new LinkedHashMap<>();
    private final Map<Port, PortSession> byPort = new HashMap<>();

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

    /** The array of that name; null when there is none. */
    LabArray array(String name) {
        return arrays.get(name);
    }

    Collection<LabArray> arrays() {
        return arrays.values();
    }

    /** Connections break with their controller, unless their wire is silent: nobody hears of it then. */
    private void controllerChanged(Controller controller) {
        String reason = "controller " + controller.name() + " of array " + controller.array().name() + " is "
                + controller.state().words();
        LOG.log(Level.INFO, "event=lab.controller array=" + controller.array().name() + " controller="
                + controller.name() + " state=" + controller.state().words());
        for (Port port : controller.ports()) {
            PortSession session = byPort.get(port);
            if (session != null && !controller.up() && !session.wire().silent()) {
                session.wire().close();
                session.connectionReset(reason);
            }
        }
    }

    /** Adds an array and logs in to its ports. */
    void add(ArrayDescription description, Array array, LabTimes times) {
        arrays.put(array.name(), new LabArray(reactor, description, array));
        array.addListener(this::controllerChanged);
        List<PortSession> added = new ArrayList<>();
        for (Port port : array.ports()) {
            String name = description.portName(port.name());
            PortSession session = new PortSession(reactor, name, new PortWire(reactor, port), times, events);
            byPort.put(port, session);
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
        LabArray removed = arrays.remove(name);
        removed.close();
        Array array = removed.array();
        for (PortSession session : List.copyOf(sessions.values())) {
            if (arrayOf.get(session) == array) {
                sessions.remove(session.port());
                arrayOf.remove(session);
                byPort.remove(session.wire().port());
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
