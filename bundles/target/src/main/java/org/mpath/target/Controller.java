package org.mpath.target;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A controller of an array, with its ports, which form one target port group. */
public final class Controller {
    /** Whether it works. */
    public enum State {
        /** It works. Set by its return and by heal. */
        UP,
        /** It is down until somebody heals it. Set by {@link Maintenance#fail}. */
        FAILED,
        /** It is down and comes back. Set by {@link Maintenance#reboot}. */
        REBOOTING,
        /** It is down for new software and comes back. Set by {@link Maintenance#upgrade}. */
        UPGRADING;

        /** In small letters. */
        public String words() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Array array;
    private final String name;
    private final int portGroup;
    private final List<Port> ports = new ArrayList<>();
    private State state = State.UP;
    private long changes;

    Controller(Array array, String name, int portGroup) {
        this.array = array;
        this.name = name;
        this.portGroup = portGroup;
    }

    /** The array it is in. */
    public Array array() {
        return array;
    }

    /** Its name in the array: {@code A}. */
    public String name() {
        return name;
    }

    /** Its place in the array's list, from 0. */
    public int index() {
        return portGroup - 1;
    }

    /** Target port group number of its ports, from 1. */
    public int portGroup() {
        return portGroup;
    }

    /** Its ports. */
    public List<Port> ports() {
        return Collections.unmodifiableList(ports);
    }

    /** Whether it works. */
    public State state() {
        return state;
    }

    /** Whether its ports accept logins and it can own units. */
    public boolean up() {
        return state == State.UP;
    }

    void state(State newState) {
        state = newState;
        changes++;
    }

    /** How often its state was set. */
    long changes() {
        return changes;
    }

    void addPort(int relativeId) {
        ports.add(new Port(this, name + ports.size(), relativeId));
    }
}
