package org.mpath.export.nbd;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A blocking NBD client for tests that says exactly what it is told to, right or wrong. */
final class Client implements AutoCloseable {
    final SocketChannel channel;
    long sizeBytes;
    int flags;
    int[] blockSizes;
    boolean structured;

    /** One reply of the handshake. */
    record OptionReply(int option, int type, byte[] content) {
        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    /** One reply of the transmission phase. */
    record Reply(long cookie, int error, String message, byte[] content) {
        /** {@code OK}, or the error and the message if one came. */
        String text() {
            return error == 0 ? "OK" : (ErrorTable.name(error) + ' ' + message).strip();
        }
    }

    Client(SocketAddress address) throws IOException {
        channel = SocketChannel.open(address);
    }

    /** Connects and says the client flags. */
    static Client greeted(SocketAddress address) throws IOException {
        Client client = new Client(address);
        client.greeting();
        client.send(ByteBuffer.allocate(4).putInt(Protocol.FIXED_NEWSTYLE | Protocol.NO_ZEROES));
        return client;
    }

    /** Connects and chooses an export. */
    static Client attached(SocketAddress address, String export, boolean structured) throws IOException {
        Client client = greeted(address);
        if (structured) {
            client.option(Protocol.OPT_STRUCTURED_REPLY, new byte[0]);
            if (client.optionReply().type() != Protocol.REP_ACK) {
                throw new AssertionError("no structured replies");
            }
            client.structured = true;
        }
        client.go(export);
        return client;
    }

    void greeting() throws IOException {
        ByteBuffer greeting = receive(18);
        if (greeting.getLong() != Protocol.GREETING_MAGIC || greeting.getLong() != Protocol.OPTION_MAGIC) {
            throw new AssertionError("no NBD server");
        }
    }

    void go(String export) throws IOException {
        option(Protocol.OPT_GO, infoRequest(export, Protocol.INFO_BLOCK_SIZE));
        OptionReply reply;
        while ((reply = optionReply()).type() != Protocol.REP_ACK) {
            if (reply.type() != Protocol.REP_INFO) {
                throw new AssertionError("GO was refused: " + reply.text());
            }
            ByteBuffer info = ByteBuffer.wrap(reply.content());
            switch (info.getShort()) {
                case Protocol.INFO_EXPORT -> {
                    sizeBytes = info.getLong();
                    flags = info.getShort() & 0xffff;
                }
                case Protocol.INFO_BLOCK_SIZE -> blockSizes = new int[] {info.getInt(), info.getInt(), info.getInt()};
                default -> throw new AssertionError("info that was not asked for");
            }
        }
    }

    static byte[] infoRequest(String export, int... wishes) {
        byte[] name = export.getBytes(StandardCharsets.UTF_8);
        ByteBuffer request = ByteBuffer.allocate(6 + name.length + 2 * wishes.length);
        request.putInt(name.length).put(name).putShort((short) wishes.length);
        for (int wish : wishes) {
            request.putShort((short) wish);
        }
        return request.array();
    }

    void option(int option, byte[] content) throws IOException {
        send(ByteBuffer.allocate(16 + content.length)
                .putLong(Protocol.OPTION_MAGIC)
                .putInt(option)
                .putInt(content.length)
                .put(content));
    }

    OptionReply optionReply() throws IOException {
        ByteBuffer header = receive(20);
        if (header.getLong() != Protocol.OPTION_REPLY_MAGIC) {
            throw new AssertionError("no reply to an option");
        }
        int option = header.getInt();
        int type = header.getInt();
        return new OptionReply(option, type, receive(header.getInt()).array());
    }

    /** All replies to one option, the last is ACK or an error. */
    List<OptionReply> optionReplies() throws IOException {
        List<OptionReply> replies = new ArrayList<>();
        OptionReply reply;
        do {
            reply = optionReply();
            replies.add(reply);
        } while (reply.type() > 0 && reply.type() != Protocol.REP_ACK);
        return replies;
    }

    void request(int type, int commandFlags, long cookie, long offset, long length, byte[] payload) throws IOException {
        send(header(type, commandFlags, cookie, offset, length, payload.length).put(payload));
    }

    static ByteBuffer header(int type, int commandFlags, long cookie, long offset, long length, int room) {
        return ByteBuffer.allocate(28 + room)
                .putInt(Protocol.REQUEST_MAGIC)
                .putShort((short) commandFlags)
                .putShort((short) type)
                .putLong(cookie)
                .putLong(offset)
                .putInt((int) length);
    }

    /** Sends one request and waits for its reply. */
    Reply call(int type, int commandFlags, long offset, long length) throws IOException {
        request(type, commandFlags, 7, offset, length, new byte[0]);
        return reply(type == Protocol.CMD_READ ? (int) length : 0);
    }

    byte[] read(long offset, int length) throws IOException {
        Reply reply = call(Protocol.CMD_READ, 0, offset, length);
        if (reply.error() != 0) {
            throw new AssertionError("READ failed: " + reply);
        }
        return reply.content();
    }

    Reply write(int commandFlags, long offset, byte[] bytes) throws IOException {
        request(Protocol.CMD_WRITE, commandFlags, 8, offset, bytes.length, bytes);
        return reply(0);
    }

    /**
     * The next reply.
     *
     * @param readBytes length of the READ it belongs to, when it is a simple one
     */
    Reply reply(int readBytes) throws IOException {
        ByteBuffer start = receive(4);
        int magic = start.getInt();
        if (magic == Protocol.SIMPLE_REPLY_MAGIC) {
            ByteBuffer rest = receive(12);
            int error = rest.getInt();
            return new Reply(rest.getLong(), error, "", error == 0 ? receive(readBytes).array() : new byte[0]);
        }
        if (magic != Protocol.STRUCTURED_REPLY_MAGIC) {
            throw new AssertionError(String.format("reply magic %08x", magic));
        }
        return chunk(receive(16));
    }

    private Reply chunk(ByteBuffer header) throws IOException {
        if (header.getShort() != Protocol.CHUNK_DONE) {
            throw new AssertionError("this server sends one chunk for a reply");
        }
        int type = header.getShort() & 0xffff;
        long cookie = header.getLong();
        ByteBuffer content = receive(header.getInt());
        if (type == Protocol.CHUNK_OFFSET_DATA) {
            content.getLong();
            byte[] data = new byte[content.remaining()];
            content.get(data);
            return new Reply(cookie, 0, "", data);
        }
        int error = content.getInt();
        byte[] message = new byte[content.getShort()];
        content.get(message);
        return new Reply(cookie, error, new String(message, StandardCharsets.US_ASCII), new byte[0]);
    }

    /** Sends what was put into the buffer. */
    void send(ByteBuffer bytes) throws IOException {
        bytes.flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Receives exactly so many bytes. */
    ByteBuffer receive(int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the server closed the connection");
            }
        }
        return buffer.flip();
    }

    /** Whether the server has closed the connection; waits for it or for a byte. */
    boolean isClosedByServer() {
        try {
            return channel.read(ByteBuffer.allocate(1)) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
