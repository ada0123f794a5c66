package org.mpath.export.nbd;

import java.nio.ByteBuffer;

/** Parameter list of UNMAP with one descriptor (SBC-4 5.35.2). */
final class UnmapList {
    /** Header of 8 bytes and one descriptor of 16. */
    static final int BYTES = 24;

    private static final int DESCRIPTOR_BYTES = 16;

    private UnmapList() {}

    /** Writes the list from index 0 on. */
    static void encode(ByteBuffer list, long lba, int blocks) {
        list.putShort(0, (short) (BYTES - Short.BYTES))
                .putShort(2, (short) DESCRIPTOR_BYTES)
                .putInt(4, 0)
                .putLong(8, lba)
                .putInt(16, blocks)
                .putInt(20, 0);
    }
}
