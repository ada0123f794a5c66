package org.mpath.itests.golden;

import java.util.Set;
import org.mpath.core.HandlerChoice.Attached;

/** How Linux attaches a device handler to the disks of its {@code scsi_debug} hosts, which are of no array, and to others. */
public final class ScsiDebug {
    private static final Set<String> HANDLERS = Set.of("alua", "rdac", "emc", "hp_sw");

    private ScsiDebug() {}

    /**
     * How a disk takes a handler.
     *
     * @param scsi whether it is a SCSI disk; others take none
     * @param present the handler that is attached; empty when none
     */
    public static Attached attach(boolean scsi, String present, String handler) {
        if (!scsi) {
            return Attached.UNSUPPORTED;
        }
        if (!HANDLERS.contains(handler)) {
            return Attached.UNKNOWN;
        }
        if (!present.isEmpty()) {
            return present.equals(handler) ? Attached.YES : Attached.OTHER;
        }
        return switch (handler) {
            case "hp_sw" -> Attached.YES;
            case "rdac" -> Attached.FAILED;
            default -> Attached.UNSUPPORTED;
        };
    }
}
