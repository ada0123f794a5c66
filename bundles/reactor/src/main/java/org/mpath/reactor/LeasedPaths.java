package org.mpath.reactor;

import java.util.IdentityHashMap;
import java.util.Map;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.ResetListener;
import org.mpath.api.plugin.LeasedPath;
import org.mpath.api.plugin.PlugInCaller;

/**
 * The paths as the handlers of one version of a plug-in get them, while it is leased. They are the version's, not a map's:
 * what one map's handler sent may be what another one waits for. Reactor thread.
 */
final class LeasedPaths {
    private final CallWatch watch;
    private final Map<PathDevice, Lent> paths = new IdentityHashMap<>();

    LeasedPaths(CallWatch watch) {
        this.watch = watch;
    }

    /** A path, and the handler whose calls its listeners are. */
    private final class Lent implements PlugInCaller {
        private final LeasedPath path;
        private PlugInCaller handler;

        Lent(PathDevice device) {
            path = new LeasedPath(new Outside(device, watch), task -> {}, this, () -> {});
        }

        @Override
        public void run(Runnable call) {
            handler.run(call);
        }
    }

    /** The path as the handler gets it, always the same for one device. */
    LeasedPath of(PathDevice device, PlugInCaller handler) {
        Lent lent = paths.computeIfAbsent(device, Lent::new);
        lent.handler = handler;
        return lent.path;
    }

    /** Whether a handler waits on any path: for a task, or for a timer. */
    boolean awaited() {
        return paths.values().stream().anyMatch(lent -> lent.path.waits());
    }

    /** Forgets the path of a device that left its map, unless it is still waited on. */
    void forget(PathDevice device) {
        Lent lent = paths.get(device);
        if (lent != null && lent.path.unused()) {
            paths.remove(device);
        }
    }

    /** Nothing of the plug-in is called any more. */
    void sever() {
        paths.values().forEach(lent -> lent.path.sever());
        paths.clear();
    }

    /** The device below: what a plug-in has it do is the runtime's work again, which is not to be interrupted. */
    private record Outside(PathDevice device, CallWatch watch) implements PathDevice {
        @Override
        public void submit(ScsiTask task, TaskListener listener) {
            CallWatch.Call call = watch.begin(null);
            try {
                device.submit(task, listener);
            } finally {
                watch.end(call);
            }
        }

        @Override
        public void abort(ScsiTask task) {
            CallWatch.Call call = watch.begin(null);
            try {
                device.abort(task);
            } finally {
                watch.end(call);
            }
        }

        @Override
        public void resetUnit(ResetListener listener) {
            throw new UnsupportedOperationException("a plug-in must not reset the unit of path " + name());
        }

        @Override
        public void addLinkListener(LinkListener listener) {
            device.addLinkListener(listener);
        }

        @Override
        public void removeLinkListener(LinkListener listener) {
            device.removeLinkListener(listener);
        }

        @Override
        public String name() {
            return device.name();
        }

        @Override
        public String transport() {
            return device.transport();
        }

        @Override
        public String port() {
            return device.port();
        }

        @Override
        public long lun() {
            return device.lun();
        }

        @Override
        public Reactor reactor() {
            return device.reactor();
        }

        @Override
        public boolean linkUp() {
            return device.linkUp();
        }

        @Override
        public String linkReason() {
            return device.linkReason();
        }
    }
}
