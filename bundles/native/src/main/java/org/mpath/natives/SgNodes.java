package org.mpath.natives;

import java.nio.ByteBuffer;
import org.osgi.service.component.annotations.Component;

/** Opens nodes of the kernel's sg and sd drivers. */
@Component
public final class SgNodes implements ScsiNodes {
    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;

    @Override
    public ScsiNode open(String device) throws NativeException {
        int fd = Kernel.libc().open(device, O_RDWR | O_NONBLOCK | O_CLOEXEC);
        if (fd < 0) {
            throw Kernel.failure("open " + device);
        }
        return new SgNode(new OpenFile(device, fd));
    }

    @Override
    public long addressOf(ByteBuffer direct) {
        return Kernel.addressOf(direct);
    }
}
