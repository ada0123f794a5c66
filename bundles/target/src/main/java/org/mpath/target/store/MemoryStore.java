package org.mpath.target.store;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;

/**
 * Bytes in direct memory, in chunks that are allocated by the first write to them: a large unit costs nothing until it is
 * used. A chunk that is zeroed whole is kept for the next write and not given back to the process, because freeing
 * direct memory waits for a garbage collection.
 */
public final class MemoryStore implements Store {
    /** Size of a chunk in bytes: what one allocation costs and one unmap can free. */
    public static final int CHUNK_BYTES = 256 << 10;
    /** Largest store in bytes: 64 TiB, so that the table of chunks stays small. */
    public static final long BYTES_MAX = 64L << 40;

    private static final int CHUNKS_PER_SHELF = 1024;
    private static final long SHELF_BYTES = (long) CHUNKS_PER_SHELF * CHUNK_BYTES;
    private static final ByteBuffer ZEROES = ByteBuffer.allocateDirect(CHUNK_BYTES).asReadOnlyBuffer();

    private long bytes;
    private ByteBuffer[][] shelves;
    private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();
    private int chunks;

    /**
     * An empty store.
     *
     * @param bytes 1 to {@link #BYTES_MAX}
     */
    public MemoryStore(long bytes) {
        this.shelves = new ByteBuffer[shelvesFor(bytes)][];
        this.bytes = bytes;
    }

    private static int shelvesFor(long bytes) {
        if (bytes < 1 || bytes > BYTES_MAX) {
            throw new IllegalArgumentException("a store of " + bytes + " bytes; 1 to " + BYTES_MAX + " allowed");
        }
        return (int) ((bytes + SHELF_BYTES - 1) / SHELF_BYTES);
    }

    @Override
    public long bytes() {
        return bytes;
    }

    /** Bytes of direct memory in use. */
    public long allocatedBytes() {
        return (long) chunks * CHUNK_BYTES;
    }

    @Override
    public boolean thin() {
        return true;
    }

    @Override
    public boolean volatileCache() {
        return false;
    }

    @Override
    public void read(long position, ByteBuffer into, int offset, int length) {
        Objects.checkFromIndexSize(position, (long) length, bytes);
        int done = 0;
        while (done < length) {
            int at = inChunk(position + done);
            int part = Math.min(length - done, CHUNK_BYTES - at);
            ByteBuffer chunk = chunk(position + done);
            if (chunk == null) {
                into.put(offset + done, ZEROES, 0, part);
            } else {
                into.put(offset + done, chunk, at, part);
            }
            done += part;
        }
    }

    @Override
    public void write(long position, ByteBuffer from, int offset, int length) throws NoSpaceException {
        Objects.checkFromIndexSize(position, (long) length, bytes);
        int done = 0;
        while (done < length) {
            int at = inChunk(position + done);
            int part = Math.min(length - done, CHUNK_BYTES - at);
            chunkForWrite(position + done).put(at, from, offset + done, part);
            done += part;
        }
    }

    @Override
    public void zero(long position, long length) {
        Objects.checkFromIndexSize(position, length, bytes);
        long done = 0;
        while (done < length) {
            int at = inChunk(position + done);
            int part = (int) Math.min(length - done, CHUNK_BYTES - at);
            zeroInChunk(position + done, at, part);
            done += part;
        }
    }

    @Override
    public void resize(long newBytes) {
        int count = shelvesFor(newBytes);
        if (newBytes < bytes) {
            zero(newBytes, bytes - newBytes);
        }
        shelves = Arrays.copyOf(shelves, count);
        bytes = newBytes;
    }

    @Override
    public void sync() {}

    @Override
    public void close() {}

    private void zeroInChunk(long position, int at, int part) {
        ByteBuffer chunk = chunk(position);
        if (chunk == null) {
            return;
        }
        if (part == CHUNK_BYTES) {
            shelves[shelfOf(position)][slotOf(position)] = null;
            spare.push(chunk);
            chunks--;
        } else {
            chunk.put(at, ZEROES, 0, part);
        }
    }

    /** Null when nothing was written there. */
    private ByteBuffer chunk(long position) {
        ByteBuffer[] shelf = shelves[shelfOf(position)];
        return shelf == null ? null : shelf[slotOf(position)];
    }

    private ByteBuffer chunkForWrite(long position) throws NoSpaceException {
        ByteBuffer chunk = chunk(position);
        if (chunk != null) {
            return chunk;
        }
        chunk = emptyChunk();
        int shelf = shelfOf(position);
        if (shelves[shelf] == null) {
            shelves[shelf] = new ByteBuffer[CHUNKS_PER_SHELF];
        }
        shelves[shelf][slotOf(position)] = chunk;
        chunks++;
        return chunk;
    }

    private ByteBuffer emptyChunk() throws NoSpaceException {
        ByteBuffer used = spare.poll();
        if (used != null) {
            return used.put(0, ZEROES, 0, CHUNK_BYTES);
        }
        try {
            return ByteBuffer.allocateDirect(CHUNK_BYTES);
        } catch (OutOfMemoryError full) {
            // the limit of direct memory, not the heap: the process goes on, this write fails
            throw new NoSpaceException("no direct memory left after " + allocatedBytes() + " of " + bytes + " bytes");
        }
    }

    private static int shelfOf(long position) {
        return (int) (position / SHELF_BYTES);
    }

    private static int slotOf(long position) {
        return (int) (position / CHUNK_BYTES % CHUNKS_PER_SHELF);
    }

    private static int inChunk(long position) {
        return (int) (position % CHUNK_BYTES);
    }
}
