package org.mpath.scsi;

import java.util.List;

/**
 * A target port group descriptor of REPORT TARGET PORT GROUPS (SPC-5 6.37).
 *
 * @param group its number, 0 to 65535
 * @param state asymmetric access state
 * @param preferred PREF: the group the unit would rather be reached through
 * @param supported states it can have, as {@link AccessState#supportBit} bits
 * @param statusCode why it has this state: 0 no reason known, 1 SET TARGET PORT GROUPS, 2 the array's own doing
 * @param ports relative target port identifiers, 0 to 65535 each, at most 255
 */
public record TargetPortGroup(
        int group, AccessState state, boolean preferred, int supported, int statusCode, List<Integer> ports) {
    /** Status code: nothing is known. */
    public static final int STATUS_NONE = 0;
    /** Status code: changed by SET TARGET PORT GROUPS. */
    public static final int STATUS_EXPLICIT = 1;
    /** Status code: changed by the array. */
    public static final int STATUS_IMPLICIT = 2;
    /** Most ports of a group: its count has one byte. */
    public static final int PORTS_MAX = 255;

    static final int HEADER_BYTES = 8;
    static final int PORT_BYTES = 4;
    private static final int PREF = 0x80;

    /** Copies the list. */
    public TargetPortGroup {
        ports = List.copyOf(ports);
        if (ports.size() > PORTS_MAX) {
            throw new IllegalArgumentException(ports.size() + " ports in a group, at most " + PORTS_MAX);
        }
    }

    /** Whether it can have a state. */
    public boolean supports(AccessState which) {
        return (supported & which.supportBit()) != 0;
    }

    int bytes() {
        return HEADER_BYTES + PORT_BYTES * ports.size();
    }

    /** Reads one that is whole: the caller has checked its length. */
    static TargetPortGroup parse(Cursor page, int at) {
        AccessState state = AccessState.of(page.u8(at));
        if (state == null) {
            throw page.malformed(at, "access state " + Hex.byteOf(page.u8(at) & 0x0f) + " is reserved");
        }
        Integer[] ports = new Integer[page.u8(at + 7)];
        for (int port = 0; port < ports.length; port++) {
            ports[port] = page.u16(at + HEADER_BYTES + PORT_BYTES * port + 2);
        }
        return new TargetPortGroup(
                page.u16(at + 2), state, page.bit(at, PREF), page.u8(at + 1), page.u8(at + 5), List.of(ports));
    }

    void put(byte[] into, int at) {
        into[at] = (byte) ((preferred ? PREF : 0) | state.code());
        into[at + 1] = (byte) supported;
        BigEndian.put16(into, at + 2, group);
        into[at + 5] = (byte) statusCode;
        into[at + 7] = (byte) ports.size();
        for (int port = 0; port < ports.size(); port++) {
            BigEndian.put16(into, at + HEADER_BYTES + PORT_BYTES * port + 2, ports.get(port));
        }
    }
}
