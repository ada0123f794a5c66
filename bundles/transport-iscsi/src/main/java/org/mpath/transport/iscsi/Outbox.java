package org.mpath.transport.iscsi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.mpath.iscsi.Bhs;
import org.mpath.iscsi.PduDigest;
import org.mpath.iscsi.PduFrame;

/**
 * The sending half of a wire: PDUs of one turn leave in one gathering write.
 *
 * <p>Headers, padding, digests and text lie one behind the other in one buffer; between them the gathering write takes
 * tasks' data from where they are. Headers without data between them are one piece of the write. Bounded: {@link
 * #hasRoom} says whether one more PDU fits, {@link #hasControlRoom} keeps a reserve for PDUs that cannot wait.
 */
final class Outbox {
    private static final int BYTES = 64 * 1024;
    private static final int PIECES = 512;
    private static final int PIECES_PER_WRITE = 128;
    private static final int PIECES_PER_PDU = 3;
    private static final int PDU_BYTES = Bhs.BYTES + 2 * PduFrame.DIGEST_BYTES + 3;
    private static final int CONTROL_RESERVE_BYTES = 16 * 1024;
    private static final int CONTROL_RESERVE_PIECES = 64;

    private final BufferViews views;
    private final PduDigest digest = new PduDigest();
    private final ByteBuffer headers = ByteBuffer.allocateDirect(BYTES);
    private final ByteBuffer digestView = headers.duplicate();
    private final ByteBuffer[] gather = new ByteBuffer[PIECES_PER_WRITE];
    private boolean headerDigest;
    private boolean dataDigest;

    /** Unwritten bytes of {@code headers}: from {@code head} to {@code tail}. */
    private int head;

    private int tail;

    /** The pieces of the coming writes, a ring; a piece without source lies in {@code headers}. */
    private final ByteBuffer[] source = new ByteBuffer[PIECES];

    private final int[] from = new int[PIECES];
    private final int[] left = new int[PIECES];
    private int first;
    private int count;
    private long queuedBytes;
    private long writtenBytes;

    Outbox(BufferViews views) {
        this.views = views;
    }

    /** Forgets everything unwritten and every task's buffer. The byte counts stay: they tell what had left. */
    void clear() {
        head = 0;
        tail = 0;
        Arrays.fill(source, null);
        Arrays.fill(gather, null);
        first = 0;
        count = 0;
    }

    /** Starts anew, for a new connection. */
    void reset() {
        clear();
        queuedBytes = 0;
        writtenBytes = 0;
        headerDigest = false;
        dataDigest = false;
    }

    void digests(boolean header, boolean data) {
        headerDigest = header;
        dataDigest = data;
    }

    /** Whether a command or Data-Out PDU fits. */
    boolean hasRoom() {
        return BYTES - (tail - head) >= CONTROL_RESERVE_BYTES + PDU_BYTES
                && PIECES - count >= CONTROL_RESERVE_PIECES + PIECES_PER_PDU;
    }

