package org.mpath.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Opcode;
import org.mpath.scsi.UnmapList;
import org.mpath.target.array.SymmetricArray;
import org.mpath.target.store.MemoryStore;
import org.mpath.target.store.NoSpaceException;
import org.mpath.target.store.Store;

class BlockCommandTest {
    private static final int BLOCKS = 65_536;

    private final Array array = SymmetricArray.create("lab", 1, 1);
    private final MemoryStore store = new MemoryStore(BLOCKS * 512L);
    private final FailingStore failing = new FailingStore();
    private final byte[] cdb = new byte[16];
    private Host host;

    @BeforeEach
    void build() {
        array.addUnit(0, store);
        array.addUnit(1, failing);
        host = new Host(array.ports().get(0)).settled(0).settled(1);
    }

    // ---- what every command is checked for ----

    @Test
    void refusesAnUnknownOperationCode() {
        assertThat(host.send(0, Host.cdb(6, 0x1d), 6).answer()).isEqualTo("05/20/00");
        assertThat(host.send(0, Host.cdb(16, 0x7f), 16).answer()).isEqualTo("05/20/00");
    }

    @Test
    void refusesEverythingElseWhereThereIsNoUnit() {
        assertThat(host.testUnitReady(9).answer()).isEqualTo("05/25/00");
        assertThat(host.testUnitReady(Array.LUN_MAX + 1).answer()).isEqualTo("05/25/00");
        assertThat(host.testUnitReady(-1).answer()).isEqualTo("05/25/00");
        assertThat(host.send(9, Host.cdb(6, 0x1d), 6).answer()).isEqualTo("05/25/00");
    }

    @Test
    void refusesACdbThatIsTooShortForItsOperationCode() {
        assertThat(host.send(0, Host.cdb(10, Opcode.READ_10), 9).answer()).isEqualTo("05/24/00");
    }

    @Test
    void refusesNaca() {
        assertThat(host.send(0, Host.cdb(6, 0, 0, 0, 0, 0, 0x04), 6).answer()).isEqualTo("05/24/00");
    }

    // ---- READ and WRITE ----

    @Test
    void everyFormOfReadSeesWhatEveryFormOfWriteWrote() {
        byte[][] writes = {
            Host.cdb(6, Opcode.WRITE_6, 0x00, 0x01, 0x02, 2),
            Host.cdb(10, Opcode.WRITE_10, 0x08, 0, 0, 0x01, 0x02, 0, 0, 2),
            Host.cdb(12, Opcode.WRITE_12, 0, 0, 0, 0x01, 0x02, 0, 0, 0, 2),
            Host.cdb(16, Opcode.WRITE_16, 0, 0, 0, 0, 0, 0, 0, 0x01, 0x02, 0, 0, 0, 2)
        };
        byte[][] reads = {
            Host.cdb(6, Opcode.READ_6, 0x00, 0x01, 0x02, 2),
            Host.cdb(10, Opcode.READ_10, 0x08, 0, 0, 0x01, 0x02, 0, 0, 2),
            Host.cdb(12, Opcode.READ_12, 0, 0, 0, 0x01, 0x02, 0, 0, 0, 2),
            Host.cdb(16, Opcode.READ_16, 0, 0, 0, 0, 0, 0, 0, 0x01, 0x02, 0, 0, 0, 2)
        };
        int[] lengths = {6, 10, 12, 16};
        for (int w = 0; w < writes.length; w++) {
            byte[] bytes = Host.pattern(1024, w);
            assertThat(host.write(0, writes[w], lengths[w], bytes).answer()).isEqualTo("GOOD");
            for (int r = 0; r < reads.length; r++) {
                assertThat(host.read(0, reads[r], lengths[r], 1024)).isEqualTo(bytes);
            }
        }
    }

    @Test
    void zeroBlocksMean256InTheFormOfSixBytes() {
        assertThat(host.read(0, Host.cdb(6, Opcode.READ_6), 6, 256 * 512)).hasSize(256 * 512);
        assertThat(host.read(0, Host.cdb(10, Opcode.READ_10), 10, 512)).isEmpty();
        assertThat(host.answer()).isEqualTo("GOOD");
    }

    @Test
    void reachesTheLastBlockAndNotBeyond() {
        assertThat(host.readBlocks(0, BLOCKS - 1, 1)).hasSize(512);
        assertThat(host.answer()).isEqualTo("GOOD");
        host.readBlocks(0, BLOCKS - 1, 2);
        assertThat(host.answer()).isEqualTo("05/21/00");
        host.readBlocks(0, BLOCKS, 1);
        assertThat(host.answer()).isEqualTo("05/21/00");
        assertThat(host.writeBlocks(0, BLOCKS, new byte[512]).answer()).isEqualTo("05/21/00");
        host.readBlocks(0, -1, 1);
        assertThat(host.answer()).isEqualTo("05/21/00");
        host.readBlocks(0, Long.MAX_VALUE, 1);
        assertThat(host.answer()).isEqualTo("05/21/00");
    }

