package org.mpath.natives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A node of the kernel's sg driver, or of sd for {@link #execute} alone. */
final class SgNode implements ScsiNode {
    private static final long SG_IO = 0x2285;
    private static final long SG_SCSI_RESET = 0x2284;
    private static final int RESET_DEVICE = 1;
    /** The kernel goes no further when that fails: no target, bus or host is reset. */
    private static final int NO_ESCALATION = 0x100;

    private final OpenFile file;

    SgNode(OpenFile file) {
        this.file = file;
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public int send(long header) {
        return Kernel.outcome(Kernel.libc().write(file.number(), header, SgHeader.BYTES), SgHeader.BYTES);
    }

    @Override
    public int receive(long header) {
        return Kernel.outcome(Kernel.libc().read(file.number(), header, SgHeader.BYTES), SgHeader.BYTES);
    }

    @Override
    public int execute(long header) {
        return Kernel.outcome(Kernel.libc().ioctl(file.number(), SG_IO, header), 0);
    }

    @Override
    public int resetUnit() {
        ByteBuffer what = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
        what.putInt(0, RESET_DEVICE | NO_ESCALATION);
        return Kernel.outcome(Kernel.libc().ioctl(file.number(), SG_SCSI_RESET, Kernel.addressOf(what)), 0);
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
