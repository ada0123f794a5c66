package org.mpath.export.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ScatteringByteChannel;

/**
 * Cuts the bytes of one client into requests.
 *
 * <p>Headers and small payloads come through a staging area, many with one read. The rest of a payload that is not staged
 * is read straight into the buffer of its command, and the same read stages what follows it. After a large payload only
 * little is staged, so that of a stream of large writes next to nothing is copied.
 */
final class RequestReader {
    /** A payload from this size on is not worth copying. */
    private static final int LARGE_BYTES = 16 * 1024;
    /** What is staged behind a large payload: some headers. */
    private static final int SMALL_WINDOW_BYTES = 1024;
    /** Reads of one turn, so that one client cannot keep the reactor. */
    private static final int READS_MAX = 16;

    private final ScatteringByteChannel channel;
    private final Intake intake;
    /** Between calls: position is the first byte that was not used, limit the end of what was received. */
    private final ByteBuffer staging;

    private final ByteBuffer[] scatter = new ByteBuffer[2];
    /** The WRITE whose payload is coming; null when a header is next. */
    private Request incoming;
    /** The piece that is being filled; null when the next has to be opened. */
    private Piece filling;
    /** Bytes of the connection that were used, for messages. */
    private long usedBytes;
    /** Bytes that came through this reader. */
    private long receivedBytes;

    private boolean afterLarge;
    private boolean drained;
    private boolean ended;

    /** What stopped the reader. */
    enum Stop {
        /** More bytes have to come. */
        NEED_BYTES,
        /** The intake has no room or no buffer. */
        NEED_ROOM,
        /** The client has ended its side, or the intake takes nothing more. */
        END
    }

    /** Where requests go. */
    interface Intake {
        /** Whether a request with so many bytes of buffers may be taken in now. */
        boolean hasRoom(long bufferedBytes);

        /** Takes a request in. Answers it when it has a payload that must be read, else null. */
        Request header(ByteBuffer staging, int at);

        /** A piece for the next payload; null when there is no buffer for it now. */
        Piece openPiece(Request request);

        /** A piece is full; {@link Request#payloadLeft} does not count it any more. */
        void pieceFull(Piece piece);

        /** A piece will not be filled. */
        void pieceDropped(Piece piece);

        /** The payload of a request that had failed is past. */
        void payloadDropped(Request request);

        /** Whether nothing more is taken in, ever. */
        boolean closed();
    }

    /**
     * Makes one.
     *
     * @param usedBytes bytes of the connection before, for messages
     */
    RequestReader(ScatteringByteChannel channel, ByteBuffer staging, long usedBytes, Intake intake) {
        this.channel = channel;
        this.staging = staging.limit(0);
        this.usedBytes = usedBytes;
        this.intake = intake;
    }

    /** Reads and hands over until bytes or room are missing. */
    Stop run() throws IOException, ProtocolViolation {
        drained = false;
        for (int reads = 0; ; reads++) {
            Stop stop = parse();
            if (stop != Stop.NEED_BYTES || drained || reads == READS_MAX) {
                return stop;
            }
            fill();
        }
    }

    /** Whether a payload has begun to come and is not complete. */
    boolean hasPartialPayload() {
        return incoming != null;
    }

    /** Bytes that came so far. */
    long receivedBytes() {
        return receivedBytes;
    }

    /** Gives back what is held; the reader is not used any more. Answers the WRITE that was cut off, or null. */
    Request abandon() {
        if (filling != null) {
            intake.pieceDropped(filling);
            filling = null;
        }
        Request cut = incoming;
        incoming = null;
        return cut;
    }

    // ---- from staging to requests ----

    private Stop parse() throws ProtocolViolation {
        while (true) {
            if (incoming != null) {
                Stop stop = incoming.error == 0 ? payload() : drop();
                if (stop != null) {
                    return stop;
                }
            } else if (intake.closed()) {
                return Stop.END;
            } else if (staging.remaining() < Protocol.REQUEST_HEADER_BYTES) {
                return needBytes();
            } else if (!header()) {
                return Stop.NEED_ROOM;
            }
        }
    }

