package org.mpath.iscsi;

import java.nio.ByteBuffer;

/** Task management request and response (RFC 7143 11.5, 11.6). */
public final class TaskManagementPdu {
    /** Function: ABORT TASK. */
    public static final int ABORT_TASK = 1;
    /** Function: ABORT TASK SET. */
    public static final int ABORT_TASK_SET = 2;
    /** Function: CLEAR TASK SET. */
    public static final int CLEAR_TASK_SET = 4;
    /** Function: LOGICAL UNIT RESET. */
    public static final int LOGICAL_UNIT_RESET = 5;
    /** Function: TARGET WARM RESET. */
    public static final int TARGET_WARM_RESET = 6;
    /** Function: TARGET COLD RESET. */
    public static final int TARGET_COLD_RESET = 7;

    /** Response: done. */
    public static final int COMPLETE = 0;
    /** Response: the target has no such task. */
    public static final int NO_TASK = 1;
    /** Response: no such logical unit. */
    public static final int NO_LUN = 2;
    /** Response: function not supported. */
    public static final int NOT_SUPPORTED = 5;
    /** Response: rejected. */
    public static final int REJECTED = 255;

    private static final int RESPONSE = 2;
    private static final int REFERENCED_TAG = 20;
    private static final int REF_CMD_SN = 32;

    private TaskManagementPdu() {}

    /**
     * Writes an immediate request.
     *
     * @param referencedTag task that ABORT TASK means, {@link Bhs#NO_TAG} for other functions
     * @param refCmdSn CmdSN of that task, 0 for other functions
     */
    public static void putRequest(
            ByteBuffer header, int at, int function, long lun, int taskTag, int referencedTag, int refCmdSn) {
        Bhs.start(header, at, IscsiOpcode.TASK_MANAGEMENT_REQUEST | Bhs.IMMEDIATE, Bhs.FINAL | function, lun, taskTag);
        header.putInt(at + REFERENCED_TAG, referencedTag);
        header.putInt(at + REF_CMD_SN, refCmdSn);
    }

    /** Writes a response; the caller sets the numbers. */
    public static void putResponse(ByteBuffer header, int at, int taskTag, int response) {
        Bhs.start(header, at, IscsiOpcode.TASK_MANAGEMENT_RESPONSE, Bhs.FINAL, 0, taskTag);
        header.put(at + RESPONSE, (byte) response);
    }

    /** Function of a request. */
    public static int function(ByteBuffer header, int at) {
        return Bhs.flags(header, at) & 0x7f;
    }

    /** Task that a request means. */
    public static int referencedTag(ByteBuffer header, int at) {
        return header.getInt(at + REFERENCED_TAG);
    }

    /** CmdSN of the task that a request means. */
    public static int refCmdSn(ByteBuffer header, int at) {
        return header.getInt(at + REF_CMD_SN);
    }

    /** Response code. */
    public static int response(ByteBuffer header, int at) {
        return header.get(at + RESPONSE) & 0xff;
    }

    /** A response code in words. */
    public static String responseText(int response) {
        return switch (response) {
            case COMPLETE -> "function complete";
            case NO_TASK -> "task does not exist";
            case NO_LUN -> "LUN does not exist";
            case 3 -> "task still allegiant";
            case 4 -> "task allegiance reassignment not supported";
            case NOT_SUPPORTED -> "task management function not supported";
            case 6 -> "function authorization failed";
            case REJECTED -> "function rejected";
            default -> "response " + response;
        };
    }
}
