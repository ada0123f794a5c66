package org.mpath.iscsi;

import java.nio.ByteBuffer;

/** Login request and response (RFC 7143 11.12, 11.13). */
public final class LoginPdu {
    /** T bit: ready to go to the next stage. */
    public static final int TRANSIT = 0x80;
    /** C bit: more text follows. */
    public static final int CONTINUE = 0x40;
    /** Stage: security negotiation. */
    public static final int SECURITY = 0;
    /** Stage: operational negotiation. */
    public static final int OPERATIONAL = 1;
    /** Stage: full feature phase. */
    public static final int FULL_FEATURE = 3;

    private static final int VERSION_MAX = 2;
    private static final int VERSION_ACTIVE = 3;
    private static final int ISID = 8;
    private static final int TSIH = 14;
    private static final int CID = 20;
    private static final int STATUS_CLASS = 36;

    private LoginPdu() {}

    /**
     * Writes a request; version 0 is offered.
     *
     * @param flags {@link #TRANSIT} or {@link #CONTINUE} or 0
     * @param tsih 0 for a new session
     */
    public static void putRequest(
            ByteBuffer header, int at, int flags, int stage, int nextStage, Isid isid, int tsih, int taskTag, int cid) {
        Bhs.start(header, at, IscsiOpcode.LOGIN_REQUEST | Bhs.IMMEDIATE, stages(flags, stage, nextStage), 0, taskTag);
        putSession(header, at, isid, tsih);
        header.putShort(at + CID, (short) cid);
    }

    /** Writes a response; the caller sets the numbers. */
    public static void putResponse(
            ByteBuffer header, int at, int flags, int stage, int nextStage, Isid isid, int tsih, int taskTag, int status) {
        Bhs.start(header, at, IscsiOpcode.LOGIN_RESPONSE, stages(flags, stage, nextStage), 0, taskTag);
        putSession(header, at, isid, tsih);
        header.putShort(at + STATUS_CLASS, (short) status);
    }

    private static int stages(int flags, int stage, int nextStage) {
        return flags | stage << 2 | ((flags & TRANSIT) == 0 ? 0 : nextStage);
    }

    private static void putSession(ByteBuffer header, int at, Isid isid, int tsih) {
        header.putLong(at + ISID, isid.value() << 16 | tsih & 0xffff);
    }

    /** Whether the T bit is set. */
    public static boolean transits(ByteBuffer header, int at) {
        return (Bhs.flags(header, at) & TRANSIT) != 0;
    }

    /** Whether the C bit is set. */
    public static boolean continues(ByteBuffer header, int at) {
        return (Bhs.flags(header, at) & CONTINUE) != 0;
    }

    /** Current stage, 0 to 3. */
    public static int stage(ByteBuffer header, int at) {
        return Bhs.flags(header, at) >> 2 & 3;
    }

    /** Next stage, 0 to 3; counts with the T bit only. */
    public static int nextStage(ByteBuffer header, int at) {
        return Bhs.flags(header, at) & 3;
    }

    /** Highest version the sender knows. */
    public static int versionMax(ByteBuffer header, int at) {
        return header.get(at + VERSION_MAX) & 0xff;
    }

    /** Lowest version of a request, active version of a response. */
    public static int versionActive(ByteBuffer header, int at) {
        return header.get(at + VERSION_ACTIVE) & 0xff;
    }

    /** Initiator session id. */
    public static Isid isid(ByteBuffer header, int at) {
        return new Isid(header.getLong(at + ISID) >>> 16);
    }

    /** Target session handle. */
    public static int tsih(ByteBuffer header, int at) {
        return header.getShort(at + TSIH) & 0xffff;
    }

    /** Connection id of a request. */
    public static int cid(ByteBuffer header, int at) {
        return header.getShort(at + CID) & 0xffff;
    }

    /** Status class (high byte) and detail (low byte) of a response. */
    public static int status(ByteBuffer header, int at) {
        return header.getShort(at + STATUS_CLASS) & 0xffff;
    }
}
