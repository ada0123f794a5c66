package org.mpath.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Named pipes stand for devices: no Java selector takes them either. */
class ReadySetTest {
    private static final int O_RDWR_NONBLOCK = 2 | 0x800;
    private static final long WAIT_MILLIS = 10_000;

    @TempDir
    Path folder;

    private Selector selector;
    private ReadySet set;
    private SelectionKey key;

    @BeforeEach
    void registerWithASelector() throws IOException {
        selector = Selector.open();
        set = new EpollSets().open(2);
        key = set.channel().register(selector, SelectionKey.OP_READ);
    }

    @AfterEach
    void close() throws IOException {
        set.close();
        selector.close();
    }

    private OpenFile pipe(String name) throws Exception {
        Path node = folder.resolve(name);
        assertThat(new ProcessBuilder("mkfifo", node.toString()).start().waitFor()).isZero();
        int fd = Kernel.libc().open(node.toString(), O_RDWR_NONBLOCK);
        assertThat(fd).isNotNegative();
        return new OpenFile(node.toString(), fd);
    }

    private static void write(OpenFile file) throws IOException {
        Files.write(Path.of(file.name()), new byte[] {1});
    }

    private static void read(OpenFile file) {
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        assertThat(Kernel.libc().read(file.number(), Kernel.addressOf(one), 1)).isEqualTo(1);
    }

    private List<Long> ready() {
        List<Long> tokens = new ArrayList<>();
        set.forEachReady(tokens::add);
        return tokens;
    }

    @Test
    void wakesTheSelectorForTheFileThatIsReady() throws Exception {
        try (OpenFile quiet = pipe("quiet"); OpenFile busy = pipe("busy")) {
            set.add(quiet, 1);
            set.add(busy, Long.MAX_VALUE);
            assertThat(selector.selectNow()).isZero();
            write(busy);
            assertThat(selector.select(WAIT_MILLIS)).isEqualTo(1);
            assertThat(key.isReadable()).isTrue();
            assertThat(ready()).containsExactly(Long.MAX_VALUE);
        }
    }

    @Test
    void isNotReadyOnceEverythingIsRead() throws Exception {
        try (OpenFile file = pipe("file")) {
            set.add(file, 7);
            write(file);
            assertThat(selector.select(WAIT_MILLIS)).isEqualTo(1);
            read(file);
            selector.selectedKeys().clear();
            assertThat(selector.selectNow()).isZero();
            assertThat(ready()).isEmpty();
        }
    }

    @Test
    void leavesWhatIsTooMuchToTheNextTurn() throws Exception {
        try (OpenFile a = pipe("a"); OpenFile b = pipe("b"); OpenFile c = pipe("c")) {
            List<OpenFile> files = List.of(a, b, c);
            for (OpenFile file : files) {
                set.add(file, files.indexOf(file));
                write(file);
            }
            List<Long> first = ready();
            assertThat(first).hasSize(2);
            first.forEach(token -> read(files.get(token.intValue())));
            assertThat(ready()).hasSize(1).doesNotContainAnyElementsOf(first);
        }
    }

    @Test
    void watchesNothingThatWasRemoved() throws Exception {
        try (OpenFile file = pipe("file")) {
            set.add(file, 7);
            write(file);
            set.remove(file);
            assertThat(selector.selectNow()).isZero();
            set.add(file, 8);
            assertThat(ready()).containsExactly(8L);
        }
    }

    @Test
    void saysWhatCannotBeWatched() throws Exception {
        Path plain = Files.createFile(folder.resolve("plain"));
        try (OpenFile file = new OpenFile(plain.toString(), Kernel.libc().open(plain.toString(), 0))) {
            assertThatThrownBy(() -> set.add(file, 1))
                    .isInstanceOf(NativeException.class)
                    .hasMessage("epoll_ctl " + plain + ": Operation not permitted (errno 1)");
        }
    }

    @Test
    void aClosedFileIsNotClosedAgain() throws Exception {
        OpenFile file = pipe("file");
        file.close();
        try (OpenFile sameNumber = pipe("other")) {
            file.close();
            set.add(sameNumber, 1);
            write(sameNumber);
            assertThat(ready()).containsExactly(1L);
        }
        assertThatThrownBy(file::number).hasMessageEndingWith("is closed");
    }
}
