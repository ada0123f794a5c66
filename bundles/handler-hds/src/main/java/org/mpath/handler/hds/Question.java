package org.mpath.handler.hds;

import org.mpath.api.path.PathDevice;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.HdsPathPage;

/** What a Hitachi modular array is asked. */
final class Question {
    private static final int ANSWER_BYTES = 255;

    private Question() {}

    /** INQUIRY: which volume is this, through which controller, and has it an owner? */
    static ArrayCommand inquiry(PathDevice path) {
        return ArrayCommand.read(path, ANSWER_BYTES, cdb -> Cdb.inquiry(cdb, ANSWER_BYTES));
    }

    /** INQUIRY, VPD page E0h: does this controller own the unit? */
    static ArrayCommand pathPage(PathDevice path) {
        return ArrayCommand.read(path, ANSWER_BYTES, cdb -> Cdb.inquiryPage(cdb, HdsPathPage.CODE, ANSWER_BYTES));
    }
}
