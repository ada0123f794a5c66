package org.mpath.target.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest {
    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("disk.img");
    }

    @Test
    void createsASparseFileWhenItIsMissing() throws IOException {
        try (FileStore store = FileStore.open(path, 1L << 30)) {
            assertThat(store.bytes()).isEqualTo(1L << 30);
            assertThat(Files.size(path)).isEqualTo(1L << 30);
            Object blocks = sectorsOnDisk();
            Assumptions.assumeTrue(blocks != null, "needs a file system that tells allocated blocks");
            assertThat(((Number) blocks).longValue()).isLessThan(1000);
        }
    }

    private Object sectorsOnDisk() throws IOException {
        Process stat = new ProcessBuilder("stat", "-c", "%b", path.toString()).start();
        String out = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
        return out.isEmpty() ? null : Long.valueOf(out);
    }

    @Test
    void keepsWhatAnExistingFileHoldsAndTakesItsSize() throws IOException {
        byte[] bytes = new byte[4096];
        bytes[4095] = 42;
        Files.write(path, bytes);
        try (FileStore store = FileStore.open(path, 0)) {
            ByteBuffer read = ByteBuffer.allocate(1);
            store.read(4095, read, 0, 1);
            assertThat(store.bytes()).isEqualTo(4096);
            assertThat(read.get(0)).isEqualTo((byte) 42);
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertThatThrownBy(() -> FileStore.open(path, 0))
                .hasMessage(path + " does not exist and no size is given to create it");
        Files.write(path, new byte[100]);
        assertThatThrownBy(() -> FileStore.open(path, 4096)).hasMessage(path + " has 100 bytes, not 4096");
        Files.write(path, new byte[0]);
        assertThatThrownBy(() -> FileStore.open(path, 0)).hasMessage(path + " is empty");
        assertThatThrownBy(() -> FileStore.open(folder, 0)).isInstanceOf(IOException.class);
    }

    @Test
    void readingAFileThatWasCutFails() throws IOException {
        try (FileStore store = FileStore.open(path, 4096);
                FileChannel other = FileChannel.open(path, StandardOpenOption.WRITE)) {
            other.truncate(1024);
            assertThatThrownBy(() -> store.read(512, ByteBuffer.allocate(1024), 0, 1024))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aClosedFileFailsInsteadOfLying() throws IOException {
        FileStore store = FileStore.open(path, 4096);
        store.close();
        assertThatThrownBy(() -> store.write(0, ByteBuffer.allocate(512), 0, 512)).isInstanceOf(IOException.class);
        assertThatThrownBy(store::sync).isInstanceOf(IOException.class);
        assertThatThrownBy(store::sync).hasMessageContaining("an earlier sync failed");
    }

    @Test
    void zeroesARange() throws IOException {
        try (FileStore store = FileStore.open(path, 1 << 20)) {
            ByteBuffer ones = ByteBuffer.allocate(1 << 20);
            Arrays.fill(ones.array(), (byte) 1);
            store.write(0, ones, 0, 1 << 20);
            store.zero(1, (1 << 20) - 2);
            byte[] file = Files.readAllBytes(path);
            assertThat(file[0]).isEqualTo((byte) 1);
            assertThat(file[(1 << 20) - 1]).isEqualTo((byte) 1);
            file[0] = 0;
            file[(1 << 20) - 1] = 0;
            assertThat(file).containsOnly(0);
        }
    }
}
