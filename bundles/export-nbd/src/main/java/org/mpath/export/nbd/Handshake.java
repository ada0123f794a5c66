package org.mpath.export.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** The handshake of one connection on its channel: moves bytes between the channel and a {@link Negotiation}. */
final class Handshake {
    /** Elements of one turn, so that a client that sends options for ever does not keep the reactor. */
    private static final int ELEMENTS_MAX = 16;

    private final Connection connection;
    private final SocketChannel channel;
    private final Negotiation negotiation;
    private ByteBuffer in;
    private ByteBuffer out;
    private long receivedBytes;

    Handshake(Connection connection, SocketChannel channel, Exports exports) {
        this.connection = connection;
        this.channel = channel;
        this.negotiation = new Negotiation(exports);
        this.in = ByteBuffer.allocate(negotiation.wantedBytes());
        this.out = ByteBuffer.wrap(new OptionReplies().greeting().bytes());
    }

    /** Bytes received so far. */
    long receivedBytes() {
        return receivedBytes;
    }

    /** The channel is ready, or new. */
    void proceed(SelectionKey key) throws IOException {
        for (int elements = 0; elements < ELEMENTS_MAX; elements++) {
            if (!write()) {
                key.interestOps(SelectionKey.OP_WRITE);
                return;
            }
            if (isOver()) {
                return;
            }
            if (!read()) {
                break;
            }
            accept();
        }
        if (channel.isOpen()) {
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }
    }

    private boolean write() throws IOException {
        if (out.hasRemaining()) {
            channel.write(out);
        }
        return !out.hasRemaining();
    }

    private boolean isOver() {
        switch (negotiation.state()) {
            case TRANSMISSION -> connection.enterTransmission(negotiation);
            case ABORTED -> connection.close();
            default -> {
                return !channel.isOpen();
            }
        }
        return true;
    }

    /** Reads; true when the element is complete. */
    private boolean read() throws IOException {
        int bytes = channel.read(in);
        if (bytes < 0) {
            connection.close();
            return false;
        }
        receivedBytes += bytes;
        return !in.hasRemaining();
    }

    private void accept() {
        long elementAt = receivedBytes - in.capacity();
        try {
            out = ByteBuffer.wrap(negotiation.accept(in.flip()));
            in = ByteBuffer.allocate(negotiation.wantedBytes());
        } catch (ProtocolViolation e) {
            connection.reject(e.getMessage() + " (byte " + elementAt + " of the handshake)");
        }
    }
}