    private boolean header() throws ProtocolViolation {
        int at = staging.position();
        int magic = staging.getInt(at);
        int type = staging.getShort(at + 6) & 0xffff;
        long length = staging.getInt(at + 24) & 0xffff_ffffL;
        if (magic != Protocol.REQUEST_MAGIC) {
            throw new ProtocolViolation(
                    String.format("request magic %08x at byte %d is not %08x", magic, usedBytes, Protocol.REQUEST_MAGIC));
        }
        if (type == Protocol.CMD_WRITE && length > Protocol.REQUEST_BYTES_MAX) {
            throw new ProtocolViolation("WRITE of " + length + " bytes at byte " + usedBytes + " is longer than "
                    + Protocol.REQUEST_BYTES_MAX + " bytes");
        }
        boolean buffered = type == Protocol.CMD_WRITE
                || (type == Protocol.CMD_READ && length <= Protocol.REQUEST_BYTES_MAX);
        if (!intake.hasRoom(buffered ? length : 0)) {
            return false;
        }
        staging.position(at + Protocol.REQUEST_HEADER_BYTES);
        usedBytes += Protocol.REQUEST_HEADER_BYTES;
        incoming = intake.header(staging, at);
        afterLarge = incoming != null && length >= LARGE_BYTES;
        return true;
    }

    /** Moves staged payload into pieces; null when the payload is complete. */
    private Stop payload() {
        while (incoming != null) {
            if (filling == null && (filling = intake.openPiece(incoming)) == null) {
                return Stop.NEED_ROOM;
            }
            copy(filling.buffer);
            if (filling.buffer.hasRemaining()) {
                return needBytes();
            }
            sendFull();
            if (incoming != null && incoming.error != 0) {
                return drop();
            }
        }
        return null;
    }

    private void copy(ByteBuffer to) {
        int bytes = Math.min(staging.remaining(), to.remaining());
        if (bytes > 0) {
            to.put(to.position(), staging, staging.position(), bytes);
            to.position(to.position() + bytes);
            staging.position(staging.position() + bytes);
        }
    }

    private void sendFull() {
        Piece full = filling;
        int bytes = full.buffer.limit();
        filling = null;
        usedBytes += bytes;
        incoming.payloadLeft -= bytes;
        if (incoming.payloadLeft == 0) {
            incoming = null; // the request may be over before the next line returns
        }
        intake.pieceFull(full);
    }

    /** Skips the payload of a failed request; null when it is past. */
    private Stop drop() {
        if (filling != null) {
            skipped(filling.buffer.position());
            intake.pieceDropped(filling);
            filling = null;
        }
        int bytes = (int) Math.min(incoming.payloadLeft, staging.remaining());
        staging.position(staging.position() + bytes);
        skipped(bytes);
        if (incoming.payloadLeft > 0) {
            return needBytes();
        }
        Request past = incoming;
        incoming = null;
        intake.payloadDropped(past);
        return null;
    }

    private void skipped(int bytes) {
        usedBytes += bytes;
        incoming.payloadLeft -= bytes;
    }

    private Stop needBytes() {
        return ended ? Stop.END : Stop.NEED_BYTES;
    }

    // ---- from the channel to staging and pieces ----

    private void fill() throws IOException {
        long space;
        long bytes;
        if (filling != null) { // then all that was staged is in it
            boolean large = filling.buffer.remaining() >= LARGE_BYTES;
            staging.clear();
            staging.limit(large ? SMALL_WINDOW_BYTES : staging.capacity());
            scatter[0] = filling.buffer;
            scatter[1] = staging;
            space = (long) filling.buffer.remaining() + staging.remaining();
            bytes = channel.read(scatter, 0, 2);
        } else {
            staging.compact();
            staging.limit(afterLarge && incoming == null ? SMALL_WINDOW_BYTES : staging.capacity());
            space = staging.remaining();
            bytes = channel.read(staging);
        }
        staging.flip();
        receivedBytes += Math.max(0, bytes);
        drained = bytes < space;
        ended = bytes < 0;
    }
}
