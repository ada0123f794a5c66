package org.mpath.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** The test is the kernel: it reads and writes the structure where the request says that it is. */
class BsgRequestTest {
    private static final int COMMAND = 128;
    private static final int SENSE = 256;
    private static final int DATA = 512;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(2 << 20).order(ByteOrder.nativeOrder());
    private final long address = Kernel.addressOf(memory);
    private final SgHeader header = new SgHeader(memory, 0);

    private BsgRequest begin(int direction, int bytes) {
        memory.put(COMMAND, (byte) 0x28).put(COMMAND + 9, (byte) 7);
        header.begin(5, 30_000).command(address + COMMAND, 10).sense(address + SENSE, 96).data(direction, address + DATA, bytes);
        return new BsgRequest().begin(memory);
    }

    private static ByteBuffer kernels(BsgRequest request) {
        return Kernel.memoryAt(request.address(), BsgRequest.BYTES);
    }

    private static ByteBuffer named(BsgRequest request, int pointer, int length) {
        ByteBuffer structure = kernels(request);
        return Kernel.memoryAt(structure.getLong(pointer), structure.getInt(length));
    }

    @Test
    void givesTheKernelCommandAndDataThatStayWhenTheirOwnerUsesThemForSomethingElse() {
        memory.put(DATA, (byte) 42);
        BsgRequest request = begin(SgHeader.DIRECTION_TO_DEVICE, 4096);
        memory.put(DATA, (byte) 0).put(COMMAND, (byte) 0);
        ByteBuffer structure = kernels(request);
        assertThat(structure.getInt(BsgRequest.GUARD)).isEqualTo('Q');
        assertThat(structure.getInt(BsgRequest.TIMEOUT)).isEqualTo(30_000);
        ByteBuffer command = named(request, BsgRequest.REQUEST, BsgRequest.REQUEST_LEN);
        assertThat(command.capacity()).isEqualTo(10);
        assertThat(command.get(0)).isEqualTo((byte) 0x28);
        assertThat(command.get(9)).isEqualTo((byte) 7);
        ByteBuffer data = named(request, BsgRequest.DOUT_XFERP, BsgRequest.DOUT_XFER_LEN);
        assertThat(data.capacity()).isEqualTo(4096);
        assertThat(data.get(0)).isEqualTo((byte) 42);
        assertThat(structure.getInt(BsgRequest.DIN_XFER_LEN)).isZero();
    }

    @Test
    void tellsWhatTheKernelWroteAndNoByteBeyondWhatCame() {
        BsgRequest request = begin(SgHeader.DIRECTION_FROM_DEVICE, 1 << 20);
        memory.put(DATA + 100, (byte) 1);
        named(request, BsgRequest.DIN_XFERP, BsgRequest.DIN_XFER_LEN).put(0, (byte) 9).put(99, (byte) 8).put(100, (byte) 7);
        Kernel.memoryAt(kernels(request).getLong(BsgRequest.RESPONSE), 96).put(2, (byte) 6);
        kernels(request).putInt(BsgRequest.DIN_RESID, (1 << 20) - 100).putInt(BsgRequest.DEVICE_STATUS, 2)
                .putInt(BsgRequest.RESPONSE_LEN, 18).putInt(BsgRequest.DRIVER_STATUS, 8).putInt(BsgRequest.DURATION, 77);
        assertThat(memory.get(DATA)).isZero();
        request.tell(another());
        assertThat(header.number()).isEqualTo(5);
        assertThat(header.status()).isEqualTo(2);
        assertThat(header.driverStatus()).isEqualTo(8);
        assertThat(header.hostStatus()).isZero();
        assertThat(header.residual()).isEqualTo((1 << 20) - 100);
        assertThat(header.durationMillis()).isEqualTo(77);
        assertThat(header.senseBytes()).isEqualTo(18);
        assertThat(memory.get(SENSE + 2)).isEqualTo((byte) 6);
        assertThat(memory.get(DATA)).isEqualTo((byte) 9);
        assertThat(memory.get(DATA + 99)).isEqualTo((byte) 8);
        assertThat(memory.get(DATA + 100)).isEqualTo((byte) 1);
    }

    @Test
    void isEmptyAgainWhenItIsBegunOnceMore() {
        BsgRequest request = begin(SgHeader.DIRECTION_TO_DEVICE, 4096);
        kernels(request).putInt(BsgRequest.TRANSPORT_STATUS, 3);
        header.begin(6, 1000).command(address + COMMAND, 6).sense(address + SENSE, 96);
        request.begin(memory);
        assertThat(kernels(request).getInt(BsgRequest.DOUT_XFER_LEN)).isZero();
        request.tell(another());
        assertThat(header.number()).isEqualTo(6);
        assertThat(header.hostStatus()).isZero();
    }

    /** The header of somebody else's request, for the next one that is over. */
    private ByteBuffer another() {
        header.begin(99, 0);
        return memory;
    }
}
