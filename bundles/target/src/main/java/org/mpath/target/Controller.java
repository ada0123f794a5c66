package org.mpath.target;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A controller of an array, with its ports, which form one target port group. */
public final class Controller {
    private final Array array;
    private final String name;
    private final int portGroup;
    private final List<Port> ports = new ArrayList<>();

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

    /** Target port group number of its ports, from 1. */
    public int portGroup() {
        return portGroup;
    }

    /** Its ports. */
    public List<Port> ports() {
        return Collections.unmodifiableList(ports);
    }

    void addPort(int relativeId) {
        ports.add(new Port(this, name + ports.size(), relativeId));
    }
}
