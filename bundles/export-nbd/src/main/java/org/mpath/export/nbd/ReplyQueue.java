package org.mpath.export.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;

/** Replies on their way out of one connection, in order, written with as few gathering writes as possible. */
final class ReplyQueue {
    private static final int GATHER_MAX = 128;

    private final Request[] ring;
    private final int mask;
    private final ByteBuffer[] gather = new ByteBuffer[GATHER_MAX];
    /** The first request that was not polled. */
    private int head;
    /** The first request that is not written whole; between head and tail. */
    private int writing;
    /** Where the next request goes. */
    private int tail;

    private long writtenBytes;

    /**
     * @param requestsMax a power of two: how many requests the connection may have, so that the ring cannot overflow
     */
    ReplyQueue(int requestsMax) {
        this.ring = new Request[requestsMax];
        this.mask = requestsMax - 1;
    }

    /** Adds a request whose reply header is encoded. */
    void add(Request request) {
        ring[tail++ & mask] = request;
    }

    /** Bytes written so far. */
    long writtenBytes() {
        return writtenBytes;
    }

    /** Whether something has still to be written. */
    boolean unwritten() {
        return writing != tail;
    }

    /** Writes until all is out or the channel takes no more. */
    void flush(GatheringByteChannel channel) throws IOException {
        while (unwritten()) {
            int count = collect();
            long bytes = channel.write(gather, 0, count);
            if (bytes == 0) {
                return;
            }
            writtenBytes += bytes;
            while (unwritten() && !ring[writing & mask].unwritten()) {
                writing++;
            }
        }
    }

    /** Takes the next request whose reply is written whole; null when there is none. */
    Request pollWritten() {
        if (head == writing) {
            return null;
        }
        int at = head++ & mask;
        Request request = ring[at];
        ring[at] = null;
        return request;
    }

    private int collect() {
        int count = 0;
        for (int at = writing; at != tail && count < GATHER_MAX; at++) {
            Request request = ring[at & mask];
            if (request.reply.hasRemaining()) {
                gather[count++] = request.reply;
            }
            for (int i = 0; i < request.dataPieces() && count < GATHER_MAX; i++) {
                if (request.pieces[i].buffer.hasRemaining()) {
                    gather[count++] = request.pieces[i].buffer;
                }
            }
        }
        return count;
    }
}
