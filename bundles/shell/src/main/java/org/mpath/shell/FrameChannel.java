package org.mpath.shell;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * Frames on the shell socket: a type byte, a length of four bytes, big-endian, and so many bytes. The README of this bundle
 * lists the types. One thread reads, any may write.
 *
 * <p>Works on the channel itself: up to JDK 18 the stream views of one channel lock each other out.
 */
final class FrameChannel implements Closeable {
    /** From the client: {@code TERM COLUMNS LINES}, for a session to type in. */
    static final byte TERMINAL = 'T';
    /** From the client: a program to run. */
    static final byte COMMAND = 'C';
    /** From the client: what was typed. */
    static final byte INPUT = 'I';
    /** From the client: {@code COLUMNS LINES}, the window's new size. */
    static final byte WINDOW = 'W';
    /** From the server: {@code raw} when it edits lines itself, {@code line} when it wants whole lines. */
    static final byte MODE = 'M';
    /** From the server: bytes for standard output. */
    static final byte OUTPUT = 'O';
    /** From the server: bytes for standard error. */
    static final byte ERROR = 'E';
    /** From the server: the exit code in decimal; nothing follows. */
    static final byte EXIT = 'X';

    /** Longest payload accepted. */
    static final int PAYLOAD_BYTES_MAX = 64 * 1024;

    private static final int HEADER_BYTES = 5;

    /**
     * A frame.
     *
     * @param type one of the constants above
     * @param payload the bytes
     */
    record Frame(byte type, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    private final SocketChannel channel;
    private final ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
    private volatile long usedNanos = System.nanoTime();

    FrameChannel(SocketChannel channel) {
        this.channel = channel;
    }

    /**
     * Reads the next frame; blocks.
     *
     * @return null at the end of the stream
     * @throws ProtocolException when the length is out of range
     */
    Frame read() throws IOException {
        header.clear();
        if (!fill(header, true)) {
            return null;
        }
        byte type = header.flip().get();
        int length = header.getInt();
        if (length < 0 || length > PAYLOAD_BYTES_MAX) {
            throw new ProtocolException("frame of " + Integer.toUnsignedString(length) + " bytes; the limit is "
                    + PAYLOAD_BYTES_MAX);
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        fill(payload, false);
        usedNanos = System.nanoTime();
        return new Frame(type, payload.array());
    }

    private boolean fill(ByteBuffer buffer, boolean mayEnd) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                if (mayEnd && buffer.position() == 0) {
                    return false;
                }
                throw new EOFException("the connection ended inside a frame");
            }
        }
        return true;
    }

    /** Writes a frame; blocks while the peer does not read. */
    synchronized void write(byte type, byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + length);
        frame.put(type).putInt(length).put(bytes, offset, length).flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
        usedNanos = System.nanoTime();
    }

    /** When a frame was last read or written, {@link System#nanoTime}. Any thread. */
    long usedNanos() {
        return usedNanos;
    }

    /** Writes a frame of text. */
    void write(byte type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(type, bytes, 0, bytes.length);
    }

    /** A stream whose every write is a frame of a type. */
    OutputStream stream(byte type) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                for (int done = 0; done < length; done += PAYLOAD_BYTES_MAX) {
                    int part = Math.min(PAYLOAD_BYTES_MAX, length - done);
                    FrameChannel.this.write(type, bytes, offset + done, part);
                }
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
