package org.mpath.runtime.launcher;

import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * The client's end of the shell socket: a type byte, a length of four bytes, big-endian, and so many bytes. The README of
 * the bundle {@code shell} lists the types. One thread reads, any may write.
 */
final class ShellFrames {
    static final byte TERMINAL = 'T';
    static final byte COMMAND = 'C';
    static final byte INPUT = 'I';
    static final byte WINDOW = 'W';
    static final byte MODE = 'M';
    static final byte OUTPUT = 'O';
    static final byte ERROR = 'E';
    static final byte EXIT = 'X';

    private static final int HEADER_BYTES = 5;
    private static final int PAYLOAD_BYTES_MAX = 64 * 1024;

    private final SocketChannel channel;

    ShellFrames(SocketChannel channel) {
        this.channel = channel;
    }

    /** A frame that came. */
    record Frame(byte type, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    /** Waits for the next frame; {@link EOFException} when the runtime has gone. */
    Frame read() throws IOException {
        ByteBuffer header = fill(HEADER_BYTES);
        byte type = header.get();
        int length = header.getInt();
        if (length < 0 || length > PAYLOAD_BYTES_MAX) {
            throw new ProtocolException("a frame of " + Integer.toUnsignedString(length) + " bytes");
        }
        return new Frame(type, fill(length).array());
    }

    private ByteBuffer fill(int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the runtime has gone");
            }
        }
        return buffer.flip();
    }

    void write(byte type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > PAYLOAD_BYTES_MAX) {
            throw new ProtocolException("more than " + PAYLOAD_BYTES_MAX + " bytes of commands");
        }
        write(type, bytes, bytes.length);
    }

    synchronized void write(byte type, byte[] bytes, int length) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + length);
        frame.put(type).putInt(length).put(bytes, 0, length).flip();
        while (frame.hasRemaining()) {
            channel.write(frame);
        }
    }
}
