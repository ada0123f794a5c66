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
import org.mpath.api.control.ControlException;
import org.mpath.api.io.Reactor;
import org.mpath.target.Array;
import org.mpath.target.Controller;
import org.mpath.target.LogicalUnit;
import org.mpath.target.Port;

/** The arrays there are, with a session to each of their ports. Reactor thread. */
final class Lab {
    private static final Logger LOG = System.getLogger("org.mpath.transport.lab");

    private final Reactor reactor;
    private final PathEvents events;
    private final Map<String, TimedArray> arrays = new LinkedHashMap<>();
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

    /** The array of that name; null when there is none. */
    TimedArray array(String name) {
        return arrays.get(name);
    }

    Collection<TimedArray> arrays() {
        return arrays.values();
    }

    /** The array of that name. */
    TimedArray requireArray(String name) {
        TimedArray array = arrays.get(name);
        if (array == null) {
            throw noArray(name);
        }
        return array;
    }

    /** That there is no array of that name. */
    ControlException noArray(String name) {
        return new ControlException("no lab array \"" + name + "\"; there is " + String.join(", ", arrays.keySet()));
    }

    /** The controller of that name. */
    Controller controller(String name) {
        List<String> known = new ArrayList<>();
        for (TimedArray array : arrays.values()) {
            for (Controller controller : array.array().controllers()) {
                if (array.name(controller).equals(name)) {
                    return controller;
                }
                known.add(array.name(controller));
            }
        }
        throw new ControlException("no lab controller \"" + name + "\"; there is " + String.join(", ", known));
    }

    /** The unit of that name. */
    LogicalUnit unit(String name) {
        int slash = name.indexOf('/');
        TimedArray array = arrays.get(slash < 0 ? name : name.substring(0, slash));
        if (array != null) {
            for (LogicalUnit unit : array.array().units()) {
                if (array.description().unitName(unit.lun()).equals(name)) {
                    return unit;
                }
            }
        }
        throw new ControlException("no lab unit \"" + name + "\"; units are called ARRAY/NUMBER, such as lab/0");
    }

    /** Asks the ports of an array for their units. */
    void rescan(Array array) {
        sessions.values().stream().filter(session -> arrayOf.get(session) == array).forEach(PortSession::rescan);
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
        arrays.put(array.name(), new TimedArray(reactor, description, array));
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
        TimedArray removed = arrays.remove(name);
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
