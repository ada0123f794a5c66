package org.mpath.reactor;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.LeasedPath;
import org.mpath.api.plugin.LeasedReactor;
import org.mpath.api.plugin.PlugInCaller;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;

/**
 * The paths as the handlers of one version of a plug-in get them, while it is leased. They are the version's, not a map's:
 * what one map's handler sent may be what another one waits for. Reactor thread.
 */
final class LeasedPaths {
    /** A handler that has a path. */
    interface Borrower extends PlugInCaller {
        /** A command of the handler was told that another unit may be behind the path; the handler is not told yet. */
        void unitChanged(PathDevice path, String words);
    }

    private final LeasedReactor reactor;
    private final Map<PathDevice, Lent> paths = new IdentityHashMap<>();
    /** Of devices that left their maps; the plug-in may have them still. */
    private final List<WeakReference<Lent>> left = new ArrayList<>();
    /** The handler that is called just now; the last one when none is. */
    private PlugInCaller called;

    LeasedPaths(Reactor reactor) {
        this.reactor = new LeasedReactor(reactor, () -> called);
    }

    /** A path, and the handler whose calls its listeners are. */
    private final class Lent implements PlugInCaller {
        private final PathDevice device;
        private final LeasedPath path;
        /** Null when severed: what the transport still has refers to this, and that must not lead to the plug-in. */
        private Borrower handler;

        Lent(PathDevice device) {
            this.device = device;
            path = new LeasedPath(device, reactor, this::seen, this, () -> {});
        }

        /** A unit says once that another one is in its place: what a handler hears of it nobody else will. */
        private void seen(ScsiTask task) {
            boolean refused = task.delivery == Delivery.ANSWERED && task.status == Status.CHECK_CONDITION;
            if (handler != null && refused && Sense.tellsOfAnotherUnit(task.sense, task.senseLength)) {
                handler.unitChanged(device, Sense.text(task.sense, task.senseLength));
            }
        }

        @Override
        public void run(Runnable call) {
            handler.run(call);
        }

        @Override
        public void run(BooleanSupplier wanted, Runnable call) {
            handler.run(wanted, call);
        }

        void sever() {
            path.sever();
            handler = null;
        }
    }

    /** A call of a handler begins: what timers it makes are its own. */
    void calls(PlugInCaller handler) {
        called = handler;
    }

    /** The path as the handler gets it, always the same for one device. */
    LeasedPath of(PathDevice device, Borrower handler) {
        Lent lent = paths.computeIfAbsent(device, Lent::new);
        lent.handler = handler;
        return lent.path;
    }

    /** Whether a handler waits: for a task, or for a timer. */
    boolean awaited() {
        return reactor.waits() || all().anyMatch(lent -> lent.path.busy());
    }

    /** Forgets the device of a path that left its map. */
    void forget(PathDevice device) {
        Lent lent = paths.remove(device);
        if (lent != null) {
            left.removeIf(path -> path.get() == null);
            left.add(new WeakReference<>(lent));
        }
    }

    /** Nothing of the plug-in is called any more. */
    void sever() {
        reactor.sever();
        all().forEach(Lent::sever);
        paths.clear();
        left.clear();
        called = null;
    }

    private Stream<Lent> all() {
        return Stream.concat(
                paths.values().stream(), left.stream().map(WeakReference::get).filter(Objects::nonNull));
    }
}
