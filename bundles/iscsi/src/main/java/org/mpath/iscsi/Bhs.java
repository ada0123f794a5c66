package org.mpath.iscsi;

import java.nio.ByteBuffer;

/**
 * The basic header segment: the 48 bytes every PDU begins with, and the fields most PDUs share (RFC 7143 11.2.1).
 *
 * <p>Here and in the classes of the single PDUs every function works on a header that begins at byte {@code at} of a
 * big-endian buffer, by absolute access: position and limit are neither used as cursors nor changed, nothing is allocated.
 * The caller makes sure that the 48 bytes are there.
 */
public final class Bhs {
    /** Length of the header. */
    public static final int BYTES = 48;
    /** A tag that says "none". */
    public static final int NO_TAG = 0xffff_ffff;
    /** I bit of byte 0: deliver at once, outside the command window. */
    public static final int IMMEDIATE = 0x40;
    /** F bit of byte 1: last PDU of its sequence. */
    public static final int FINAL = 0x80;
    /** Longest data segment that can be said: 24 bits. */
    public static final int DATA_BYTES_MAX = 0xff_ffff;

    static final int FLAGS = 1;
    static final int LENGTHS = 4;
    static final int LUN = 8;
    static final int TASK_TAG = 16;
    static final int TRANSFER_TAG = 20;
    static final int CMD_SN = 24;
    static final int STAT_SN = 24;
    static final int EXP_STAT_SN = 28;
    static final int EXP_CMD_SN = 28;
    static final int MAX_CMD_SN = 32;

    private Bhs() {}

    /** The opcode without the I bit, 0 to 3fh. */
    public static int opcode(ByteBuffer header, int at) {
        return header.get(at) & 0x3f;
    }

    /** Whether the I bit is set; requests only. */
    public static boolean immediate(ByteBuffer header, int at) {
        return (header.get(at) & IMMEDIATE) != 0;
    }

    /** Byte 1, 0 to ffh. */
    public static int flags(ByteBuffer header, int at) {
        return header.get(at + FLAGS) & 0xff;
    }

    /** Whether the F bit is set. */
    public static boolean isFinal(ByteBuffer header, int at) {
        return (header.get(at + FLAGS) & FINAL) != 0;
    }

    /** Bytes of additional header segments, 0 to 1020. */
    public static int ahsBytes(ByteBuffer header, int at) {
        return (header.get(at + LENGTHS) & 0xff) * 4;
    }

    /** Bytes of the data segment without padding, 0 to 16777215. */
    public static int dataBytes(ByteBuffer header, int at) {
        return header.getInt(at + LENGTHS) & DATA_BYTES_MAX;
    }

    /** Sets the length of the data segment; the header has no AHS then. */
    public static void putDataBytes(ByteBuffer header, int at, int bytes) {
        if (bytes < 0 || bytes > DATA_BYTES_MAX) {
            throw new IllegalArgumentException("data segment of " + bytes + " bytes");
        }
        header.putInt(at + LENGTHS, bytes);
    }

    /** The logical unit number, all eight bytes (SAM-5 4.7). */
    public static long lun(ByteBuffer header, int at) {
        return header.getLong(at + LUN);
    }

    /** The initiator task tag. */
    public static int taskTag(ByteBuffer header, int at) {
        return header.getInt(at + TASK_TAG);
    }

    /** The target transfer tag. */
    public static int transferTag(ByteBuffer header, int at) {
        return header.getInt(at + TRANSFER_TAG);
    }

    /** CmdSN of a request. */
    public static int cmdSn(ByteBuffer header, int at) {
        return header.getInt(at + CMD_SN);
    }

    /** ExpStatSN of a request. */
    public static int expStatSn(ByteBuffer header, int at) {
        return header.getInt(at + EXP_STAT_SN);
    }

    /** StatSN of a response. */
    public static int statSn(ByteBuffer header, int at) {
        return header.getInt(at + STAT_SN);
    }

    /** ExpCmdSN of a response. */
    public static int expCmdSn(ByteBuffer header, int at) {
        return header.getInt(at + EXP_CMD_SN);
    }

    /** MaxCmdSN of a response. */
    public static int maxCmdSn(ByteBuffer header, int at) {
        return header.getInt(at + MAX_CMD_SN);
    }

    /** Sets CmdSN and ExpStatSN of a request. */
    public static void putRequestNumbers(ByteBuffer header, int at, int cmdSn, int expStatSn) {
        header.putInt(at + CMD_SN, cmdSn);
        header.putInt(at + EXP_STAT_SN, expStatSn);
    }

    /** Sets ExpStatSN of a request that has no CmdSN. */
    public static void putExpStatSn(ByteBuffer header, int at, int expStatSn) {
        header.putInt(at + EXP_STAT_SN, expStatSn);
    }

    /** Sets StatSN, ExpCmdSN and MaxCmdSN of a response. */
    public static void putResponseNumbers(ByteBuffer header, int at, int statSn, int expCmdSn, int maxCmdSn) {
        header.putInt(at + STAT_SN, statSn);
        header.putInt(at + EXP_CMD_SN, expCmdSn);
        header.putInt(at + MAX_CMD_SN, maxCmdSn);
    }

    /** Clears the header and sets byte 0, byte 1, LUN and initiator task tag. */
    static void start(ByteBuffer header, int at, int opcode, int flags, long lun, int taskTag) {
        header.putLong(at, (long) opcode << 56 | (long) (flags & 0xff) << 48);
        header.putLong(at + LUN, lun);
        header.putLong(at + TASK_TAG, (long) taskTag << 32);
        header.putLong(at + 24, 0);
        header.putLong(at + 32, 0);
        header.putLong(at + 40, 0);
    }
}
