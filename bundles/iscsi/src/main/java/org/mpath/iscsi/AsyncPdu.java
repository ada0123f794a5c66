package org.mpath.iscsi;

import java.nio.ByteBuffer;

/** Asynchronous Message, from the target (RFC 7143 11.9). */
public final class AsyncPdu {
    /** A SCSI asynchronous event; sense data is in the data segment. */
    public static final int SCSI_EVENT = 0;
    /** The target wants a logout within parameter 3 seconds. */
    public static final int LOGOUT_REQUEST = 1;
    /** The target will drop the connection that parameter 1 names. */
    public static final int CONNECTION_DROP = 2;
    /** The target will drop all connections of the session. */
    public static final int SESSION_DROP = 3;
    /** The target wants the parameters negotiated again. */
    public static final int NEGOTIATE = 4;
    /** All tasks of a logical unit are being ended. */
    public static final int TASKS_ENDED = 5;
    /** A vendor's event. */
    public static final int VENDOR = 255;

    private static final int EVENT = 36;
    private static final int VENDOR_CODE = 37;
    private static final int PARAMETER_1 = 38;
    private static final int PARAMETER_2 = 40;
    private static final int PARAMETER_3 = 42;

    private AsyncPdu() {}

    /** Writes a message; the caller sets the numbers. */
    public static void put(
            ByteBuffer header, int at, long lun, int event, int parameter1, int parameter2, int parameter3) {
        Bhs.start(header, at, IscsiOpcode.ASYNC_MESSAGE, Bhs.FINAL, lun, Bhs.NO_TAG);
        header.put(at + EVENT, (byte) event);
        header.putShort(at + PARAMETER_1, (short) parameter1);
        header.putShort(at + PARAMETER_2, (short) parameter2);
        header.putShort(at + PARAMETER_3, (short) parameter3);
    }

    /** The event. */
    public static int event(ByteBuffer header, int at) {
        return header.get(at + EVENT) & 0xff;
    }

    /** The vendor's code of a {@link #VENDOR} event. */
    public static int vendorCode(ByteBuffer header, int at) {
        return header.get(at + VENDOR_CODE) & 0xff;
    }

    /** Connection id for the drop events. */
    public static int parameter1(ByteBuffer header, int at) {
        return header.getShort(at + PARAMETER_1) & 0xffff;
    }

    /** Seconds to wait before a new login. */
    public static int parameter2(ByteBuffer header, int at) {
        return header.getShort(at + PARAMETER_2) & 0xffff;
    }

    /** Seconds until the target acts, or keeps the tasks. */
    public static int parameter3(ByteBuffer header, int at) {
        return header.getShort(at + PARAMETER_3) & 0xffff;
    }
}
