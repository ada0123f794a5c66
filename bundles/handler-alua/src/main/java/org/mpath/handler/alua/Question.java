package org.mpath.handler.alua;

import org.mpath.api.path.PathDevice;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.SetTargetPortGroups;
import org.mpath.scsi.VpdPage;

/** What a unit with asymmetric access is asked and told. */
final class Question {
    /** Room for VPD page 83h, in bytes. */
    private static final int IDENTIFICATION_BYTES = 4096;

    private static final int INQUIRY_BYTES = 96;

    private Question() {}

    /** INQUIRY, VPD page 83h: which target port group is this? */
    static ArrayCommand identification(PathDevice path) {
        return ArrayCommand.read(path, IDENTIFICATION_BYTES,
                cdb -> Cdb.inquiryPage(cdb, VpdPage.DEVICE_IDENTIFICATION, IDENTIFICATION_BYTES));
    }

    /** INQUIRY: which kinds of transition are there? */
    static ArrayCommand inquiry(PathDevice path) {
        return ArrayCommand.read(path, INQUIRY_BYTES, cdb -> Cdb.inquiry(cdb, INQUIRY_BYTES));
    }

    /** TEST UNIT READY: is the transition over? */
    static ArrayCommand ready(PathDevice path) {
        return ArrayCommand.plain(path, Cdb::testUnitReady);
    }

    /** REPORT TARGET PORT GROUPS: which states do they have? */
    static ArrayCommand report(PathDevice path, boolean extended, int allocation) {
        return ArrayCommand.read(path, allocation, cdb -> Cdb.reportTargetPortGroups(cdb, extended, allocation));
    }

    /** SET TARGET PORT GROUPS: make this one active/optimized, the others as the array likes. */
    static ArrayCommand set(PathDevice path, int group) {
        byte[] list = SetTargetPortGroups.of(group, AccessState.ACTIVE_OPTIMIZED).bytes();
        return ArrayCommand.write(path, list, cdb -> Cdb.setTargetPortGroups(cdb, list.length));
    }
}
