package org.mpath.iscsi;

import java.nio.ByteBuffer;

/** Text request and response (RFC 7143 11.10, 11.11). */
public final class TextPdu {
    /** C bit: more text follows. */
    public static final int CONTINUE = 0x40;

    private TextPdu() {}

    /** Writes a request; {@code flags} are {@link Bhs#FINAL} or {@link #CONTINUE} or 0. */
    public static void putRequest(ByteBuffer header, int at, int flags, int taskTag, int transferTag) {
        put(header, at, IscsiOpcode.TEXT_REQUEST, flags, taskTag, transferTag);
    }

    /** Writes a response; the caller sets the numbers. */
    public static void putResponse(ByteBuffer header, int at, int flags, int taskTag, int transferTag) {
        put(header, at, IscsiOpcode.TEXT_RESPONSE, flags, taskTag, transferTag);
    }

    private static void put(ByteBuffer header, int at, int opcode, int flags, int taskTag, int transferTag) {
        Bhs.start(header, at, opcode, flags, 0, taskTag);
        header.putInt(at + Bhs.TRANSFER_TAG, transferTag);
    }

    /** Whether the C bit is set. */
    public static boolean continues(ByteBuffer header, int at) {
        return (Bhs.flags(header, at) & CONTINUE) != 0;
    }
}
