package org.mpath.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Named pipes stand for devices: what is begun on one comes back from it. */
class ScsiNodeTest {
    private static final int EAGAIN = 11;
    private static final int ENOTTY = 25;

    @TempDir
    Path folder;

    private final ScsiNodes nodes = new SgNodes();
    private final ByteBuffer memory = ByteBuffer.allocateDirect(2 * SgHeader.BYTES).order(ByteOrder.nativeOrder());
    private final long address = nodes.addressOf(memory);

    private String pipe() throws Exception {
        Path node = folder.resolve("node");
        assertThat(new ProcessBuilder("mkfifo", node.toString()).start().waitFor()).isZero();
        return node.toString();
    }

    @Test
    void takesWhatIsOverAndDoesNotWait() throws Exception {
        try (ScsiNode node = nodes.open(pipe())) {
            assertThat(node.receive(address)).isEqualTo(EAGAIN);
            new SgHeader(memory, 0).begin(42, 1000);
            assertThat(node.send(address)).isZero();
            assertThat(node.receive(address + SgHeader.BYTES)).isZero();
            assertThat(new SgHeader(memory, SgHeader.BYTES).number()).isEqualTo(42);
            assertThat(node.receive(address)).isEqualTo(EAGAIN);
        }
    }

    @Test
    void wakesItsReadySet() throws Exception {
        try (ScsiNode node = nodes.open(pipe()); ReadySet set = new EpollSets().open(4)) {
            node.watch(set, 9);
            assertThat(set.forEachReady(token -> assertThat(token).isEqualTo(9))).isZero();
            assertThat(node.send(address)).isZero();
            assertThat(set.forEachReady(token -> assertThat(token).isEqualTo(9))).isEqualTo(1);
            node.unwatch(set);
            assertThat(set.forEachReady(token -> {})).isZero();
        }
    }

    @Test
    void aCommandAllocatesNothing() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (ScsiNode node = nodes.open(pipe()); ReadySet set = new EpollSets().open(4)) {
            node.watch(set, 9);
            LongConsumer each = token -> node.receive(address + SgHeader.BYTES);
            long before = 0;
            for (int i = 0; i < 40_000; i++) {
                before = i == 20_000 ? threads.getCurrentThreadAllocatedBytes() : before;
                node.send(address);
                set.forEachReady(each);
                node.receive(address);
            }
            assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 20_000.0).isLessThan(1.0);
        }
    }

    @Test
    void tellsByNumberWhatCannotBeDone() throws Exception {
        try (ScsiNode node = nodes.open(pipe())) {
            assertThat(node.execute(address)).isIn(ENOTTY, 22);
            assertThat(node.resetUnit()).isIn(ENOTTY, 22);
        }
    }

    @Test
    void saysWhichNodeIsNotThere() {
        assertThatThrownBy(() -> nodes.open(folder.resolve("sg0").toString()))
                .isInstanceOf(NativeException.class)
                .hasMessageEndingWith("sg0: No such file or directory (errno 2)");
    }

    @Test
    void theAddressOfABufferIsThatOfItsFirstByteWhateverItsPosition() throws Exception {
        ByteBuffer part = memory.duplicate().position(8).slice();
        assertThat(nodes.addressOf(part)).isEqualTo(address + 8);
        assertThat(nodes.addressOf(memory.duplicate().position(8))).isEqualTo(address);
        Path file = Files.createFile(folder.resolve("plain"));
        try (ScsiNode node = nodes.open(file.toString())) {
            memory.putLong(0, 0x0102030405060708L);
            assertThat(node.send(nodes.addressOf(memory))).isZero();
        }
        assertThat(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.nativeOrder()).getLong())
                .isEqualTo(0x0102030405060708L);
    }
}
