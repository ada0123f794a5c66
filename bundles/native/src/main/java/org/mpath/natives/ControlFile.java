package org.mpath.natives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An open {@code /dev/mapper/control}: for a {@link ReadySet}, in which it is ready when an event counter has moved or a device
 * has come, gone or changed its table since it was opened or armed (Linux 4.14). One thread at a time.
 */
public final class ControlFile extends OpenFile {
    /** {@code sizeof(struct dm_ioctl)}, the same on all machines. */
    private static final int IOCTL_BYTES = 312;

    private static final int VERSION_MAJOR = 4;
    /** {@code DM_DEV_ARM_POLL}: {@code _IOWR(0xfd, 16, struct dm_ioctl)}. */
    private static final long ARM_POLL = 3L << 30 | (long) IOCTL_BYTES << 16 | 0xfd << 8 | 16;

    private final ByteBuffer request = ByteBuffer.allocateDirect(IOCTL_BYTES).order(ByteOrder.nativeOrder());

    ControlFile(String name, int fd) {
        super(name, fd);
    }

    /** Has it be ready for what happens from now on. */
    public void arm() throws NativeException {
        for (int i = 0; i < IOCTL_BYTES; i += Integer.BYTES) {
            request.putInt(i, 0);
        }
        request.putInt(0, VERSION_MAJOR).putInt(12, IOCTL_BYTES).putInt(16, IOCTL_BYTES);
        if (Kernel.libc().ioctl(number(), ARM_POLL, Kernel.addressOf(request)) != 0) {
            throw Kernel.failure("DM_DEV_ARM_POLL " + name());
        }
    }
}
