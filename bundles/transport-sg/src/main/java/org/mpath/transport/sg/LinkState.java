package org.mpath.transport.sg;

import java.util.Locale;
import java.util.Set;

/** What three words of sysfs say of a path: those of its device, of its remote port or session, and of its host. */
final class LinkState {
    private static final Set<String> PORT_UP = Set.of("online", "logged_in", "running", "marginal");

    private LinkState() {}

    /**
     * Why commands cannot go through now; null when they can.
     *
     * @param device {@code state} of the device: {@code running}; empty when it is gone
     * @param port {@code port_state} or {@code state} of the remote port or session; empty when the transport has none
     * @param host {@code state} of the host: {@code running}, {@code recovery}; empty when it has none
     */
    static String reason(String device, String port, String host) {
        if (device.isEmpty()) {
            return "the device is gone";
        }
        if (!port.isEmpty() && !PORT_UP.contains(port.toLowerCase(Locale.ROOT))) {
            return "the remote port is " + port;
        }
        if (!device.equals("running")) {
            return "the device is " + device;
        }
        return host.isEmpty() || host.equals("running") ? null : "the host is in state " + host;
    }
}
