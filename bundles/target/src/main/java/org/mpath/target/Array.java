package org.mpath.target;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
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
    private final List<ArrayListener> listeners = new ArrayList<>();
    private final Agenda agenda = new Agenda();
    private final CommandLog log = new CommandLog();
    private final Ownership ownership = new Ownership(this);
    private final Maintenance maintenance = new Maintenance(this);
    private LogicalUnit[] units = {};
    /** The unit that each number had last, when it has none. */
    private final Map<Integer, LogicalUnit> removed = new HashMap<>();
    /** How many units each number has had. */
    private final Map<Integer, Integer> issues = new HashMap<>();

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

    /** The controller of that name; null when there is none. */
    public Controller controller(String controllerName) {
        return controllers.stream().filter(each -> each.name().equals(controllerName)).findFirst().orElse(null);
    }

    /** What it will do later; the front end drives it. */
    public Agenda agenda() {
        return agenda;
    }

    /** The commands it got. */
    public CommandLog log() {
        return log;
    }

    /** Moves its units between its controllers. */
    public Ownership ownership() {
        return ownership;
    }

    /** Fails, restarts and upgrades its controllers. */
    public Maintenance maintenance() {
        return maintenance;
    }

    /** Adds a listener. */
    public void addListener(ArrayListener listener) {
        listeners.add(listener);
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
     * Adds a unit; the array closes its store. Its preferred owner is chosen by its number, in turn, unless all units have
     * one together. Nexuses hear of it, and those that knew another unit by that number hear that it is another one
     * before anything reaches it.
     *
     * @param lun 0 to {@link #LUN_MAX}, free
     * @param store at least one block
     */
    public LogicalUnit addUnit(int lun, Store store) {
        return addUnit(lun, store, false);
    }

    /**
     * The same.
     *
     * @param sameIdentity whether it has the identity of the unit that had the number last, if one had; else no other
     *     unit of this array has had its identity
     */
    public LogicalUnit addUnit(int lun, Store store, boolean sameIdentity) {
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
        boolean together = personality.access().together();
        Controller preferred = controllers.get(together ? 0 : lun % controllers.size());
        UnitAccess access = new UnitAccess(controllers, preferred, personality.access().passive());
        units[lun] = made(lun, store, sameIdentity, access);
        settle(units[lun], together ? ownerOfOthers(units[lun]) : preferred);
        tellUnitsChanged();
        return units[lun];
    }

    private LogicalUnit made(int lun, Store store, boolean sameIdentity, UnitAccess access) {
        LogicalUnit before = removed.remove(lun);
        int issue = issues.merge(lun, 1, Integer::sum) - 1;
        UnitIdentity identity = before != null && sameIdentity ? before.identity() : UnitIdentity.of(name, lun, issue);
        return new LogicalUnit(this, lun, identity, store, access, before == null ? 0 : before.generation() + 1);
    }

    private Controller ownerOfOthers(LogicalUnit added) {
        return units().stream()
                .filter(unit -> unit != added)
                .findFirst()
                .map(unit -> unit.access().nextOwner())
                .orElse(added.access().preferredOwner());
    }

    /** A new unit may find some controllers down. */
    private void settle(LogicalUnit unit, Controller wanted) {
        Controller owner = wanted.up() ? wanted : nextUp(wanted);
        if (owner != null) {
            ownership.begin(Transition.toOwner(unit, owner));
        }
    }

    /**
     * Removes a unit and closes its store: its tasks end, its number is one without a unit, and nexuses hear of it.
     *
     * @throws IllegalArgumentException when there is none
     */
    public void removeUnit(int lun) throws IOException {
        LogicalUnit unit = requireUnit(lun);
        unit.tasks().endAll();
        units[lun] = null;
        removed.put(lun, unit);
        tellUnitsChanged();
        unit.store().close();
    }

    /**
     * Gives a unit another size; nexuses hear of it.
     *
     * @param bytes at least one block, whole blocks
     * @throws IOException when its store cannot have that size
     */
    public void resizeUnit(int lun, long bytes) throws IOException {
        LogicalUnit unit = requireUnit(lun);
        if (bytes < LogicalUnit.BLOCK_BYTES || bytes % LogicalUnit.BLOCK_BYTES != 0) {
            throw new IllegalArgumentException(bytes + " bytes are not whole blocks of " + LogicalUnit.BLOCK_BYTES);
        }
        unit.store().resize(bytes);
        establish(unit, SenseCode.CAPACITY_CHANGED, null);
    }

    /**
     * Exchanges what is behind two numbers, identity and bytes, as a careless administrator does. Each nexus hears of it
     * before anything else, and nothing that was sent before it heard reaches the other unit ({@link UnitNexus#execute}).
     */
    public void swapUnits(int lun, int otherLun) {
        requireUnit(lun).swap(requireUnit(otherLun));
    }

    private LogicalUnit requireUnit(int lun) {
        LogicalUnit unit = unit(lun);
        if (unit == null) {
            throw new IllegalArgumentException("array " + name + " has no unit " + lun);
        }
        return unit;
    }

    private void tellUnitsChanged() {
        for (LogicalUnit unit : units()) {
            establish(unit, SenseCode.UNITS_CHANGED, null);
        }
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

    /** The controller after one that is up; null when none other is. */
    Controller nextUp(Controller controller) {
        for (int i = 1; i < controllers.size(); i++) {
            Controller next = controllers.get((controller.index() + i) % controllers.size());
            if (next.up()) {
                return next;
            }
        }
        return null;
    }

    void tell(Consumer<ArrayListener> news) {
        listeners.forEach(news);
    }
}
