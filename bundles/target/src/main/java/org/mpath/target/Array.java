package org.mpath.target;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.mpath.target.store.Store;

/** A disk array: controllers with ports, logical units behind all of them. One thread at a time. */
public final class Array implements Closeable {
    /** Most controllers: one per letter. */
    public static final int CONTROLLERS_MAX = 26;
    /** Most ports of a controller: one per digit. */
    public static final int PORTS_PER_CONTROLLER_MAX = 10;
    /** Highest logical unit number that the two addressing methods for small numbers reach (SAM-5 4.7). */
    public static final int LUN_MAX = 16_383;

    private final String name;
    private final Personality personality;
    private final List<Controller> controllers = new ArrayList<>();
    private LogicalUnit[] units = {};

    /**
     * An array without units.
     *
     * @param name its name, 1 to 16 characters, part of its units' identity
     * @param personality the family it belongs to
     * @param controllerCount 1 to {@link #CONTROLLERS_MAX}; they are called A, B, ...
     * @param portsPerController 1 to {@link #PORTS_PER_CONTROLLER_MAX}; those of A are called A0, A1, ...
     */
    public Array(String name, Personality personality, int controllerCount, int portsPerController) {
        require("controllers", controllerCount, CONTROLLERS_MAX);
        require("ports per controller", portsPerController, PORTS_PER_CONTROLLER_MAX);
        this.name = name;
        this.personality = personality;
        int relativeId = 1;
        for (int c = 0; c < controllerCount; c++) {
            Controller controller = new Controller(this, String.valueOf((char) ('A' + c)), c + 1);
            for (int p = 0; p < portsPerController; p++) {
                controller.addPort(relativeId++);
            }
            controllers.add(controller);
        }
    }

    private static void require(String what, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(value + " " + what + "; 1 to " + max + " allowed");
        }
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The family it belongs to. */
    public Personality personality() {
        return personality;
    }

    /** Its controllers. */
    public List<Controller> controllers() {
        return Collections.unmodifiableList(controllers);
    }

    /** The ports of all its controllers. */
    public List<Port> ports() {
        return controllers.stream().flatMap(controller -> controller.ports().stream()).toList();
    }

    /** Its units by number. */
    public List<LogicalUnit> units() {
        return Arrays.stream(units).filter(Objects::nonNull).toList();
    }

    /** The unit at a number; null when there is none. */
    public LogicalUnit unit(long lun) {
        return lun >= 0 && lun < units.length ? units[(int) lun] : null;
    }

    /**
     * Adds a unit; the array closes its store.
     *
     * @param lun 0 to {@link #LUN_MAX}, free
     * @param store at least one block
     */
    public LogicalUnit addUnit(int lun, Store store) {
        if (lun < 0 || lun > LUN_MAX) {
            throw new IllegalArgumentException("logical unit number " + lun + "; 0 to " + LUN_MAX + " allowed");
        }
        if (unit(lun) != null) {
            throw new IllegalArgumentException("logical unit number " + lun + " is taken");
        }
        if (store.bytes() < LogicalUnit.BLOCK_BYTES) {
            throw new IllegalArgumentException("a store of " + store.bytes() + " bytes; one block needed");
        }
        if (lun >= units.length) {
            units = Arrays.copyOf(units, lun + 1);
        }
        units[lun] = new LogicalUnit(this, lun, UnitIdentity.of(name, lun), store);
        return units[lun];
    }

    /** Ends every nexus and closes every store, all of them even when one fails. */
    @Override
    public void close() throws IOException {
        for (Port port : ports()) {
            port.nexuses().forEach(Nexus::end);
        }
        IOException failure = null;
        for (LogicalUnit unit : units()) {
            try {
                unit.store().close();
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Tells every nexus but one of a condition of a unit. */
    void establish(LogicalUnit unit, SenseCode condition, Nexus except) {
        for (Port port : ports()) {
            for (Nexus nexus : port.nexuses()) {
                if (nexus != except) {
                    nexus.establish(unit, condition);
                }
            }
        }
    }
}
