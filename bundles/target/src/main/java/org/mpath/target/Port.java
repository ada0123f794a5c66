package org.mpath.target;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A target port of a controller: where initiators log in. */
public final class Port {
    private final Controller controller;
    private final String name;
    private final int relativeId;
    private final Map<String, Nexus> nexuses = new LinkedHashMap<>();

    Port(Controller controller, String name, int relativeId) {
        this.controller = controller;
        this.name = name;
        this.relativeId = relativeId;
    }

    /** The controller it is on. */
    public Controller controller() {
        return controller;
    }

    /** Its name in the array: {@code A0}. */
    public String name() {
        return name;
    }

    /** Relative target port identifier, from 1, unique in the array. */
    public int relativeId() {
        return relativeId;
    }

    /** Whether initiators can log in: its controller is up. */
    public boolean accepts() {
        return controller.up();
    }

    /**
     * Establishes a nexus. One that the initiator has on this port already is ended first, with its tasks (session
     * reinstatement, RFC 7143 6.3.5).
     *
     * @throws IllegalStateException when the port does not accept logins, see {@link #accepts}
     */
    public Nexus login(String initiator) {
        if (!accepts()) {
            throw new IllegalStateException("controller " + controller.name() + " is down");
        }
        Nexus old = nexuses.get(initiator);
        if (old != null) {
            old.end();
        }
        Nexus nexus = new Nexus(this, initiator);
        nexuses.put(initiator, nexus);
        return nexus;
    }

    /** The nexuses it has now. */
    public Collection<Nexus> nexuses() {
        return List.copyOf(nexuses.values());
    }

    void forget(Nexus nexus) {
        nexuses.remove(nexus.initiator(), nexus);
    }
}
