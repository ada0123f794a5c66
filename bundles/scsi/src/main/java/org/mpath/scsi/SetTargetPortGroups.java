package org.mpath.scsi;

import java.util.ArrayList;
import java.util.List;

/**
 * Parameter list of SET TARGET PORT GROUPS (SPC-5 6.45).
 *
 * @param requests what is asked of which group, as listed
 */
public record SetTargetPortGroups(List<Request> requests) {
    /** Longest list that is parsed, in bytes. */
    public static final int BYTES_MAX = 4 + 4 * TargetPortGroups.GROUPS_MAX;

    private static final String PAGE = "SET TARGET PORT GROUPS list";
    private static final int HEADER_BYTES = 4;
    private static final int REQUEST_BYTES = 4;

    /**
     * A group and the state it shall have.
     *
     * @param group its number, 0 to 65535
     * @param stateCode code of the asymmetric access state, 0 to 15, reserved or not
     */
    public record Request(int group, int stateCode) {}

    /** Copies the list. */
    public SetTargetPortGroups {
        requests = List.copyOf(requests);
    }

    /** The list that asks one group for one state. */
    public static SetTargetPortGroups of(int group, AccessState state) {
        return new SetTargetPortGroups(List.of(new Request(group, state.code())));
    }

    /**
     * Parses a list.
     *
     * @throws MalformedResponse when it does not end with a descriptor
     */
    public static SetTargetPortGroups parse(byte[] list) {
        Cursor page = Cursor.of(PAGE, list).atLeast(HEADER_BYTES);
        if (page.length() % REQUEST_BYTES != 0 || page.length() > BYTES_MAX) {
            throw page.malformed(0, "a list of " + page.length() + " bytes");
        }
        List<Request> requests = new ArrayList<>();
        for (int at = HEADER_BYTES; at < page.length(); at += REQUEST_BYTES) {
            requests.add(new Request(page.u16(at + 2), page.u8(at) & 0x0f));
        }
        return new SetTargetPortGroups(requests);
    }

    /** As bytes. */
    public byte[] bytes() {
        byte[] list = new byte[HEADER_BYTES + REQUEST_BYTES * requests.size()];
        int at = HEADER_BYTES;
        for (Request request : requests) {
            list[at] = (byte) (request.stateCode() & 0x0f);
            BigEndian.put16(list, at + 2, request.group());
            at += REQUEST_BYTES;
        }
        return list;
    }
}
