package org.mpath.natives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A request of the kernel's bsg driver, {@code struct sg_io_v4} of {@code linux/bsg.h}, made of an {@link SgHeader} and told by
 * one. Command, sense data and data are copies in memory of its own: whoever asked may give up while the kernel works on it.
 */
final class BsgRequest {
    static final int BYTES = 160;
    static final int GUARD = 0;
    static final int REQUEST_LEN = 12;
    static final int REQUEST = 16;
    static final int MAX_RESPONSE_LEN = 44;
    static final int RESPONSE = 48;
    static final int DOUT_XFER_LEN = 60;
    static final int DIN_XFER_LEN = 68;
    static final int DOUT_XFERP = 72;
    static final int DIN_XFERP = 80;
    static final int TIMEOUT = 88;
    static final int DRIVER_STATUS = 108;
    static final int TRANSPORT_STATUS = 112;
    static final int DEVICE_STATUS = 116;
    static final int DURATION = 128;
    static final int RESPONSE_LEN = 132;
    static final int DIN_RESID = 136;
    static final int DOUT_RESID = 140;

    /** What the kernel says of a device that it cannot reach: nothing was sent. */
    static final int DID_NO_CONNECT = 1;
    /** What it says when it failed itself, which proves nothing. */
    static final int DID_ERROR = 7;

    private static final int COMMAND_AT = BYTES;
    private static final int SENSE_AT = COMMAND_AT + 256;
    private static final int DATA_AT = SENSE_AT + 256;
    /** What has more is given back when it is over: many nodes have a few of these each. */
    private static final int KEPT_BYTES_MAX = 64 << 10;

    private static final ByteBuffer NONE = ByteBuffer.allocateDirect(0);

    private ByteBuffer memory = NONE;
    private long address;
    private int number;
    private int direction;
    private int dataBytes;
    private long dataTo;
    private long senseTo;

    /** Makes it the request that a header tells of. */
    BsgRequest begin(ByteBuffer header) {
        number = header.getInt(SgHeader.PACK_ID);
        direction = header.getInt(SgHeader.DXFER_DIRECTION);
        dataBytes = direction == SgHeader.DIRECTION_NONE ? 0 : header.getInt(SgHeader.DXFER_LEN);
        dataTo = header.getLong(SgHeader.DXFERP);
        senseTo = header.getLong(SgHeader.SBP);
        room(Math.addExact(DATA_AT, dataBytes));
        int commandBytes = header.get(SgHeader.CMD_LEN) & 0xff;
        memory.put(COMMAND_AT, Kernel.memoryAt(header.getLong(SgHeader.CMDP), commandBytes), 0, commandBytes);
        memory.putInt(GUARD, 'Q').putInt(REQUEST_LEN, commandBytes).putLong(REQUEST, address + COMMAND_AT);
        memory.putInt(MAX_RESPONSE_LEN, header.get(SgHeader.MX_SB_LEN) & 0xff).putLong(RESPONSE, address + SENSE_AT);
        memory.putInt(TIMEOUT, header.getInt(SgHeader.TIMEOUT));
        if (direction == SgHeader.DIRECTION_TO_DEVICE) {
            memory.put(DATA_AT, Kernel.memoryAt(dataTo, dataBytes), 0, dataBytes);
            memory.putInt(DOUT_XFER_LEN, dataBytes).putLong(DOUT_XFERP, address + DATA_AT);
        } else if (direction == SgHeader.DIRECTION_FROM_DEVICE) {
            memory.putInt(DIN_XFER_LEN, dataBytes).putLong(DIN_XFERP, address + DATA_AT);
        }
        return this;
    }

    /** At least so many bytes of memory, those of the structure zero. */
    private void room(int bytes) {
        if (memory.capacity() < bytes) {
            memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
            address = Kernel.addressOf(memory);
        }
        for (int i = 0; i < BYTES; i += Long.BYTES) {
            memory.putLong(i, 0);
        }
    }

    /** Where the structure is. */
    long address() {
        return address;
    }

    /** The kernel did not take it. */
    void refused(int hostStatus) {
        memory.putInt(TRANSPORT_STATUS, hostStatus).putInt(DIN_RESID, dataBytes).putInt(DOUT_RESID, dataBytes);
    }

    /** Writes what became of it where whoever asked wants it. */
    void tell(ByteBuffer header) {
        boolean reads = direction == SgHeader.DIRECTION_FROM_DEVICE;
        int residual = memory.getInt(reads ? DIN_RESID : DOUT_RESID);
        int senseBytes = Math.min(memory.getInt(RESPONSE_LEN), memory.getInt(MAX_RESPONSE_LEN));
        Kernel.memoryAt(senseTo, senseBytes).put(0, memory, SENSE_AT, senseBytes);
        if (reads) {
            int came = dataBytes - Math.max(0, Math.min(dataBytes, residual));
            Kernel.memoryAt(dataTo, came).put(0, memory, DATA_AT, came);
        }
        header.putInt(SgHeader.PACK_ID, number).putInt(SgHeader.RESID, residual);
        header.put(SgHeader.STATUS, (byte) memory.getInt(DEVICE_STATUS)).put(SgHeader.SB_LEN_WR, (byte) senseBytes);
        header.putShort(SgHeader.HOST_STATUS, (short) memory.getInt(TRANSPORT_STATUS));
        header.putShort(SgHeader.DRIVER_STATUS, (short) memory.getInt(DRIVER_STATUS));
        header.putInt(SgHeader.DURATION, memory.getInt(DURATION));
        memory = memory.capacity() > KEPT_BYTES_MAX ? NONE : memory;
    }
}
