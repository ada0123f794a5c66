package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class CdbTest {
    private final byte[] cdb = new byte[16];

    @Test
    void whatTheInitiatorBuildsTheTargetReads() {
        assertThat(Cdb.read(cdb, 0xffff_ffffL, 0xffff)).isEqualTo(CdbFields.length(CdbFields.opcode(cdb))).isEqualTo(10);
        assertThat(CdbFields.lba(cdb)).isEqualTo(0xffff_ffffL);
        assertThat(CdbFields.blocks(cdb)).isEqualTo(0xffff);
        assertThat(Cdb.write(cdb, 1L << 32, 0x10000, true)).isEqualTo(16);
        assertThat(CdbFields.lba(cdb)).isEqualTo(1L << 32);
        assertThat(CdbFields.blocks(cdb)).isEqualTo(0x10000);
        assertThat(CdbFields.fua(cdb)).isTrue();
        Cdb.writeSame16(cdb, 77, 88, true);
        assertThat(CdbFields.unmap(cdb)).isTrue();
        assertThat(CdbFields.blocks(cdb)).isEqualTo(88);
    }

    @Test
    void readsTheFieldsOfOldAndRareForms() {
        load("08 1f ff ff 00 00");
        assertThat(CdbFields.lba(cdb)).isEqualTo(0x1f_ffff);
        assertThat(CdbFields.blocks(cdb)).isEqualTo(256);
        assertThat(CdbFields.fua(cdb)).isFalse();
        load("a8 18 80 00 00 01 ff ff ff ff 00 00");
        assertThat(CdbFields.lba(cdb)).isEqualTo(0x8000_0001L);
        assertThat(CdbFields.blocks(cdb)).isEqualTo(0xffff_ffffL);
        assertThat(CdbFields.fua(cdb)).isTrue();
        assertThat(CdbFields.dpo(cdb)).isTrue();
        load("89 00 00 00 00 00 00 00 00 05 00 00 00 02 00 00");
        assertThat(CdbFields.blocks(cdb)).isEqualTo(2);
        load("28 20 00 00 00 00 00 00 01 00");
        assertThat(CdbFields.protect(cdb)).isEqualTo(1);
    }

    @Test
    void knowsHowMuchAnswerFits() {
        Cdb.inquiryPage(cdb, 0x83, 0x1234);
        assertThat(CdbFields.allocationLength(cdb)).isEqualTo(0x1234);
        assertThat(CdbFields.vitalProductPage(cdb)).isTrue();
        assertThat(CdbFields.inquiryPage(cdb)).isEqualTo(0x83);
        Cdb.reportLuns(cdb, 0x12345678);
        assertThat(CdbFields.allocationLength(cdb)).isEqualTo(0x12345678);
        Cdb.readCapacity16(cdb, 32);
        assertThat(CdbFields.allocationLength(cdb)).isEqualTo(32);
        assertThat(CdbFields.serviceAction(cdb)).isEqualTo(Opcode.READ_CAPACITY_16_ACTION);
        Cdb.modeSense6(cdb, 0x3f, 255);
        assertThat(CdbFields.allocationLength(cdb)).isEqualTo(255);
        assertThat(CdbFields.modePage(cdb)).isEqualTo(0x3f);
        Cdb.unmap(cdb, 24);
        assertThat(CdbFields.parameterLength(cdb)).isEqualTo(24);
    }

    @Test
    void unmapListsAreReadBackInBuffersOfAnyOrder() {
        ByteBuffer list = ByteBuffer.allocateDirect(64).order(ByteOrder.LITTLE_ENDIAN);
        UnmapList.putHeader(list, 5, 2);
        UnmapList.put(list, 5, 0, 1L << 40, 0xffff_ffffL);
        UnmapList.put(list, 5, 1, 7, 8);
        assertThat(UnmapList.count(list, 5, UnmapList.bytes(2))).isEqualTo(2);
        assertThat(UnmapList.lba(list, 5, 0)).isEqualTo(1L << 40);
        assertThat(UnmapList.blocks(list, 5, 0)).isEqualTo(0xffff_ffffL);
        assertThat(UnmapList.lba(list, 5, 1)).isEqualTo(7);
        assertThat(UnmapList.blocks(list, 5, 1)).isEqualTo(8);
    }

    @Test
    void refusesUnmapListsThatDeclareMoreThanCame() {
        ByteBuffer list = ByteBuffer.allocate(40);
        UnmapList.putHeader(list, 0, 2);
        assertThatThrownBy(() -> UnmapList.count(list, 0, 24))
                .isInstanceOf(MalformedResponse.class)
                .hasMessage("UNMAP parameter list, byte 2: descriptors of 32 bytes, 16 came");
        assertThatThrownBy(() -> UnmapList.count(list, 0, 7)).isInstanceOf(MalformedResponse.class);
        assertThat(UnmapList.count(list, 0, 0)).isZero();
    }

    private void load(String hex) {
        Arrays.fill(cdb, (byte) 0);
        byte[] bytes = HexFormat.ofDelimiter(" ").parseHex(hex);
        System.arraycopy(bytes, 0, cdb, 0, bytes.length);
    }
}
