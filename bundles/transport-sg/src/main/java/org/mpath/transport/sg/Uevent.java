package org.mpath.transport.sg;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A message of the kernel about a device.
 *
 * @param action {@code add}, {@code remove}, {@code change}...
 * @param devicePath the device below {@code /sys}
 * @param subsystem {@code block}, {@code scsi}...
 * @param attention {@code SDEV_UA}: what a unit attention told the kernel; empty when it is not about one
 */
record Uevent(String action, String devicePath, String subsystem, String attention) {
    private static final Set<String> OURS = Set.of(
            "scsi", "scsi_device", "scsi_generic", "scsi_disk", "scsi_host", "block", "fc_remote_ports", "iscsi_session");
    private static final int FIELDS_MAX = 256;

    /**
     * Reads {@code add@/devices/...} and the {@code NAME=VALUE} fields behind it, each ended by a zero byte.
     *
     * @return null for what has not that form
     */
    static Uevent parse(byte[] message, int length) {
        int end = end(message, 0, length);
        String head = text(message, 0, end);
        int at = head.indexOf('@');
        if (at <= 0 || !head.startsWith("/", at + 1)) {
            return null;
        }
        Map<String, String> fields = new HashMap<>();
        for (int from = end + 1, n = 0; from < length && n < FIELDS_MAX; n++) {
            end = end(message, from, length);
            String field = text(message, from, end);
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(field.substring(0, equals), field.substring(equals + 1));
            }
            from = end + 1;
        }
        boolean whole = head.substring(0, at).equals(fields.get("ACTION")) && head.substring(at + 1).equals(fields.get("DEVPATH"));
        return !whole ? null : new Uevent(fields.get("ACTION"), fields.get("DEVPATH"),
                fields.getOrDefault("SUBSYSTEM", ""), fields.getOrDefault("SDEV_UA", ""));
    }

    private static int end(byte[] message, int from, int length) {
        int end = from;
        while (end < length && message[end] != 0) {
            end++;
        }
        return end;
    }

    private static String text(byte[] message, int from, int end) {
        return new String(message, from, end - from, StandardCharsets.UTF_8);
    }

    /** Whether paths may have come, gone or changed. */
    boolean concernsPaths() {
        return OURS.contains(subsystem) && !devicePath.startsWith("/devices/virtual/block/");
    }

    /** The device it is about; null when that is none with an address. */
    ScsiAddress address() {
        return ScsiAddress.parse(devicePath.substring(devicePath.lastIndexOf('/') + 1));
    }

    /** Whether another unit may be where this device was. */
    boolean tellsOfAnotherUnit() {
        return attention.equals("INQUIRY_DATA_HAS_CHANGED");
    }
}
