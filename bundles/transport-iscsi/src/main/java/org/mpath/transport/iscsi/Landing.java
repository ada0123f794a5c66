package org.mpath.transport.iscsi;

import java.nio.ByteBuffer;

/** Where the data of the Data-In that is being received goes. One per session, refilled for every PDU. */
final class Landing {
    /** The task's buffer. */
    ByteBuffer buffer;
    /** Where the next byte goes. */
    int at;

    void set(ByteBuffer target, int offset) {
        buffer = target;
        at = offset;
    }
}
