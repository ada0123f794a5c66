package org.mpath.itests.sim.fabric;

import org.mpath.itests.sim.Agenda;
import org.mpath.itests.sim.Family;
import org.mpath.itests.sim.Scenario;
import org.mpath.itests.sim.Trace;
import org.mpath.itests.sim.canary.Sabotage;
import org.mpath.target.Array;
import org.mpath.target.LogicalUnit;
import org.mpath.target.Personality;
import org.mpath.target.Port;

/** An array of the target layer with one unit, in virtual time. */
public abstract class SimArray {
    static final int LUN = 0;
    static final int NEIGHBOUR_LUN = 1;

    final Agenda agenda;
    final Trace trace;
    private final Array array;
    private final LogicalUnit unit;
    private final BlockStore store;
    /** When the array is to be called next; {@link Long#MAX_VALUE} for never. */
    private long wakeNanos = Long.MAX_VALUE;

    SimArray(Scenario scenario, Executions executions, Sabotage sabotage, Agenda agenda, Trace trace) {
        this.agenda = agenda;
        this.trace = trace;
        this.store = new BlockStore(scenario.load().blocks(), executions);
        int ports = scenario.shape().paths().stream().mapToInt(Integer::intValue).max().orElseThrow();
        int controllers = scenario.shape().paths().size();
        this.array = new Array("sim", personality(scenario, executions, sabotage), controllers, ports);
        this.unit = array.addUnit(LUN, store);
        if (scenario.maker().neighbour()) {
            array.addUnit(NEIGHBOUR_LUN, new BlockStore(1, executions));
        }
        array.agenda().onEarlier(this::wake);
    }

    /** The array of a world: its family's, or the simulator's own. */
    public static SimArray of(
            Scenario scenario, Executions executions, Sabotage sabotage, Agenda agenda, Trace trace) {
        return scenario.maker().family() == Family.SIM
                ? new OwnerArray(scenario, executions, sabotage, agenda, trace)
                : new FamilyArray(scenario, executions, sabotage, agenda, trace);
    }

    /** Made before anything else of the array is. */
    abstract Personality personality(Scenario scenario, Executions executions, Sabotage sabotage);

    // ---- ownership ----

    /** Makes a controller the owner, as another host or the array itself does. */
    public abstract void give(int controller);

    /** The controller that owns the unit, or is about to. */
    public abstract int owner();

    /** Whether commands through a controller's ports are carried out. */
    public abstract boolean owns(int controller);

    /** Whether sense data is what a controller answers that does not own the unit. */
    public abstract boolean refuses(int key, int asc, int ascq);

    /** Whether nothing is under way inside of it. */
    public boolean calm() {
        return true;
    }

    /** Everything inside of it works again. */
    public void heal() {}

    // ---- time ----

    /** Tells the array what time it is; before every call. */
    final void touch() {
        array.agenda().time(agenda.now());
    }

    private void wake() {
        long due = array.agenda().dueNanos();
        if (due < wakeNanos) {
            wakeNanos = due;
            agenda.in(Math.max(0, due - agenda.now()), () -> woken(due));
        }
    }

    private void woken(long due) {
        if (due != wakeNanos) {
            return;
        }
        wakeNanos = Long.MAX_VALUE;
        array.agenda().advance(agenda.now());
        if (!array.agenda().isEmpty()) {
            wake();
        }
    }

    // ---- its parts ----

    /** How many controllers it has. */
    public final int controllers() {
        return array.controllers().size();
    }

    /** The value of a block now. */
    public final long value(int block) {
        return store.value(block);
    }

    /** Another host's LOGICAL UNIT RESET. */
    final void resetByAnother() {
        Port port = array.ports().get(0);
        if (port.accepts()) {
            touch();
            port.login("another").resetUnit(LUN);
        }
    }

    final Port port(int controller, int number) {
        return array.controllers().get(controller).ports().get(number);
    }

    final Array array() {
        return array;
    }

    final LogicalUnit unit() {
        return unit;
    }
}
