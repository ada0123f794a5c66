package org.mpath.itests.e2e;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.mpath.itests.support.Await;

/**
 * Reads a block through an export, one read after the other, and knows how long the longest one took: what a client sees of
 * a pause. An NBD client of its own, because a report of fio cannot tell one pause from the next.
 */
final class Heartbeat implements AutoCloseable {
    private static final int GREETING_BYTES = 18;
    private static final int FLAGS_FIXED_NEWSTYLE_NO_ZEROES = 3;
    private static final long OPTION_MAGIC = 0x49484156454F5054L;
    private static final int OPTION_EXPORT_NAME = 1;
    private static final int EXPORT_BYTES = 10;
    private static final int REQUEST_MAGIC = 0x25609513;
    private static final int REPLY_MAGIC = 0x67446698;
    private static final int REPLY_BYTES = 16;
    private static final int BLOCK_BYTES = 4096;
    private static final long BETWEEN_NANOS = 200_000;

    private final SocketChannel channel;
    private final Thread thread = new Thread(this::run, "heartbeat");
    private final ByteBuffer request = ByteBuffer.allocate(28);
    private final ByteBuffer reply = ByteBuffer.allocate(REPLY_BYTES + BLOCK_BYTES);
    private long longestNanos;
    private volatile long beats;
    private volatile String failure;
    private volatile boolean closed;

    /** Connects to the export of a map and begins. */
    Heartbeat(Path socket, String map) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        receive(ByteBuffer.allocate(GREETING_BYTES));
        byte[] name = map.getBytes(StandardCharsets.UTF_8);
        send(ByteBuffer.allocate(20 + name.length).putInt(FLAGS_FIXED_NEWSTYLE_NO_ZEROES).putLong(OPTION_MAGIC)
                .putInt(OPTION_EXPORT_NAME).putInt(name.length).put(name));
        receive(ByteBuffer.allocate(EXPORT_BYTES));
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                long began = System.nanoTime();
                beat();
                note(System.nanoTime() - began);
                LockSupport.parkNanos(BETWEEN_NANOS);
            }
        } catch (IOException e) {
            failure = closed ? failure : e.toString();
        }
    }

    private void beat() throws IOException {
        send(request.clear().putInt(REQUEST_MAGIC).putInt(0).putLong(beats).putLong(0).putInt(BLOCK_BYTES));
        receive(reply.clear());
        int magic = reply.getInt();
        int error = reply.getInt();
        if (magic != REPLY_MAGIC || error != 0) {
            throw new IOException("read " + beats + " was answered with error " + error + ", magic " + Integer.toHexString(magic));
        }
    }

    private synchronized void note(long nanos) {
        longestNanos = Math.max(longestNanos, nanos);
        beats++;
    }

    /** The longest read since the last call, in microseconds; what began before and ended after counts. */
    synchronized long longestMicros() {
        long micros = TimeUnit.NANOSECONDS.toMicros(longestNanos);
        longestNanos = 0;
        return micros;
    }

    /** Waits until so many more reads are answered; fails when one was not. */
    void awaitMore(int reads) {
        long goal = beats + reads;
        Await.until(reads + " more reads", () -> beats >= goal || failure != null, () -> beats);
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }

    private void send(ByteBuffer bytes) throws IOException {
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void receive(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException("the server hung up");
            }
        }
        bytes.flip();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        channel.close();
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }
}