    /** Whether a PDU that cannot wait fits. */
    boolean hasControlRoom(int textBytes) {
        return BYTES - (tail - head) >= PDU_BYTES + textBytes && PIECES - count >= PIECES_PER_PDU;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Bytes put in since the connection began. */
    long queuedBytes() {
        return queuedBytes;
    }

    /** Bytes the socket took since the connection began. */
    long writtenBytes() {
        return writtenBytes;
    }

    /** The buffer for headers. */
    ByteBuffer headers() {
        return headers;
    }

    /** Where to write the next header. Follow with {@link #send} or {@link #sendText}. */
    int nextHeader() {
        if (BYTES - tail < PDU_BYTES) {
            moveToFront();
        }
        return tail;
    }

    /** Sends the header at {@link #nextHeader} without data. */
    void send() {
        closeHeader();
    }

    /** Sends the header with {@code bytes} of {@code data} from {@code at} on; they stay where they are. */
    void send(ByteBuffer data, int at, int bytes) {
        Bhs.putDataBytes(headers, tail, bytes);
        closeHeader();
        if (bytes == 0) {
            return;
        }
        piece(data, at, bytes);
        int padding = PduFrame.padding(bytes);
        if (dataDigest) {
            views.begin();
            digest.begin();
            digest.add(views.lend(data, at, bytes), at, bytes);
            digest.addZeros(padding);
        }
        trailer(padding);
    }

    /** Sends the header with text. */
    void sendText(byte[] text) {
        Bhs.putDataBytes(headers, tail, text.length);
        closeHeader();
        if (text.length == 0) {
            return;
        }
        if (BYTES - tail < text.length + PDU_BYTES) {
            moveToFront();
        }
        int at = tail;
        headers.put(at, text);
        int padding = PduFrame.padding(text.length);
        if (dataDigest) {
            digest.begin();
            digest.add(digestView.clear(), at, text.length);
            digest.addZeros(padding);
        }
        append(text.length);
        trailer(padding);
    }

    private void closeHeader() {
        if (headerDigest) {
            headers.putInt(tail + Bhs.BYTES, digest.of(digestView.clear(), tail, Bhs.BYTES));
            append(Bhs.BYTES + PduFrame.DIGEST_BYTES);
        } else {
            append(Bhs.BYTES);
        }
    }

    private void trailer(int padding) {
        if (BYTES - tail < 3 + PduFrame.DIGEST_BYTES) {
            moveToFront();
        }
        headers.putInt(tail, 0);
        if (dataDigest) {
            headers.putInt(tail + padding, digest.wireValue());
        }
        append(padding + (dataDigest ? PduFrame.DIGEST_BYTES : 0));
    }

    /** Takes the next {@code bytes} of {@code headers} as written into. */
    private void append(int bytes) {
        if (bytes == 0) {
            return;
        }
        int last = first + count - 1 & PIECES - 1;
        if (count > 0 && source[last] == null && from[last] + left[last] == tail) {
            left[last] += bytes;
            queuedBytes += bytes;
        } else {
            piece(null, tail, bytes);
        }
        tail += bytes;
    }

    private void piece(ByteBuffer data, int at, int bytes) {
        int next = first + count & PIECES - 1;
        source[next] = data;
        from[next] = at;
        left[next] = bytes;
        count++;
        queuedBytes += bytes;
    }

    private void moveToFront() {
        int shift = head;
        headers.put(0, headers, head, tail - head);
        for (int i = 0; i < count; i++) {
            int piece = first + i & PIECES - 1;
            if (source[piece] == null) {
                from[piece] -= shift;
            }
        }
        head = 0;
        tail -= shift;
    }

    /** Writes as much as the socket takes. Answers whether everything is written. */
    boolean write(SocketChannel channel) throws IOException {
        while (count > 0) {
            int pieces = Math.min(count, PIECES_PER_WRITE);
            long offered = gather(pieces);
            long written = pieces == 1 ? channel.write(gather[0]) : channel.write(gather, 0, pieces);
            take(written);
            if (written < offered) {
                return false;
            }
        }
        head = 0;
        tail = 0;
        return true;
    }

    private long gather(int pieces) {
        views.begin();
        long bytes = 0;
        for (int i = 0; i < pieces; i++) {
            int piece = first + i & PIECES - 1;
            ByteBuffer buffer = source[piece] == null ? headers : source[piece];
            gather[i] = views.lend(buffer, from[piece], left[piece]);
            bytes += left[piece];
        }
        return bytes;
    }

    private void take(long written) {
        writtenBytes += written;
        long rest = written;
        while (rest > 0) {
            int taken = (int) Math.min(rest, left[first]);
            from[first] += taken;
            left[first] -= taken;
            rest -= taken;
            if (source[first] == null) {
                head = from[first];
            }
            if (left[first] == 0) {
                source[first] = null;
                first = first + 1 & PIECES - 1;
                count--;
            }
        }
    }
}
