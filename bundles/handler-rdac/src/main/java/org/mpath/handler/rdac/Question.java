package org.mpath.handler.rdac;

import org.mpath.api.path.PathDevice;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.RdacTransfer;

/** What an RDAC controller is asked and told. */
final class Question {
    /** Timeout of a command that only looks: a path that swallows commands is to be given up while others wait. */
    static final long LOOK_NANOS = 10_000_000_000L;
    /** How often a command that looks is sent while its answer is one that passes. */
    static final int LOOKS = 3;

    private Question() {}

    /** INQUIRY for a vital product data page. */
    static ArrayCommand page(PathDevice path, int page, int bytes) {
        return ArrayCommand.read(path, bytes, cdb -> Cdb.inquiryPage(cdb, page, bytes));
    }

    /** MODE SELECT page 2Ch: move these units to the controller that gets it. */
    static ArrayCommand select(PathDevice path, RdacTransfer transfer) {
        byte[] list = transfer.list();
        return ArrayCommand.write(path, list, cdb -> transfer.wide()
                ? Cdb.modeSelect10(cdb, false, list.length)
                : Cdb.modeSelect6(cdb, false, list.length));
    }
}
