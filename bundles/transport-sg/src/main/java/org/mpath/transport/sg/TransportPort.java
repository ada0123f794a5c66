package org.mpath.transport.sg;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * By what a device is attached, as its directory tells: the kernel puts the remote port or session of the transport above
 * it.
 *
 * @param protocol in multipath-tools' words: {@code scsi:fcp}
 * @param state file with the state of the remote port or session; null when the transport has none
 * @param name what the transport calls the other end: port name of Fibre Channel, target name of iSCSI; empty when not known
 */
record TransportPort(String protocol, Path state, String name) {
    private static final Pattern RPORT = Pattern.compile("/(rport-\\d+:\\d+-\\d+)(?:/|$)");
    private static final Pattern SESSION = Pattern.compile("/(session\\d+)(?:/|$)");
    private static final Pattern SRP_PORT = Pattern.compile("/(port-\\d+:\\d+)/target");
    private static final Pattern END_DEVICE = Pattern.compile("/end_device-");
    private static final Pattern USB = Pattern.compile("/usb\\d+(?:/|$)");
    private static final Pattern ATA = Pattern.compile("/ata\\d+(?:/|$)");

    /** Tells it of the real directory of a device. */
    static TransportPort of(SysTree tree, Path device) {
        String place = device.toString();
        Matcher rport = RPORT.matcher(place);
        if (rport.find()) {
            Path about = tree.at("sys/class/fc_remote_ports").resolve(rport.group(1));
            return new TransportPort("scsi:fcp", about.resolve("port_state"), SysTree.text(about.resolve("port_name")));
        }
        Matcher session = SESSION.matcher(place);
        if (session.find()) {
            Path about = tree.at("sys/class/iscsi_session").resolve(session.group(1));
            return new TransportPort("scsi:iscsi", about.resolve("state"), SysTree.text(about.resolve("targetname")));
        }
        Matcher port = SRP_PORT.matcher(place);
        Path srp = tree.at("sys/class/srp_remote_ports");
        if (port.find() && !SysTree.text(srp.resolve(port.group(1)).resolve("state")).isEmpty()) {
            Path about = srp.resolve(port.group(1));
            return new TransportPort("scsi:srp", about.resolve("state"), SysTree.text(about.resolve("port_id")));
        }
        return new TransportPort("scsi:" + withoutState(place), null, "");
    }

    private static String withoutState(String place) {
        if (END_DEVICE.matcher(place).find()) {
            return "sas";
        }
        if (USB.matcher(place).find()) {
            return "usb";
        }
        return ATA.matcher(place).find() ? "ata" : "unspec";
    }
}
