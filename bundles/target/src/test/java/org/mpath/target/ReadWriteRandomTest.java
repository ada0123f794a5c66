package org.mpath.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.UnmapList;
import org.mpath.target.array.SymmetricArray;
import org.mpath.target.store.FileStore;
import org.mpath.target.store.MemoryStore;
import org.mpath.target.store.Store;

/** READ, WRITE, UNMAP and WRITE SAME against a plain array of bytes. Seed by {@code -Dmpath.seed=N}. */
class ReadWriteRandomTest {
    private static final int BLOCKS = 4096;
    private static final int COMMANDS = 3000;
    private static final int TRANSFER_BLOCKS = 700;

    private final long seed = Long.getLong("mpath.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final byte[] model = new byte[BLOCKS * 512];
    private final byte[] cdb = new byte[16];

    @Test
    void memoryHoldsWhatWasWritten() throws IOException {
        run(new MemoryStore(model.length));
    }

    @Test
    void aFileHoldsWhatWasWrittenAlsoAfterItIsOpenedAgain(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("disk.img");
        run(FileStore.open(path, model.length));
        try (FileStore again = FileStore.open(path, 0)) {
            ByteBuffer all = ByteBuffer.allocate(model.length);
            again.read(0, all, 0, model.length);
            assertThat(all.array()).isEqualTo(model);
        }
    }

    private void run(Store store) throws IOException {
        System.out.println("-Dmpath.seed=" + seed);
        try (Array array = SymmetricArray.create("lab", 1, 2)) {
            array.addUnit(0, store);
            Host[] hosts = {new Host(array.ports().get(0)).settled(0), new Host(array.ports().get(1)).settled(0)};
            for (int i = 0; i < COMMANDS; i++) {
                step(hosts[random.nextInt(2)], store.thin());
            }
            assertThat(hosts[0].readBlocks(0, 0, BLOCKS)).isEqualTo(model);
        }
    }

    private void step(Host host, boolean thin) {
        int blocks = 1 + random.nextInt(TRANSFER_BLOCKS);
        int lba = random.nextInt(BLOCKS - blocks + 1);
        int from = lba * 512;
        int to = (lba + blocks) * 512;
        switch (random.nextInt(thin ? 8 : 7)) {
            case 0, 1, 2 -> assertThat(host.read(0, cdb, transfer(0x08, lba, blocks), blocks * 512))
                    .as("seed %d, read of %d blocks at %d", seed, blocks, lba)
                    .isEqualTo(Arrays.copyOfRange(model, from, to));
            case 3, 4, 5 -> {
                byte[] bytes = new byte[blocks * 512];
                random.nextBytes(bytes);
                host.write(0, cdb, transfer(0x0a, lba, blocks), bytes);
                System.arraycopy(bytes, 0, model, from, bytes.length);
            }
            case 6 -> {
                byte[] block = new byte[512];
                Arrays.fill(block, (byte) random.nextInt(3));
                host.write(0, cdb, Cdb.writeSame16(cdb, lba, blocks, thin && random.nextBoolean()), block);
                Arrays.fill(model, from, to, block[0]);
            }
            default -> {
                unmap(host, lba, blocks);
                Arrays.fill(model, from, to, (byte) 0);
            }
        }
        assertThat(host.answer()).as("seed %d", seed).isEqualTo("GOOD");
    }

    private void unmap(Host host, int lba, int blocks) {
        ByteBuffer list = ByteBuffer.allocate(UnmapList.ONE_BYTES);
        UnmapList.putHeader(list, 0, 1);
        UnmapList.put(list, 0, 0, lba, blocks);
        host.write(0, cdb, Cdb.unmap(cdb, UnmapList.ONE_BYTES), list.array());
    }

    /** A READ or WRITE in a random form that can hold address and length. */
    private int transfer(int six, int lba, int blocks) {
        Arrays.fill(cdb, (byte) 0);
        ByteBuffer bytes = ByteBuffer.wrap(cdb);
        switch (random.nextInt(blocks <= 256 ? 4 : 3)) {
            case 0 -> {
                bytes.put(0, (byte) (0x20 | six)).putInt(2, lba).putShort(7, (short) blocks);
                return 10;
            }
            case 1 -> {
                bytes.put(0, (byte) (0xa0 | six)).putInt(2, lba).putInt(6, blocks);
                return 12;
            }
            case 2 -> {
                bytes.put(0, (byte) (0x80 | six)).putLong(2, lba).putInt(10, blocks);
                return 16;
            }
            default -> {
                bytes.put(0, (byte) six).putShort(2, (short) lba).put(4, (byte) blocks);
                return 6;
            }
        }
    }
}
