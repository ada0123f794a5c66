package org.mpath.target.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class MemoryStoreTest {
    @Test
    void costsNothingUntilItIsWritten() throws NoSpaceException {
        MemoryStore store = new MemoryStore(64 << 20);
        store.read(0, ByteBuffer.allocate(1 << 20), 0, 1 << 20);
        assertThat(store.allocatedBytes()).isZero();
        store.write(MemoryStore.CHUNK_BYTES - 1, ByteBuffer.allocate(2), 0, 2);
        assertThat(store.allocatedBytes()).isEqualTo(2 * MemoryStore.CHUNK_BYTES);
    }

    @Test
    void readsZeroesOverWhatTheBufferHeld() {
        ByteBuffer dirty = ByteBuffer.allocate(600).put(0, new byte[] {1, 2, 3}).put(599, (byte) 4);
        new MemoryStore(1024).read(512, dirty, 1, 512);
        assertThat(dirty.get(0)).isEqualTo((byte) 1);
        assertThat(dirty.get(1)).isZero();
        assertThat(dirty.get(2)).isZero();
        assertThat(dirty.get(599)).isEqualTo((byte) 4);
    }

    @Test
    void refusesToReachBeyondItsEnd() {
        MemoryStore store = new MemoryStore(1024);
        ByteBuffer buffer = ByteBuffer.allocate(1024);
        assertThatThrownBy(() -> store.read(513, buffer, 0, 512)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> store.write(-1, buffer, 0, 512)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> store.zero(0, 1025)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusesASizeOutOfRange() {
        assertThatThrownBy(() -> new MemoryStore(0)).hasMessageStartingWith("a store of 0 bytes");
        assertThatThrownBy(() -> new MemoryStore(MemoryStore.BYTES_MAX + 1)).hasMessageContaining("70368744177665");
        assertThat(new MemoryStore(MemoryStore.BYTES_MAX).bytes()).isEqualTo(64L << 40);
    }
}
