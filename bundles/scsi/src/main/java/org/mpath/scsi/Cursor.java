package org.mpath.scsi;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Checked big-endian reads at absolute offsets of a slice. A read outside of it throws {@link MalformedResponse} naming
 * the page and the offset; it never reads a neighbour's bytes.
 */
public final class Cursor {
    private final String page;
    private final ByteBuffer bytes;
    private final int start;
    private final int length;
    private final int pageOffset;

    private Cursor(String page, ByteBuffer bytes, int start, int length, int pageOffset) {
        this.page = page;
        this.bytes = bytes;
        this.start = start;
        this.length = length;
        this.pageOffset = pageOffset;
    }

    /** Reads all of an array. */
    public static Cursor of(String page, byte[] bytes) {
        return of(page, bytes, bytes.length);
    }

    /**
     * Reads the first {@code length} bytes of an array.
     *
     * @throws IndexOutOfBoundsException when the array is shorter: the caller's mistake, not the wire's
     */
    public static Cursor of(String page, byte[] bytes, int length) {
        return of(page, ByteBuffer.wrap(bytes), 0, length);
    }

    /** Reads {@code length} bytes of a buffer from {@code offset}; its position and limit are not used. */
    public static Cursor of(String page, ByteBuffer bytes, int offset, int length) {
        if (offset < 0 || length < 0 || length > bytes.capacity() - offset) {
            throw new IndexOutOfBoundsException(
                    "slice " + offset + "+" + length + " of a buffer of " + bytes.capacity() + " bytes");
        }
        return new Cursor(page, bytes.duplicate().clear(), offset, length, 0);
    }

    /** What is being read, for messages. */
    public String page() {
        return page;
    }

    /** Bytes that can be read. */
    public int length() {
        return length;
    }

    /** The same slice, cut to at most {@code bytes}: the length rule min(declared, received). */
    public Cursor atMost(long bytes) {
        return bytes >= length ? this : new Cursor(page, this.bytes, start, (int) Math.max(0, bytes), pageOffset);
    }

    /** A part of the slice; its messages still count offsets from the page's start. */
    public Cursor part(int at, int bytes) {
        check(at, bytes);
        return new Cursor(page, this.bytes, start + at, bytes, pageOffset + at);
    }

    /** Fails unless at least {@code bytes} can be read. */
    public Cursor atLeast(int bytes) {
        if (length < bytes) {
            throw malformed(length, "ends after " + length + " bytes, needs " + bytes);
        }
        return this;
    }

    /** An unsigned byte. */
    public int u8(int at) {
        check(at, 1);
        return bytes.get(start + at) & 0xff;
    }

    /** Whether any bit of {@code mask} is set in a byte. */
    public boolean bit(int at, int mask) {
        return (u8(at) & mask) != 0;
    }

    /** Two bytes, unsigned. */
    public int u16(int at) {
        check(at, 2);
        return u8(at) << 8 | u8(at + 1);
    }

    /** Four bytes, unsigned. */
    public long u32(int at) {
        check(at, 4);
        return (long) u16(at) << 16 | u16(at + 2);
    }

    /** Eight bytes; the top bit is the sign. */
    public long u64(int at) {
        check(at, 8);
        return u32(at) << 32 | u32(at + 4);
    }

    /** All numbers of eight bytes from there on that are whole; the top bit is the sign. */
    public List<Long> u64s(int at) {
        return IntStream.range(0, Math.max(0, length - at) / Long.BYTES).mapToObj(index -> u64(at + index * Long.BYTES)).toList();
    }

    /** A copy of some bytes. */
    public byte[] bytes(int at, int count) {
        check(at, count);
        byte[] copy = new byte[count];
        bytes.get(start + at, copy);
        return copy;
    }

    /** A complaint about a byte of this slice. */
    public MalformedResponse malformed(int at, String complaint) {
        return new MalformedResponse(page, pageOffset + at, complaint);
    }

    private void check(int at, int count) {
        if (at < 0 || count < 0 || count > length - at) {
            throw malformed(at, "needs " + count + " bytes, " + Math.max(0, length - at) + " left");
        }
    }
}
