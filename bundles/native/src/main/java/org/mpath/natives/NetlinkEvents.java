package org.mpath.natives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.osgi.service.component.annotations.Component;

/** Listens to uevents by netlink, in the kernel's own group: what udev passes on is in another one. */
@Component
public final class NetlinkEvents implements KernelEvents {
    private static final int AF_NETLINK = 16;
    private static final int SOCK_DGRAM_NONBLOCK_CLOEXEC = 2 | 0x800 | 0x80000;
    private static final int KOBJECT_UEVENT = 15;
    private static final int GROUP_KERNEL = 1;
    private static final int ADDRESS_BYTES = 12;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final int SO_PASSCRED = 16;
    private static final int SO_RCVBUFFORCE = 33;
    /** A thousand units that come at once. */
    private static final int QUEUE_BYTES = 16 << 20;

    @Override
    public EventSocket open() throws NativeException {
        int fd = Kernel.libc().socket(AF_NETLINK, SOCK_DGRAM_NONBLOCK_CLOEXEC, KOBJECT_UEVENT);
        if (fd < 0) {
            throw Kernel.failure("socket of kernel events");
        }
        OpenFile file = new OpenFile("kernel events", fd);
        try {
            if (option(fd, SO_RCVBUFFORCE, QUEUE_BYTES) != 0) {
                option(fd, SO_RCVBUF, QUEUE_BYTES); // without privileges as much as the system allows
            }
            if (option(fd, SO_PASSCRED, 1) != 0) {
                throw Kernel.failure("setsockopt of kernel events");
            }
            if (Kernel.libc().bind(fd, address(), ADDRESS_BYTES) != 0) {
                throw Kernel.failure("bind of kernel events");
            }
            return new NetlinkSocket(file);
        } catch (NativeException e) {
            file.close();
            throw e;
        }
    }

    private static int option(int fd, int name, int value) {
        return Kernel.libc().setsockopt(fd, SOL_SOCKET, name, new int[] {value}, Integer.BYTES);
    }

    /** {@code struct sockaddr_nl}; the kernel chooses our port. */
    private static byte[] address() {
        return ByteBuffer.allocate(ADDRESS_BYTES).order(ByteOrder.nativeOrder())
                .putShort((short) AF_NETLINK).putShort((short) 0).putInt(0).putInt(GROUP_KERNEL).array();
    }
}