    @Test
    void refusesProtectionInformation() {
        host.read(0, Host.cdb(10, Opcode.READ_10, 0x20, 0, 0, 0, 0, 0, 0, 1), 10, 512);
        assertThat(host.answer()).isEqualTo("05/24/00");
    }

    @Test
    void refusesATransferBeyondItsLimit() {
        Cdb.read(cdb, 0, LogicalUnit.TRANSFER_BLOCKS_MAX + 1);
        host.read(0, cdb, 10, 512);
        assertThat(host.answer()).isEqualTo("05/24/00");
        Cdb.read(cdb, 0, LogicalUnit.TRANSFER_BLOCKS_MAX);
        host.read(0, cdb, 10, LogicalUnit.TRANSFER_BLOCKS_MAX * 512);
        assertThat(host.answer()).isEqualTo("GOOD");
    }

    @Test
    void readsWhatFitsWhenTheInitiatorExpectsLess() {
        byte[] bytes = Host.pattern(1024, 5);
        host.writeBlocks(0, 0, bytes);
        Cdb.read(cdb, 0, 2);
        assertThat(host.read(0, cdb, 10, 700)).isEqualTo(Arrays.copyOf(bytes, 700));
        assertThat(host.command.residual()).isEqualTo(700 - 1024);
    }

    @Test
    void tellsWhatWasLeftOverWhenTheInitiatorExpectsMore() {
        Cdb.read(cdb, 0, 1);
        assertThat(host.read(0, cdb, 10, 700)).hasSize(512);
        assertThat(host.command.residual()).isEqualTo(188);
    }

    @Test
    void writesNothingWhenTheInitiatorBringsLess() {
        Cdb.write(cdb, 0, 2, false);
        assertThat(host.write(0, cdb, 10, Host.pattern(1023, 5)).answer()).isEqualTo("05/24/00");
        assertThat(host.readBlocks(0, 0, 2)).containsOnly(0);
    }

    @Test
    void leavesPositionLimitAndTheRestOfTheBufferAlone() {
        ByteBuffer data = ByteBuffer.allocateDirect(4096);
        data.limit(100).position(50);
        Cdb.read(cdb, 0, 1);
        host.writeBlocks(0, 0, Host.pattern(512, 9));
        host.command.carry(cdb, 10, data, 1000, 512, host.sense);
        host.nexus.execute(0, host.command);

        assertThat(data.position()).isEqualTo(50);
        assertThat(data.limit()).isEqualTo(100);
        data.clear();
        byte[] all = new byte[4096];
        data.get(all);
        assertThat(Arrays.copyOfRange(all, 1000, 1512)).isEqualTo(Host.pattern(512, 9));
        assertThat(Arrays.copyOf(all, 1000)).containsOnly(0);
        assertThat(Arrays.copyOfRange(all, 1512, 4096)).containsOnly(0);
    }

    @Test
    void aWriteProtectedUnitReadsAndDoesNotWrite() {
        array.unit(0).writeProtect(true);
        assertThat(host.writeBlocks(0, 0, new byte[512]).answer()).isEqualTo("07/27/00");
        host.readBlocks(0, 0, 1);
        assertThat(host.answer()).isEqualTo("GOOD");
        array.unit(0).writeProtect(false);
        assertThat(host.writeBlocks(0, 0, new byte[512]).answer()).isEqualTo("GOOD");
    }

    // ---- a store that fails ----

    @Test
    void aStoreThatCannotReadIsAMediumError() {
        host.readBlocks(1, 0, 1);
        assertThat(host.answer()).isEqualTo("03/11/00");
        assertThat(host.command.residual()).isEqualTo(512);
    }

    @Test
    void aStoreThatCannotWriteIsAMediumError() {
        assertThat(host.writeBlocks(1, 0, new byte[512]).answer()).isEqualTo("03/0c/00");
    }

    @Test
    void aStoreWithoutRoomProtectsItsData() {
        failing.full = true;
        assertThat(host.writeBlocks(1, 0, new byte[512]).answer()).isEqualTo("07/27/07");
    }

    @Test
    void aStoreThatCannotSyncIsAHardwareError() {
        host.send(1, cdb, Cdb.synchronizeCache(cdb));
        assertThat(host.answer()).isEqualTo("04/44/00");
    }

    @Test
    void fuaWaitsForTheMedium() {
        failing.broken = false;
        Cdb.write(cdb, 0, 1, false);
        host.write(1, cdb, 10, new byte[512]);
        assertThat(failing.syncs).isZero();
        Cdb.write(cdb, 0, 1, true);
        host.write(1, cdb, 10, new byte[512]);
        assertThat(failing.syncs).isEqualTo(1);
        host.read(1, Host.cdb(10, Opcode.READ_10, 0x08, 0, 0, 0, 0, 0, 0, 1), 10, 512);
        assertThat(failing.syncs).isEqualTo(2);
    }

