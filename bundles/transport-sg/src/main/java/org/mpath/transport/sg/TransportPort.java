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
    private static final Pattern END_DEVICE = Pattern.compile("/end_device-");
    private static final Pattern USB = Pattern.compile("/usb\\d+(?:/|$)");
    private static final Pattern ATA = Pattern.compile("/ata\\d+(?:/|$)");

    /** Tells it of the real directory of a device. */
    static TransportPort of(SysTree tree, Path device) {
        String place = device.toString();
        Matcher rport = RPORT.matcher(place);
        if (rport.find()) {
            return remotePort(tree, rport.group(1));
        }
        Matcher session = SESSION.matcher(place);
        if (session.find()) {
            Path about = tree.at("sys/class/iscsi_session").resolve(session.group(1));
            return new TransportPort("scsi:iscsi", about.resolve("state"), SysTree.text(about.resolve("targetname")));
        }
        boolean sas = END_DEVICE.matcher(place).find();
        boolean usb = USB.matcher(place).find();
        boolean ata = ATA.matcher(place).find();
        return new TransportPort("scsi:" + (sas ? "sas" : usb ? "usb" : ata ? "ata" : "unspec"), null, "");
    }

    /** Fibre Channel and SRP call theirs the same; only one has it. */
    private static TransportPort remotePort(SysTree tree, String rport) {
        Path fibre = tree.at("sys/class/fc_remote_ports").resolve(rport);
        Path srp = tree.at("sys/class/srp_remote_ports").resolve("port" + rport.substring(1));
        String name = SysTree.text(fibre.resolve("port_name"));
        return name.isEmpty() && !SysTree.text(srp.resolve("state")).isEmpty()
                ? new TransportPort("scsi:srp", srp.resolve("state"), SysTree.text(srp.resolve("port_id")))
                : new TransportPort("scsi:fcp", fibre.resolve("port_state"), name);
    }
}
