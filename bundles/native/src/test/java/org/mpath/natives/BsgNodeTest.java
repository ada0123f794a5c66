package org.mpath.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plain file stands for the device: it refuses every request, as a device does that is being removed. */
class BsgNodeTest {
    private static final int EAGAIN = 11;
    private static final int O_RDWR = 2;
    private static final int SEMAPHORE_NONBLOCK = 1 | 0x800;
    private static final int NO_CONNECT = 1;

    @TempDir
    Path folder;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(4096).order(ByteOrder.nativeOrder());
    private final long address = Kernel.addressOf(memory);
    private final SgHeader header = new SgHeader(memory, 0);
    private final ArrayDeque<Runnable> threads = new ArrayDeque<>();
    private OpenFile file;
    private OpenFile bell;
    private BsgNode node;

    @BeforeEach
    void open() throws Exception {
        Path plain = Files.createFile(folder.resolve("plain"));
        file = new OpenFile(plain.toString(), Kernel.libc().open(plain.toString(), O_RDWR));
        bell = new OpenFile("bell", Kernel.libc().eventfd(0, SEMAPHORE_NONBLOCK));
        node = new BsgNode(file, bell, threads::add);
    }

    private int send(int number) {
        header.begin(number, 1000).command(address + 1024, 6).sense(address + 1100, 96)
                .data(SgHeader.DIRECTION_FROM_DEVICE, address + 2048, 512);
        return node.send(address);
    }

    @Test
    void tellsEachRequestOnceWhenItIsOverAndThatNothingWasSent() throws Exception {
        try (ReadySet set = new EpollSets().open(4)) {
            node.watch(set, 9);
            assertThat(send(3)).isZero();
            assertThat(node.receive(address)).isEqualTo(EAGAIN);
            assertThat(set.forEachReady(token -> {})).isZero();
            threads.remove().run();
            assertThat(set.forEachReady(token -> assertThat(token).isEqualTo(9))).isEqualTo(1);
            header.begin(0, 0);
            assertThat(node.receive(address)).isZero();
            assertThat(header.number()).isEqualTo(3);
            assertThat(header.hostStatus()).isEqualTo(NO_CONNECT);
            assertThat(header.residual()).isEqualTo(512);
            assertThat(set.forEachReady(token -> {})).isZero();
            assertThat(node.receive(address)).isEqualTo(EAGAIN);
            node.unwatch(set);
        } finally {
            node.close();
        }
    }

    @Test
    void takesAFewAtATimeSoThatThereAreNeverManyThreads() {
        for (int i = 0; i < BsgNode.REQUESTS; i++) {
            assertThat(send(i)).isZero();
        }
        assertThat(send(9)).isEqualTo(EAGAIN);
        threads.remove().run();
        assertThat(send(9)).isEqualTo(EAGAIN);
        assertThat(node.receive(address)).isZero();
        assertThat(send(9)).isZero();
        node.close();
    }

    @Test
    void staysOpenForTheKernelUntilRequestsThatWereGivenUpAreOver() {
        send(1);
        send(2);
        memory.putLong(2048, 42);
        node.close();
        node.close();
        threads.remove().run();
        assertThat(file.isOpen()).isTrue();
        threads.remove().run();
        assertThat(file.isOpen() || bell.isOpen()).isFalse();
        assertThat(memory.getLong(2048)).isEqualTo(42);
    }

    @Test
    void waitsForTheEndWhenItIsAskedTo() {
        header.begin(7, 1000).command(address + 1024, 6);
        assertThat(node.execute(address)).isPositive();
        assertThat(header.hostStatus()).isEqualTo(NO_CONNECT);
        assertThat(node.resetUnit()).isPositive();
        node.close();
    }
}
