package org.mpath.target;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** What happens to the controllers of an array: failures, reboots, upgrades, and their end. */
public final class Maintenance {
    private final Array array;
    private final Deque<Controller> toUpgrade = new ArrayDeque<>();
    private boolean upgrading;
    private int upgrades;

    Maintenance(Array array) {
        this.array = array;
    }

    /** Whether the array's software is being upgraded, one controller after the other. */
    public boolean upgrading() {
        return upgrading;
    }

    /** A controller stops at once and stays down until it is healed; its units move to another one. */
    public void fail(Controller controller) {
        down(controller, Controller.State.FAILED);
    }

    /** A controller stops at once and comes back after a time. */
    public void reboot(Controller controller, long takesNanos) {
        down(controller, Controller.State.REBOOTING);
        backAfter(controller, takesNanos, () -> {});
    }

    /** A controller is up again at once, whatever was wrong with it. */
    public void heal(Controller controller) {
        up(controller);
    }

    /**
     * Upgrades all controllers without disruption, beginning with one: each gives its units away, restarts, and gets back
     * what it should own before the next one goes.
     *
     * @param takesNanos how long each is away
     */
    public void upgrade(Controller first, long takesNanos) {
        List<Controller> all = array.controllers();
        toUpgrade.clear();
        for (int i = 0; i < all.size(); i++) {
            toUpgrade.add(all.get((first.index() + i) % all.size()));
        }
        upgrading = true;
        upgradeNext(++upgrades, takesNanos);
    }

    private void upgradeNext(int upgrade, long takesNanos) {
        if (upgrade != upgrades) {
            return; // another one began
        }
        Controller controller = toUpgrade.poll();
        while (controller != null && !controller.up()) {
            controller = toUpgrade.poll();
        }
        upgrading = controller != null;
        if (upgrading) {
            restart(controller, takesNanos, () -> settled(upgrade, takesNanos));
        }
    }

    private void restart(Controller controller, long takesNanos, Runnable then) {
        handOver(controller, () -> {
            down(controller, Controller.State.UPGRADING);
            backAfter(controller, takesNanos, then);
        });
    }

    /** The next one goes when the units that came back have settled. */
    private void settled(int upgrade, long takesNanos) {
        array.agenda().after(array.ownership().transitionNanos(), () -> upgradeNext(upgrade, takesNanos));
    }

    private void handOver(Controller controller, Runnable then) {
        Controller next = array.nextUp(controller);
        if (next == null) {
            then.run();
            return;
        }
        List<LogicalUnit> owned =
                array.units().stream().filter(unit -> unit.access().owner() == controller).toList();
        Ownership ownership = array.ownership();
        ownership.transfer(owned, next, null, ownership.transitionNanos(), succeeded -> then.run());
    }

    private void down(Controller controller, Controller.State why) {
        boolean wasUp = controller.up();
        controller.state(why);
        if (wasUp) {
            controller.ports().forEach(port -> port.nexuses().forEach(Nexus::end));
            array.ownership().lost(controller);
            array.tell(listener -> listener.controllerChanged(controller));
        }
    }

    private void backAfter(Controller controller, long takesNanos, Runnable then) {
        Controller.State why = controller.state();
        long since = controller.changes();
        array.agenda().after(takesNanos, () -> {
            if (controller.state() == why && controller.changes() == since) {
                up(controller);
            }
            then.run();
        });
    }

    private void up(Controller controller) {
        if (controller.up()) {
            return;
        }
        controller.state(Controller.State.UP);
        array.ownership().returned(controller);
        array.tell(listener -> listener.controllerChanged(controller));
    }
}
