package org.mpath.scsi;

import java.util.ArrayList;
import java.util.List;

/**
 * Parameter data of REPORT TARGET PORT GROUPS, with or without the extended header (SPC-5 6.37).
 *
 * @param groups the groups, as listed
 * @param extended whether it has the extended header
 * @param transitionSeconds IMPLICIT TRANSITION TIME of the extended header, 0 to 255; 0 when it does not say
 * @param listBytes length of everything after the first four bytes as the unit declares it; more than was received when it
 *     had no room
 */
public record TargetPortGroups(List<TargetPortGroup> groups, boolean extended, int transitionSeconds, long listBytes) {
    /** Most groups kept; a reply with more is refused. */
    public static final int GROUPS_MAX = 256;

    private static final String PAGE = "REPORT TARGET PORT GROUPS data";
    private static final int LENGTH_BYTES = 4;
    private static final int EXTENDED_BYTES = 4;
    private static final int FORMAT = 0x70;
    private static final int FORMAT_EXTENDED = 0x10;

    /** Copies the list. */
    public TargetPortGroups {
        groups = List.copyOf(groups);
    }

    /** A list that is whole, without the extended header. */
    public static TargetPortGroups plain(List<TargetPortGroup> groups) {
        return new TargetPortGroups(groups, false, 0, bytesOf(groups));
    }

    /** A list that is whole, with the extended header. */
    public static TargetPortGroups extended(List<TargetPortGroup> groups, int transitionSeconds) {
        return new TargetPortGroups(groups, true, transitionSeconds, EXTENDED_BYTES + bytesOf(groups));
    }

    /**
     * Parses what was received. A descriptor that was cut because the room ended, or because the unit does not count the
     * extended header, is left out, see {@link #truncated}.
     *
     * @throws MalformedResponse when a descriptor runs beyond the declared length, or there are too many
     */
    public static TargetPortGroups parse(byte[] received) {
        Cursor all = Cursor.of(PAGE, received).atLeast(LENGTH_BYTES);
        long declared = all.u32(0);
        Cursor page = all.atMost(LENGTH_BYTES + declared);
        boolean extended = page.length() > LENGTH_BYTES && (page.u8(LENGTH_BYTES) & FORMAT) == FORMAT_EXTENDED;
        int transitionSeconds = extended && page.length() > LENGTH_BYTES + 1 ? page.u8(LENGTH_BYTES + 1) : 0;
        List<TargetPortGroup> groups = new ArrayList<>();
        int at = LENGTH_BYTES + (extended ? EXTENDED_BYTES : 0);
        while (at < page.length()) {
            int bytes = descriptorBytes(page, at);
            int missing = at + bytes - page.length();
            if (missing > 0) {
                if (page.length() == LENGTH_BYTES + declared && !(extended && missing == EXTENDED_BYTES)) {
                    throw page.malformed(at, "descriptor of " + bytes + " bytes, " + (page.length() - at) + " left");
                }
                break;
            }
            if (groups.size() == GROUPS_MAX) {
                throw page.malformed(at, "more than " + GROUPS_MAX + " groups");
            }
            groups.add(TargetPortGroup.parse(page, at));
            at += bytes;
        }
        return new TargetPortGroups(groups, extended, transitionSeconds, declared);
    }

    /** What a descriptor claims; its header alone when not even that is there. */
    private static int descriptorBytes(Cursor page, int at) {
        boolean whole = page.length() - at >= TargetPortGroup.HEADER_BYTES;
        return TargetPortGroup.HEADER_BYTES + (whole ? TargetPortGroup.PORT_BYTES * page.u8(at + 7) : 0);
    }

    /** Whether the unit had more than was received: ask again with {@link #listBytes} + 4 bytes. */
    public boolean truncated() {
        return listBytes > (extended ? EXTENDED_BYTES : 0) + bytesOf(groups);
    }

    /** The group of that number; null when there is none. */
    public TargetPortGroup group(int number) {
        for (TargetPortGroup group : groups) {
            if (group.group() == number) {
                return group;
            }
        }
        return null;
    }

    /** As bytes, the whole list. */
    public byte[] bytes() {
        int at = LENGTH_BYTES + (extended ? EXTENDED_BYTES : 0);
        byte[] page = new byte[at + (int) bytesOf(groups)];
        BigEndian.put32(page, 0, page.length - LENGTH_BYTES);
        if (extended) {
            page[LENGTH_BYTES] = FORMAT_EXTENDED;
            page[LENGTH_BYTES + 1] = (byte) transitionSeconds;
        }
        for (TargetPortGroup group : groups) {
            group.put(page, at);
            at += group.bytes();
        }
        return page;
    }

    private static long bytesOf(List<TargetPortGroup> groups) {
        return groups.stream().mapToLong(TargetPortGroup::bytes).sum();
    }
}
