package org.mpath.target.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Bytes in a file, read and written at absolute positions through the page cache. Calls wait for the disk.
 *
 * <p>After a sync has failed the kernel may have dropped the pages it could not write and would report success the next
 * time; so every later sync of this store fails as well until it is opened again.
 */
public final class FileStore implements Store {
    private static final int ZEROES_BYTES = 256 << 10;
    private static final ByteBuffer ZEROES = ByteBuffer.allocateDirect(ZEROES_BYTES).asReadOnlyBuffer();

    private final FileChannel channel;
    private long bytes;
    private boolean syncFailed;

    private FileStore(FileChannel channel, long bytes) {
        this.channel = channel;
        this.bytes = bytes;
    }

    /**
     * Opens a file, or creates it sparse.
     *
     * @param bytes its size; 0 to take the size of the file that is there
     * @throws IOException naming the file and what is wrong: it has another size, it is missing and no size is given
     */
    public static FileStore open(Path path, long bytes) throws IOException {
        boolean missing = Files.notExists(path);
        if (missing && bytes < 1) {
            throw new IOException(path + " does not exist and no size is given to create it");
        }
        FileChannel channel = missing
                ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE,
                        StandardOpenOption.CREATE_NEW, StandardOpenOption.SPARSE)
                : FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (missing) {
                channel.write(ByteBuffer.allocate(1), bytes - 1);
            }
            return new FileStore(channel, checkedSize(path, channel.size(), bytes));
        } catch (IOException unusable) {
            channel.close();
            throw unusable;
        }
    }

    private static long checkedSize(Path path, long size, long wanted) throws IOException {
        if (wanted > 0 && size != wanted) {
            throw new IOException(path + " has " + size + " bytes, not " + wanted);
        }
        if (size == 0) {
            throw new IOException(path + " is empty");
        }
        return size;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public boolean thin() {
        return false; // no portable way to punch a hole
    }

    @Override
    public boolean volatileCache() {
        return true;
    }

    @Override
    public void read(long position, ByteBuffer into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(position, (long) length, bytes);
        into.limit(offset + length).position(offset);
        while (into.hasRemaining()) {
            if (channel.read(into, position + into.position() - offset) < 0) {
                throw new EOFException("the file ends before byte " + (position + length));
            }
        }
    }

    @Override
    public void write(long position, ByteBuffer from, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(position, (long) length, bytes);
        from.limit(offset + length).position(offset);
        while (from.hasRemaining()) {
            channel.write(from, position + from.position() - offset);
        }
    }

    @Override
    public void zero(long position, long length) throws IOException {
        Objects.checkFromIndexSize(position, length, bytes);
        ByteBuffer zeroes = ZEROES.duplicate();
        for (long done = 0; done < length; ) {
            int part = (int) Math.min(length - done, ZEROES_BYTES);
            write(position + done, zeroes, 0, part);
            zeroes.clear();
            done += part;
        }
    }

    @Override
    public void resize(long newBytes) throws IOException {
        if (newBytes < bytes) {
            channel.truncate(newBytes);
        } else if (newBytes > bytes) {
            channel.write(ByteBuffer.allocate(1), newBytes - 1);
        }
        bytes = newBytes;
    }

    @Override
    public void sync() throws IOException {
        if (syncFailed) {
            throw new IOException("an earlier sync failed: what was written before it may be lost");
        }
        try {
            channel.force(false);
        } catch (IOException failure) {
            syncFailed = true;
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
