package org.mpath.scsi;

import java.nio.ByteBuffer;

/**
 * The parameter list of UNMAP (SBC-4 5.35.2), in place in a buffer; allocates nothing.
 *
 * <p>Reading starts with {@link #count}, which checks the list's lengths; then {@link #lba} and {@link #blocks} are good for
 * its descriptors.
 */
public final class UnmapList {
    /** Length of a list with one descriptor, in bytes. */
    public static final int ONE_BYTES = 24;

    private static final String PAGE = "UNMAP parameter list";
    private static final int HEADER_BYTES = 8;
    private static final int DESCRIPTOR_BYTES = 16;

    private UnmapList() {}

    /** Length of a list with so many descriptors, in bytes. */
    public static int bytes(int descriptors) {
        return Math.addExact(HEADER_BYTES, Math.multiplyExact(descriptors, DESCRIPTOR_BYTES));
    }

    /** Writes the header of a list with so many descriptors. */
    public static void putHeader(ByteBuffer list, int offset, int descriptors) {
        int bytes = bytes(descriptors);
        put16(list, offset, bytes - 2);
        put16(list, offset + 2, bytes - HEADER_BYTES);
        put32(list, offset + 4, 0);
    }

    /** Writes descriptor {@code index}. */
    public static void put(ByteBuffer list, int offset, int index, long lba, long blocks) {
        int at = offset + HEADER_BYTES + index * DESCRIPTOR_BYTES;
        put32(list, at, lba >>> 32);
        put32(list, at + 4, lba);
        put32(list, at + 8, blocks);
        put32(list, at + 12, 0);
    }

    /**
     * The number of descriptors in a list of {@code length} bytes; an incomplete last one does not count, as the standard
     * has it.
     *
     * @throws MalformedResponse when the list is shorter than its header or declares more than it has
     */
    public static int count(ByteBuffer list, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (length < HEADER_BYTES) {
            throw new MalformedResponse(PAGE, length, "ends after " + length + " bytes, needs " + HEADER_BYTES);
        }
        int declared = (int) u16(list, offset + 2);
        if (declared > length - HEADER_BYTES) {
            throw new MalformedResponse(
                    PAGE, 2, "descriptors of " + declared + " bytes, " + (length - HEADER_BYTES) + " came");
        }
        return declared / DESCRIPTOR_BYTES;
    }

    /** First block of descriptor {@code index}. Negative when beyond 2^63. */
    public static long lba(ByteBuffer list, int offset, int index) {
        int at = offset + HEADER_BYTES + index * DESCRIPTOR_BYTES;
        return u32(list, at) << 32 | u32(list, at + 4);
    }

    /** Number of blocks of descriptor {@code index}, 0 to 2^32 - 1. */
    public static long blocks(ByteBuffer list, int offset, int index) {
        return u32(list, offset + HEADER_BYTES + index * DESCRIPTOR_BYTES + 8);
    }

    // byte by byte: the buffer's own order may be little endian, and it must not be changed

    private static void put16(ByteBuffer list, int at, int value) {
        list.put(at, (byte) (value >>> 8));
        list.put(at + 1, (byte) value);
    }

    private static void put32(ByteBuffer list, int at, long value) {
        put16(list, at, (int) (value >>> 16));
        put16(list, at + 2, (int) value);
    }

    private static long u16(ByteBuffer list, int at) {
        return (list.get(at) & 0xff) << 8 | list.get(at + 1) & 0xff;
    }

    private static long u32(ByteBuffer list, int at) {
        return u16(list, at) << 16 | u16(list, at + 2);
    }
}
