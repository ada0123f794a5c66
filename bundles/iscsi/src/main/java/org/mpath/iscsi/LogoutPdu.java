package org.mpath.iscsi;

import java.nio.ByteBuffer;

/** Logout request and response (RFC 7143 11.14, 11.15). */
public final class LogoutPdu {
    /** Reason: close the session. */
    public static final int CLOSE_SESSION = 0;
    /** Reason: close the connection. */
    public static final int CLOSE_CONNECTION = 1;
    /** Response: closed. */
    public static final int CLOSED = 0;

    private static final int RESPONSE = 2;
    private static final int CID = 20;
    private static final int TIME_TO_WAIT = 40;
    private static final int TIME_TO_RETAIN = 42;

    private LogoutPdu() {}

    /** Writes an immediate request. */
    public static void putRequest(ByteBuffer header, int at, int reason, int taskTag, int cid) {
        Bhs.start(header, at, IscsiOpcode.LOGOUT_REQUEST | Bhs.IMMEDIATE, Bhs.FINAL | reason, 0, taskTag);
        header.putShort(at + CID, (short) cid);
    }

    /** Writes a response; the caller sets the numbers. */
    public static void putResponse(
            ByteBuffer header, int at, int taskTag, int response, int waitSeconds, int retainSeconds) {
        Bhs.start(header, at, IscsiOpcode.LOGOUT_RESPONSE, Bhs.FINAL, 0, taskTag);
        header.put(at + RESPONSE, (byte) response);
        header.putShort(at + TIME_TO_WAIT, (short) waitSeconds);
        header.putShort(at + TIME_TO_RETAIN, (short) retainSeconds);
    }

    /** Reason of a request. */
    public static int reason(ByteBuffer header, int at) {
        return Bhs.flags(header, at) & 0x7f;
    }

    /** Connection id of a request. */
    public static int cid(ByteBuffer header, int at) {
        return header.getShort(at + CID) & 0xffff;
    }

    /** Response code. */
    public static int response(ByteBuffer header, int at) {
        return header.get(at + RESPONSE) & 0xff;
    }

    /** Seconds to wait before a new login. */
    public static int waitSeconds(ByteBuffer header, int at) {
        return header.getShort(at + TIME_TO_WAIT) & 0xffff;
    }

    /** Seconds the target keeps the session's tasks. */
    public static int retainSeconds(ByteBuffer header, int at) {
        return header.getShort(at + TIME_TO_RETAIN) & 0xffff;
    }
}
