package org.mpath.target.array;

import java.util.ArrayList;
import java.util.List;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.CdbFields;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.TargetPortGroup;
import org.mpath.scsi.TargetPortGroups;
import org.mpath.target.Command;
import org.mpath.target.CommandHandler;
import org.mpath.target.Controller;
import org.mpath.target.Port;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitAccess;
import org.mpath.target.UnitNexus;

/** REPORT TARGET PORT GROUPS (SPC-4 6.37): each controller's ports are one group. */
final class ReportGroups implements CommandHandler {
    /** States a group can be asked for or get into: all but LBA dependent. */
    static final int SUPPORTED = AccessState.ACTIVE_OPTIMIZED.supportBit()
            | AccessState.ACTIVE_NON_OPTIMIZED.supportBit()
            | AccessState.STANDBY.supportBit()
            | AccessState.UNAVAILABLE.supportBit()
            | AccessState.OFFLINE.supportBit()
            | AccessState.TRANSITIONING.supportBit();

    private static final int FORMAT_PLAIN = 0;
    private static final int FORMAT_EXTENDED = 1;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    private static final int SECONDS_MAX = 255;

    private final boolean extended;

    /** @param extended whether it knows the extended header */
    ReportGroups(boolean extended) {
        this.extended = extended;
    }

    @Override
    public void execute(Command command, UnitNexus nexus) {
        byte[] cdb = command.cdb();
        int format = CdbFields.parameterFormat(cdb);
        boolean known = format == FORMAT_PLAIN || extended && format == FORMAT_EXTENDED;
        if (CdbFields.serviceAction(cdb) != Opcode.TARGET_PORT_GROUPS_ACTION || !known) {
            command.check(SenseCode.INVALID_FIELD_IN_CDB);
            return;
        }
        List<TargetPortGroup> groups = groups(nexus);
        TargetPortGroups answer = format == FORMAT_EXTENDED
                ? TargetPortGroups.extended(groups, transitionSeconds(nexus))
                : TargetPortGroups.plain(groups);
        command.parameters(answer.bytes(), CdbFields.allocationLength(cdb));
    }

    private static List<TargetPortGroup> groups(UnitNexus nexus) {
        List<TargetPortGroup> groups = new ArrayList<>();
        UnitAccess access = nexus.unit().access();
        for (Controller controller : nexus.unit().array().controllers()) {
            groups.add(new TargetPortGroup(
                    controller.portGroup(),
                    access.state(controller),
                    access.preferredOwner() == controller,
                    SUPPORTED,
                    access.statusCode(controller),
                    controller.ports().stream().map(Port::relativeId).toList()));
        }
        return groups;
    }

    /** How long a change may take, rounded up; 0 when it takes no time. */
    private static int transitionSeconds(UnitNexus nexus) {
        long nanos = nexus.unit().array().ownership().transitionNanos();
        return (int) Math.min((nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND, SECONDS_MAX);
    }
}
