package org.mpath.transport.sg;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.mpath.natives.EventSocket;
import org.mpath.natives.KernelEvents;
import org.mpath.natives.NativeException;

/** Hears from the kernel that devices came, went or changed. Reactor thread. */
final class EventFeed {
    private static final Logger LOG = System.getLogger("org.mpath.transport.sg");
    private static final int MESSAGE_BYTES = 8192;
    private static final int PER_TURN_MAX = 256;

    private final DevicePaths paths;
    private final Runnable rescan;
    private final byte[] message = new byte[MESSAGE_BYTES];
    private EventSocket socket;
    /** After an overrun, which it tells of once, the kernel throws every event away until those that it kept are taken. */
    private boolean losing;

    EventFeed(DevicePaths paths, Runnable rescan) {
        this.paths = paths;
        this.rescan = rescan;
    }

    /** Begins to listen; without the right to, devices are found by rescans and by what their commands meet. */
    void start(KernelEvents events, OpenFiles files) {
        try {
            socket = events.open();
            files.watch(socket::watch, this::ready);
        } catch (NativeException e) {
            LOG.log(Level.WARNING, "event=sg.no_kernel_events reason=\"" + e.getMessage() + '"');
        }
    }

    private void ready() {
        for (int i = 0; i < PER_TURN_MAX; i++) {
            int bytes = socket.receive(message);
            if (bytes == EventSocket.NOTHING) {
                drained();
                return;
            }
            if (bytes == EventSocket.OVERRUN) {
                LOG.log(Level.WARNING, "event=sg.kernel_events_lost reason=\"too many at once; everything is looked at\"");
                losing = true;
                rescan.run();
            } else if (bytes > 0) {
                heard(Uevent.parse(message, bytes));
            }
        }
    }

    /** From now on events are heard again; what happened until now has to be looked for. */
    private void drained() {
        if (losing) {
            losing = false;
            rescan.run();
        }
    }

    /** @param event null for what is none */
    void heard(Uevent event) {
        if (event == null || !event.concernsPaths()) {
            return;
        }
        SgPath path = event.tellsOfAnotherUnit() ? paths.at(event.address()) : null;
        if (path != null) {
            path.unitChanged("the kernel heard that the INQUIRY data have changed");
        }
        rescan.run();
    }

    /** Listens no more. */
    void close() {
        if (socket != null) {
            socket.close();
        }
    }
}
