package org.mpath.scsi;

import java.util.List;

/**
 * Parameter data of PERSISTENT RESERVE IN, READ KEYS (SPC-5 6.16.2).
 *
 * @param generation counts what changed registrations
 * @param keys one for each registered nexus, as listed
 * @param listBytes length of the whole list as the unit declares it; more than was received when it had no room
 */
public record RegisteredKeys(long generation, List<Long> keys, long listBytes) {
    private static final String PAGE = "READ KEYS data";
    private static final int HEADER_BYTES = 8;
    private static final int KEY_BYTES = 8;

    /** Copies the list. */
    public RegisteredKeys {
        keys = List.copyOf(keys);
    }

    /** A list that is whole. */
    public RegisteredKeys(long generation, List<Long> keys) {
        this(generation, keys, (long) keys.size() * KEY_BYTES);
    }

    /** Bytes of a list that has room for so many keys. */
    public static int bytesFor(int keys) {
        return HEADER_BYTES + KEY_BYTES * keys;
    }

    /** Parses what was received. */
    public static RegisteredKeys parse(byte[] received) {
        Cursor all = Cursor.of(PAGE, received).atLeast(HEADER_BYTES);
        long declared = all.u32(4);
        return new RegisteredKeys(all.u32(0), all.atMost(HEADER_BYTES + declared).u64s(HEADER_BYTES), declared);
    }

    /** Whether the unit had more than was received. */
    public boolean truncated() {
        return listBytes / KEY_BYTES > keys.size();
    }

    /** As bytes, the whole list. */
    public byte[] bytes() {
        byte[] page = new byte[bytesFor(keys.size())];
        BigEndian.put32(page, 0, generation);
        BigEndian.put32(page, 4, (long) keys.size() * KEY_BYTES);
        for (int index = 0; index < keys.size(); index++) {
            BigEndian.put64(page, bytesFor(index), keys.get(index));
        }
        return page;
    }
}
