package org.mpath.natives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A netlink socket with the sender of each message: the kernel has port 0 and its messages come with the credentials of user
 * 0 ({@code netlink(7)}, {@code unix(7)} on {@code SCM_CREDENTIALS}). Structures as where pointers have 64 bits.
 */
final class NetlinkSocket implements EventSocket {
    private static final int ENOBUFS = 105;
    private static final int SOL_SOCKET = 1;
    private static final int SCM_CREDENTIALS = 2;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_CTRUNC = 0x8;
    private static final int NAME_BYTES = 12;
    private static final int CREDENTIALS_BYTES = 28;

    private static final int NAME = 64;
    private static final int VECTOR = 80;
    private static final int CONTROL = 96;
    private static final int CONTROL_BYTES = 64;
    private static final int DATA = CONTROL + CONTROL_BYTES;
    private static final int DATA_BYTES = 8192;

    private final OpenFile file;
    private final ByteBuffer memory = ByteBuffer.allocateDirect(DATA + DATA_BYTES).order(ByteOrder.nativeOrder());
    private final long address = Kernel.addressOf(memory);

    NetlinkSocket(OpenFile file) {
        this.file = file;
    }

    @Override
    public int receive(byte[] into) {
        prepare();
        long bytes = Kernel.libc().recvmsg(file.number(), address, 0);
        if (bytes < 0) {
            return Kernel.errno() == ENOBUFS ? OVERRUN : NOTHING;
        }
        if (!fromKernel() || bytes == 0 || bytes > into.length) {
            return FOREIGN;
        }
        memory.get(DATA, into, 0, (int) bytes);
        return (int) bytes;
    }

    /** {@code struct msghdr}, and {@code struct iovec} behind it. */
    private void prepare() {
        memory.putLong(0, address + NAME).putLong(8, NAME_BYTES).putLong(16, address + VECTOR).putLong(24, 1);
        memory.putLong(32, address + CONTROL).putLong(40, CONTROL_BYTES).putLong(48, 0);
        memory.putLong(VECTOR, address + DATA).putLong(VECTOR + 8, DATA_BYTES);
    }

    private boolean fromKernel() {
        int flags = memory.getInt(48);
        boolean whole = (flags & (MSG_TRUNC | MSG_CTRUNC)) == 0;
        boolean fromPort0 = memory.getInt(8) == NAME_BYTES && memory.getInt(NAME + 4) == 0;
        return whole && fromPort0 && memory.getLong(40) >= CREDENTIALS_BYTES
                && memory.getLong(CONTROL) >= CREDENTIALS_BYTES
                && memory.getInt(CONTROL + 8) == SOL_SOCKET
                && memory.getInt(CONTROL + 12) == SCM_CREDENTIALS
                && memory.getInt(CONTROL + 20) == 0;
    }

    @Override
    public void watch(ReadySet set, long token) throws NativeException {
        set.add(file, token);
    }

    @Override
    public void unwatch(ReadySet set) {
        set.remove(file);
    }

    @Override
    public void close() {
        file.close();
    }
}
