package org.mpath.handler.hp.sw;

import org.mpath.api.path.PathDevice;
import org.mpath.plugin.kit.ArrayCommand;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.VpdPage;

/** What an active/passive array is asked and told. */
final class Question {
    /** Timeout of a command that only looks: a path that swallows commands is to be given up while others wait. */
    static final long LOOK_NANOS = 10_000_000_000L;
    /** Timeout of the command that moves the units (seed-systems 4.1). */
    static final long START_NANOS = 60_000_000_000L;

    private static final int SERIAL_BYTES = 255;

    private Question() {}

    /** TEST UNIT READY: has this controller the units? */
    static ArrayCommand ready(PathDevice path) {
        return ArrayCommand.plain(path, Cdb::testUnitReady);
    }

    /** INQUIRY, VPD page 80h: is the unit there? */
    static ArrayCommand serial(PathDevice path) {
        return ArrayCommand.read(
                path, SERIAL_BYTES, cdb -> Cdb.inquiryPage(cdb, VpdPage.UNIT_SERIAL, SERIAL_BYTES));
    }

    /** START STOP UNIT, start: this controller shall have the units, all of them. */
    static ArrayCommand start(PathDevice path) {
        return ArrayCommand.plain(path, Cdb::startUnit);
    }
}
