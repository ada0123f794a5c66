package org.mpath.transport.lab;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mpath.api.control.ControlException;
import org.mpath.scsi.AccessState;
import org.mpath.target.AccessPolicy;
import org.mpath.target.Array;
import org.mpath.target.Controller;
import org.mpath.target.LogicalUnit;
import org.mpath.target.Transition;
import org.mpath.target.store.Store;

/** Changes units of the lab's arrays: who owns them, how they are reached, which there are. Control threads. */
final class UnitVerbs {
    private static final Logger LOG = System.getLogger("org.mpath.transport.lab");
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Lab lab;
    private final ReactorCalls reactor;

    UnitVerbs(Lab lab, ReactorCalls reactor) {
        this.lab = lab;
        this.reactor = reactor;
    }

    void own(String unitName, String controllerName) {
        reactor.call(() -> {
            LogicalUnit unit = lab.unit(unitName);
            Controller controller = lab.controller(controllerName);
            Array array = controller.array();
            if (unit.array() != array) {
                throw new ControlException(
                        "controller " + controllerName + " is of array " + array.name() + ", not of " + unitName + "'s");
            }
            if (!controller.up()) {
                throw new ControlException("controller " + controllerName + " is " + controller.state().words());
            }
            long nanos = array.ownership().transitionNanos();
            array.ownership().transfer(List.of(unit), controller, null, nanos, succeeded -> {});
            note("own", "unit=" + unitName + " controller=" + controllerName);
            return null;
        });
    }

    void access(String controllerName, String words, int millis, boolean fails) {
        AccessState state = AccessState.ofWords(words);
        if (state == null) {
            throw new ControlException("no access state \"" + words + "\"; there is "
                    + Arrays.stream(AccessState.values()).map(AccessState::words).collect(Collectors.joining(", ")));
        }
        reactor.call(() -> {
            Controller controller = lab.controller(controllerName);
            Array array = controller.array();
            if (array.personality().access() == AccessPolicy.SYMMETRIC) {
                throw new ControlException("array " + array.name() + " has no access states: all its ports are alike");
            }
            array.units().forEach(unit -> begin(unit, controller, state, millis, fails));
            note("access", "controller=" + controllerName + " state=" + words + " millis=" + millis + " fails=" + fails);
            return null;
        });
    }

    private static void begin(LogicalUnit unit, Controller controller, AccessState state, int millis, boolean fails) {
        Transition change = Transition.of(unit, Map.of(controller, state)).takes(millis * NANOS_PER_MILLI);
        unit.array().ownership().begin(fails ? change.failing() : change);
    }

    String add(String arrayName, String text, boolean sameIdentity) {
        UnitDescription description = description(text);
        Store store = open(arrayName, description);
        return reactor.call(() -> {
            TimedArray timed = lab.requireArray(arrayName);
            Array array = timed.array();
            int lun = 0;
            while (array.unit(lun) != null) {
                lun++;
            }
            if (lun == ArrayGrammar.UNITS_MAX) {
                throw new ControlException("array " + arrayName + " has " + lun + " units, which is all it can have");
            }
            array.addUnit(lun, store, sameIdentity).writeProtect(description.readOnly());
            lab.rescan(array);
            note("unit_added", "unit=" + timed.description().unitName(lun));
            return timed.description().unitName(lun);
        });
    }

    private static UnitDescription description(String text) {
        try {
            return ArrayGrammar.unit(text);
        } catch (IllegalArgumentException wrong) {
            throw new ControlException(wrong.getMessage());
        }
    }

    /** Opens a file here, on the control thread. */
    private static Store open(String arrayName, UnitDescription description) {
        try {
            return ArrayBuilder.open(arrayName, description);
        } catch (IOException unusable) {
            throw new ControlException(unusable.getMessage());
        }
    }

    void remove(String unitName) {
        onUnit("unit_removed", unitName, unit -> {
            unit.array().removeUnit(unit.lun());
            lab.rescan(unit.array());
        });
    }

    void resize(String unitName, String size) {
        long bytes = description(size).bytes();
        onUnit("unit_resized", unitName, unit -> unit.array().resizeUnit(unit.lun(), bytes));
    }

    void swap(String unitName, String otherName) {
        onUnit("units_swapped", unitName, unit -> {
            LogicalUnit other = lab.unit(otherName);
            if (other.array() != unit.array()) {
                throw new ControlException("units " + unitName + " and " + otherName + " are of different arrays");
            }
            unit.array().swapUnits(unit.lun(), other.lun());
        });
    }

    private interface UnitChange {
        void make(LogicalUnit unit) throws IOException;
    }

    private void onUnit(String event, String unitName, UnitChange change) {
        reactor.call(() -> {
            LogicalUnit unit = lab.unit(unitName);
            try {
                change.make(unit);
            } catch (IOException | IllegalArgumentException refused) {
                throw new ControlException(refused.getMessage());
            }
            note(event, "unit=" + unitName);
            return null;
        });
    }

    private static void note(String event, String what) {
        LOG.log(Level.INFO, "event=lab." + event + ' ' + what);
    }
}