    @Test
    void synchronizeCacheReachesTheStoreAndChecksItsRange() {
        failing.broken = false;
        assertThat(host.send(1, cdb, Cdb.synchronizeCache(cdb)).answer()).isEqualTo("GOOD");
        assertThat(host.send(1, Host.cdb(16, Opcode.SYNCHRONIZE_CACHE_16), 16).answer()).isEqualTo("GOOD");
        assertThat(failing.syncs).isEqualTo(2);
        assertThat(host.send(1, Host.cdb(10, Opcode.SYNCHRONIZE_CACHE_10, 0, 1), 10).answer()).isEqualTo("05/21/00");
    }

    // ---- UNMAP and WRITE SAME ----

    private Host unmap(int lun, long... lbaAndBlocks) {
        int descriptors = lbaAndBlocks.length / 2;
        ByteBuffer list = ByteBuffer.allocate(UnmapList.bytes(descriptors));
        UnmapList.putHeader(list, 0, descriptors);
        for (int i = 0; i < descriptors; i++) {
            UnmapList.put(list, 0, i, lbaAndBlocks[2 * i], lbaAndBlocks[2 * i + 1]);
        }
        return host.write(lun, cdb, Cdb.unmap(cdb, list.capacity()), list.array());
    }

    @Test
    void unmappedBlocksReadAsZeroesAndGiveTheirMemoryBack() {
        host.writeBlocks(0, 0, Host.pattern(3 * MemoryStore.CHUNK_BYTES, 1));
        assertThat(store.allocatedBytes()).isEqualTo(3 * MemoryStore.CHUNK_BYTES);

        assertThat(unmap(0, 511, 513, 1535, 1).answer()).isEqualTo("GOOD");

        assertThat(store.allocatedBytes()).isEqualTo(2 * MemoryStore.CHUNK_BYTES);
        byte[] expected = Host.pattern(3 * MemoryStore.CHUNK_BYTES, 1);
        Arrays.fill(expected, 511 * 512, 1024 * 512, (byte) 0);
        Arrays.fill(expected, 1535 * 512, 1536 * 512, (byte) 0);
        assertThat(host.readBlocks(0, 0, 1536)).isEqualTo(expected);
    }

    @Test
    void memoryGivenBackAndUsedAgainIsEmpty() {
        host.writeBlocks(0, 0, Host.pattern(MemoryStore.CHUNK_BYTES, 1));
        unmap(0, 0, 512);
        host.writeBlocks(0, 512, Host.pattern(512, 2));
        assertThat(host.readBlocks(0, 513, 511)).containsOnly(0);
    }

    @Test
    void unmapOfABadListUnmapsNothing() {
        byte[] bytes = Host.pattern(512, 1);
        host.writeBlocks(0, 0, bytes);
        assertThat(unmap(0, 0, 1, BLOCKS - 1, 2).answer()).isEqualTo("05/21/00");
        assertThat(unmap(0, 0, 1, -5, 1).answer()).isEqualTo("05/21/00");
        assertThat(unmap(0, new long[2 * (LogicalUnit.UNMAP_DESCRIPTORS_MAX + 1)]).answer()).isEqualTo("05/26/00");
        assertThat(host.write(0, cdb, Cdb.unmap(cdb, 7), new byte[7]).answer()).isEqualTo("05/1a/00");
        assertThat(host.write(0, cdb, Cdb.unmap(cdb, 24), new byte[23]).answer()).isEqualTo("05/1a/00");
        byte[] lying = new byte[24];
        lying[3] = 32;
        assertThat(host.write(0, cdb, Cdb.unmap(cdb, 24), lying).answer()).isEqualTo("05/1a/00");
        assertThat(host.readBlocks(0, 0, 1)).isEqualTo(bytes);
    }

    @Test
    void unmapRefusesMoreBlocksThanItsLimit() {
        array.addUnit(5, new MemoryStore(8L << 30));
        host.settled(5);
        assertThat(unmap(5, 0, LogicalUnit.UNMAP_BLOCKS_MAX).answer()).isEqualTo("GOOD");
        assertThat(unmap(5, 0, LogicalUnit.UNMAP_BLOCKS_MAX, 0, 1).answer()).isEqualTo("05/26/00");
    }

    @Test
    void unmapOfNothingIsGood() {
        assertThat(unmap(0).answer()).isEqualTo("GOOD");
        assertThat(host.send(0, cdb, Cdb.unmap(cdb, 0)).answer()).isEqualTo("GOOD");
    }

