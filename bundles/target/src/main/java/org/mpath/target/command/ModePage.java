package org.mpath.target.command;

import java.util.Arrays;
import org.mpath.target.Command;
import org.mpath.target.SenseCode;
import org.mpath.target.UnitNexus;

/** A mode page of a family's units. Stateless. */
public interface ModePage {
    /** Page code, 0 to 62. */
    int code();

    /** Subpage code, 0 to 254; 0 for a page in page_0 format. */
    default int subpage() {
        return 0;
    }

    /** The page with its header, current values. */
    byte[] current(UnitNexus nexus);

    /**
     * MODE SELECT brought this page: checks it and answers the command, now or later ({@link Command#defer}). A page that
     * nothing can be changed in refuses anything but what it has.
     *
     * @param page the page with its header, as long as it says
     */
    default void select(byte[] page, Command command, UnitNexus nexus) {
        if (Arrays.equals(page, current(nexus))) {
            command.good();
        } else {
            command.check(SenseCode.INVALID_FIELD_IN_LIST);
        }
    }
}
