package org.mpath.handler.emc;

import org.mpath.api.path.PathDevice;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.ClariionModel;
import org.mpath.scsi.ClariionPage;
import org.mpath.scsi.Trespass;

/** What a CLARiiON array is asked and told. */
final class Question {
    /** Room for the page when the unit is to be used. */
    static final int PAGE_BYTES = 252;
    /** Room for the page when the path is checked or ranked, as multipath-tools has it. */
    static final int SHORT_PAGE_BYTES = 128;

    /** One block of any size. */
    private static final int BLOCK_BYTES = 4096;

    private Question() {}

    /** INQUIRY, VPD page C0h: who owns the unit? */
    static ArrayCommand owner(PathDevice path, int bytes) {
        return ArrayCommand.read(path, bytes, cdb -> Cdb.inquiryPage(cdb, ClariionPage.CODE, bytes));
    }

    /** INQUIRY: which model is it? */
    static ArrayCommand model(PathDevice path) {
        return ArrayCommand.read(path, ClariionModel.BYTES_MAX, cdb -> Cdb.inquiry(cdb, ClariionModel.BYTES_MAX));
    }

    /** READ (10) of the first block: is there anything behind the unit? */
    static ArrayCommand firstBlock(PathDevice path) {
        return ArrayCommand.read(path, BLOCK_BYTES, cdb -> Cdb.read(cdb, 0, 1));
    }

    /** MODE SELECT (10): give this processor the unit. */
    static ArrayCommand trespass10(PathDevice path, Trespass trespass) {
        byte[] list = trespass.list10();
        return ArrayCommand.write(path, list, cdb -> Cdb.modeSelect10(cdb, true, list.length));
    }

    /** MODE SELECT (6): the same, for the short form and for old arrays. */
    static ArrayCommand trespass6(PathDevice path, Trespass trespass) {
        byte[] list = trespass.list6();
        return ArrayCommand.write(path, list, cdb -> Cdb.modeSelect6(cdb, true, list.length));
    }
}