    @Test
    void unmapIsUnknownWhereItCannotWork() {
        assertThat(unmap(1, 0, 1).answer()).isEqualTo("05/20/00");
    }

    @Test
    void anchorsAreNotSupported() {
        Cdb.unmap(cdb, 0);
        cdb[1] = 1;
        assertThat(host.send(0, cdb, 10).answer()).isEqualTo("05/24/00");
        Cdb.writeSame16(cdb, 0, 1, true);
        cdb[1] |= 0x10;
        assertThat(host.write(0, cdb, 16, new byte[512]).answer()).isEqualTo("05/24/00");
    }

    @Test
    void aWriteProtectedUnitIsNotUnmappedAndNotFilled() {
        array.unit(0).writeProtect(true);
        assertThat(unmap(0, 0, 1).answer()).isEqualTo("07/27/00");
        assertThat(writeSame(0, 0, 1, false, new byte[512]).answer()).isEqualTo("07/27/00");
    }

    private Host writeSame(int lun, long lba, int blocks, boolean unmap, byte[] block) {
        return host.write(lun, cdb, Cdb.writeSame16(cdb, lba, blocks, unmap), block);
    }

    @Test
    void writeSameRepeatsABlock() {
        byte[] block = Host.pattern(512, 7);
        assertThat(writeSame(0, 1, 300, false, block).answer()).isEqualTo("GOOD");
        assertThat(host.command.residual()).isZero();
        byte[] read = host.readBlocks(0, 0, 302);
        assertThat(Arrays.copyOf(read, 512)).containsOnly(0);
        assertThat(Arrays.copyOfRange(read, 301 * 512, 302 * 512)).containsOnly(0);
        for (int i = 1; i <= 300; i++) {
            assertThat(Arrays.copyOfRange(read, i * 512, (i + 1) * 512)).isEqualTo(block);
        }
    }

    @Test
    void writeSameWithUnmapGivesZeroesBackAndWritesOtherBlocks() {
        host.writeBlocks(0, 0, Host.pattern(MemoryStore.CHUNK_BYTES, 1));
        assertThat(writeSame(0, 0, 512, true, new byte[512]).answer()).isEqualTo("GOOD");
        assertThat(store.allocatedBytes()).isZero();
        byte[] block = Host.pattern(512, 7);
        assertThat(writeSame(0, 0, 1, true, block).answer()).isEqualTo("GOOD");
        assertThat(host.readBlocks(0, 0, 1)).isEqualTo(block);
    }

    @Test
    void writeSameWithoutABlockWritesZeroes() {
        host.writeBlocks(0, 0, Host.pattern(1024, 1));
        Cdb.writeSame16(cdb, 0, 1, false);
        cdb[1] |= 0x01;
        assertThat(host.send(0, cdb, 16).answer()).isEqualTo("GOOD");
        assertThat(host.readBlocks(0, 0, 1)).containsOnly(0);
        assertThat(host.readBlocks(0, 1, 1)).isNotEqualTo(new byte[512]);
    }

    @Test
    void writeSameRefusesWhatItCannotDo() {
        assertThat(writeSame(0, 0, 0, false, new byte[512]).answer()).isEqualTo("05/24/00");
        assertThat(writeSame(0, 0, LogicalUnit.TRANSFER_BLOCKS_MAX + 1, false, new byte[512]).answer())
                .isEqualTo("05/24/00");
        assertThat(writeSame(0, 0, 1, false, new byte[511]).answer()).isEqualTo("05/24/00");
        assertThat(writeSame(0, BLOCKS, 1, false, new byte[512]).answer()).isEqualTo("05/21/00");
        assertThat(writeSame(1, 0, 1, true, new byte[512]).answer()).isEqualTo("05/24/00");
        assertThat(writeSame(1, 0, 1, false, new byte[512]).answer()).isEqualTo("03/0c/00");
    }

    /** A store with a volatile cache whose medium is broken until told otherwise. */
    private static final class FailingStore implements Store {
        private boolean broken = true;
        private boolean full;
        private int syncs;

        private void fail() throws IOException {
            if (full) {
                throw new NoSpaceException("full");
            }
            if (broken) {
                throw new IOException("broken");
            }
        }

        @Override
        public long bytes() {
            return 1 << 20;
        }

        @Override
        public boolean thin() {
            return false;
        }

        @Override
        public boolean volatileCache() {
            return true;
        }

        @Override
        public void read(long position, ByteBuffer into, int offset, int length) throws IOException {
            fail();
        }

        @Override
        public void write(long position, ByteBuffer from, int offset, int length) throws IOException {
            fail();
        }

        @Override
        public void zero(long position, long length) throws IOException {
            fail();
        }

        @Override
        public void sync() throws IOException {
            fail();
            syncs++;
        }

        @Override
        public void close() {}
    }
}
