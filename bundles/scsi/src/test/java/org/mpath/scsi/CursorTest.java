package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class CursorTest {
    private final Cursor cursor = Cursor.of("page", new byte[] {1, 2, 3, 4, (byte) 0xff, 6, 7, 8, 9});

    @Test
    void readsBigEndianAndUnsigned() {
        assertThat(cursor.u8(4)).isEqualTo(0xff);
        assertThat(cursor.u16(3)).isEqualTo(0x04ff);
        assertThat(cursor.u32(4)).isEqualTo(0xff060708L);
        assertThat(cursor.u64(0)).isEqualTo(0x01020304ff060708L);
    }

    @Test
    void neverReadsOutsideOfItsSlice() {
        assertThatThrownBy(() -> cursor.u64(2)).hasMessage("page, byte 2: needs 8 bytes, 7 left");
        assertThatThrownBy(() -> cursor.u8(-1)).isInstanceOf(MalformedResponse.class);
        assertThatThrownBy(() -> cursor.bytes(Integer.MAX_VALUE, 2)).isInstanceOf(MalformedResponse.class);
        assertThatThrownBy(() -> cursor.bytes(0, -1)).isInstanceOf(MalformedResponse.class);
        assertThatThrownBy(() -> cursor.atMost(3).u8(3)).isInstanceOf(MalformedResponse.class);
    }

    @Test
    void countsOffsetsOfAPartFromThePagesStart() {
        assertThatThrownBy(() -> cursor.part(4, 2).u16(1)).hasMessage("page, byte 5: needs 2 bytes, 1 left");
    }

    @Test
    void readsASliceOfABufferWithoutMovingIt() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(16).position(3).limit(4);
        Cursor slice = Cursor.of("page", buffer, 10, 6);
        assertThat(slice.u32(2)).isZero();
        assertThat(buffer.position()).isEqualTo(3);
        assertThatThrownBy(() -> Cursor.of("page", buffer, 10, 7)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
