package org.mpath.natives;

import java.nio.ByteBuffer;

/**
 * A request of the kernel's sg driver: {@code struct sg_io_hdr} of {@code scsi/sg.h}, version 3, where pointers have 64
 * bits. A view of native memory in native byte order; reading and writing allocates nothing.
 */
public final class SgHeader {
    /** Bytes of the structure. */
    public static final int BYTES = 88;
    /** No data. */
    public static final int DIRECTION_NONE = -1;
    /** Data go to the device. */
    public static final int DIRECTION_TO_DEVICE = -2;
    /** Data come from the device. */
    public static final int DIRECTION_FROM_DEVICE = -3;

    static final int INTERFACE_ID = 0;
    static final int DXFER_DIRECTION = 4;
    static final int CMD_LEN = 8;
    static final int MX_SB_LEN = 9;
    static final int IOVEC_COUNT = 10;
    static final int DXFER_LEN = 12;
    static final int DXFERP = 16;
    static final int CMDP = 24;
    static final int SBP = 32;
    static final int TIMEOUT = 40;
    static final int FLAGS = 44;
    static final int PACK_ID = 48;
    static final int USR_PTR = 56;
    static final int STATUS = 64;
    static final int SB_LEN_WR = 67;
    static final int HOST_STATUS = 68;
    static final int DRIVER_STATUS = 70;
    static final int RESID = 72;
    static final int DURATION = 76;
    static final int INFO = 80;

    private final ByteBuffer memory;
    private final int at;

    /**
     * A view of {@link #BYTES} bytes.
     *
     * @param memory direct, in native order
     * @param at where the structure begins
     */
    public SgHeader(ByteBuffer memory, int at) {
        this.memory = memory;
        this.at = at;
    }

    /** Makes it an empty request with that number, which the kernel gives back. */
    public SgHeader begin(int number, long timeoutMillis) {
        for (int i = 0; i < BYTES; i += Long.BYTES) {
            memory.putLong(at + i, 0);
        }
        memory.putInt(at + INTERFACE_ID, 'S');
        memory.putInt(at + DXFER_DIRECTION, DIRECTION_NONE);
        memory.putInt(at + TIMEOUT, (int) Math.min(Integer.MAX_VALUE, timeoutMillis));
        memory.putInt(at + PACK_ID, number);
        return this;
    }

    /** The command: 6 to 16 bytes. */
    public SgHeader command(long address, int bytes) {
        memory.put(at + CMD_LEN, (byte) bytes);
        memory.putLong(at + CMDP, address);
        return this;
    }

    /** Where sense data go: 1 to 255 bytes. */
    public SgHeader sense(long address, int bytesMax) {
        memory.put(at + MX_SB_LEN, (byte) bytesMax);
        memory.putLong(at + SBP, address);
        return this;
    }

    /** The data, in one piece. */
    public SgHeader data(int direction, long address, int bytes) {
        memory.putInt(at + DXFER_DIRECTION, direction);
        memory.putInt(at + DXFER_LEN, bytes);
        memory.putLong(at + DXFERP, address);
        return this;
    }

    /** The number it was begun with. */
    public int number() {
        return memory.getInt(at + PACK_ID);
    }

    /** The device's status byte (SAM-5 5.3). */
    public int status() {
        return memory.get(at + STATUS) & 0xff;
    }

    /** Sense bytes that came. */
    public int senseBytes() {
        return memory.get(at + SB_LEN_WR) & 0xff;
    }

    /** What the host adapter's driver said: {@code DID_...} of the kernel; 0 when it had no trouble. */
    public int hostStatus() {
        return memory.getShort(at + HOST_STATUS) & 0xffff;
    }

    /** What the kernel's SCSI layer said: {@code DRIVER_...}; 0 or 8 (with sense data) when it had no trouble. */
    public int driverStatus() {
        return memory.getShort(at + DRIVER_STATUS) & 0xffff;
    }

    /** Bytes of the data that were not transferred. */
    public int residual() {
        return memory.getInt(at + RESID);
    }

    /** Milliseconds it took. */
    public int durationMillis() {
        return memory.getInt(at + DURATION);
    }
}
