package org.mpath.iscsi;

import java.nio.ByteBuffer;

/** NOP-Out and NOP-In: pings and their answers (RFC 7143 11.18, 11.19). */
public final class NopPdu {
    private NopPdu() {}

    /**
     * Writes an immediate NOP-Out.
     *
     * @param taskTag tag of a ping that wants an answer, {@link Bhs#NO_TAG} for an answer
     * @param transferTag tag of the NOP-In that is answered, {@link Bhs#NO_TAG} for a ping
     */
    public static void putOut(ByteBuffer header, int at, long lun, int taskTag, int transferTag) {
        Bhs.start(header, at, IscsiOpcode.NOP_OUT | Bhs.IMMEDIATE, Bhs.FINAL, lun, taskTag);
        header.putInt(at + Bhs.TRANSFER_TAG, transferTag);
    }

    /** Writes a NOP-In; the tags mean the reverse of {@link #putOut}. */
    public static void putIn(ByteBuffer header, int at, long lun, int taskTag, int transferTag) {
        Bhs.start(header, at, IscsiOpcode.NOP_IN, Bhs.FINAL, lun, taskTag);
        header.putInt(at + Bhs.TRANSFER_TAG, transferTag);
    }
}
