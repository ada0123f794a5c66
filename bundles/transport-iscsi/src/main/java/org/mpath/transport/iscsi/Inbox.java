package org.mpath.transport.iscsi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.mpath.iscsi.Bhs;
import org.mpath.iscsi.IscsiOpcode;
import org.mpath.iscsi.MalformedPdu;
import org.mpath.iscsi.PduDigest;
import org.mpath.iscsi.PduFrame;

/**
 * The receiving half of a wire: few large reads, many PDUs from each.
 *
 * <p>A read goes to a staging buffer. Whole PDUs are handed on from there. Data of a Data-In are copied to the task's
 * buffer as far as they are staged; what is still on its way is read straight into the task's buffer, the staging buffer
 * being the second part of that scattering read, for the bytes behind the data.
 */
final class Inbox {
    /** How much a read stages while large reads are on their way: little, so that their data are not copied. */
    private static final int SMALL_WINDOW_BYTES = 2 * 1024;
    private static final int NO_DATA_IN = -1;

    private final BufferViews views;
    private final int receiveBytesMax;
    private final ByteBuffer staging;
    private final ByteBuffer digestView;
    private final ByteBuffer[] scatter = new ByteBuffer[2];
    private final PduDigest digest = new PduDigest();
    private boolean headerDigest;
    private boolean dataDigest;
    private boolean smallWindow;
    private boolean full;

    /** Staged bytes that were not handled yet: from {@code start} to {@code end}. */
    private int start;

    private int end;
    private boolean headerChecked;

    /** The Data-In being received: data bytes to come, then trailer bytes to come; -1 when there is none. */
    private Landing landing;

    private int dataLeft;
    private int padding;
    private int trailerLeft = NO_DATA_IN;

    /**
     * @param receiveBytesMax longest data segment taken, as we declare it to the target
     */
    Inbox(BufferViews views, int receiveBytesMax) {
        this.views = views;
        this.receiveBytesMax = receiveBytesMax;
        this.staging = ByteBuffer.allocateDirect(receiveBytesMax + 2 * PduFrame.HEADER_BYTES_MAX);
        this.digestView = staging.duplicate();
    }

    /** Forgets everything; for a new connection. */
    void reset() {
        start = 0;
        end = 0;
        headerChecked = false;
        landing = null;
        dataLeft = 0;
        trailerLeft = NO_DATA_IN;
        headerDigest = false;
        dataDigest = false;
        smallWindow = false;
    }

    void digests(boolean header, boolean data) {
        headerDigest = header;
        dataDigest = data;
    }

    /** Whether to stage little per read, because large reads are on their way. */
    void smallWindow(boolean small) {
        smallWindow = small;
    }

    /** Reads once. Answers the bytes read, -1 at the end of the stream. */
    long read(SocketChannel channel) throws IOException {
        return dataLeft > 0 ? readScattered(channel) : readStaging(channel);
    }

    private long readStaging(SocketChannel channel) throws IOException {
        int limit = smallWindow ? Math.min(staging.capacity(), end + SMALL_WINDOW_BYTES) : staging.capacity();
        staging.limit(limit).position(end);
        int bytes = channel.read(staging);
        full = !staging.hasRemaining();
        staging.clear();
        end += Math.max(0, bytes);
        return bytes;
    }

    /** Nothing is staged here: whatever was staged has gone to the task's buffer. */
    private long readScattered(SocketChannel channel) throws IOException {
        views.begin();
        scatter[0] = views.lend(landing.buffer, landing.at, dataLeft);
        staging.limit(smallWindow ? SMALL_WINDOW_BYTES : staging.capacity()).position(0);
        scatter[1] = staging;
        long bytes = channel.read(scatter, 0, 2);
        full = !staging.hasRemaining();
        staging.clear();
        if (bytes > 0) {
            int landed = (int) Math.min(bytes, dataLeft);
            if (dataDigest) {
                digest.add(scatter[0], landing.at, landed);
            }
            landing.at += landed;
            dataLeft -= landed;
            end = (int) (bytes - landed);
        }
        return bytes;
    }

    /** Whether the last read took all it could, so that there may be more. */
    boolean full() {
        return full;
    }

    /** Hands on what is there, one PDU. Answers false when more bytes are needed first. */
    boolean advance(WireOwner owner) {
        if (trailerLeft != NO_DATA_IN) {
            return continueDataIn(owner);
        }
        int staged = end - start;
        if (staged < Bhs.BYTES) {
            return false;
        }
        checkLengths();
        int headerBytes = PduFrame.headerBytes(staging, start, headerDigest);
        if (staged < headerBytes) {
            return false;
        }
        checkHeaderDigest(headerBytes);
        if (Bhs.opcode(staging, start) == IscsiOpcode.DATA_IN) {
            beginDataIn(owner, headerBytes);
            return true;
        }
        return handOn(owner, headerBytes);
    }

    /** No PDU of a target has additional headers (RFC 7143 11.2.2), and data segments are as long as agreed on. */
    private void checkLengths() {
        int dataBytes = Bhs.dataBytes(staging, start);
        if (Bhs.ahsBytes(staging, start) != 0) {
            throw new MalformedPdu(IscsiOpcode.nameOf(Bhs.opcode(staging, start)) + " with an additional header of "
                    + Bhs.ahsBytes(staging, start) + " bytes");
        }
        if (dataBytes > receiveBytesMax) {
            throw new MalformedPdu(IscsiOpcode.nameOf(Bhs.opcode(staging, start)) + " with a data segment of "
                    + dataBytes + " bytes; at most " + receiveBytesMax + " were agreed on");
        }
    }

    private void checkHeaderDigest(int headerBytes) {
        if (headerDigest && !headerChecked) {
            int covered = headerBytes - PduFrame.DIGEST_BYTES;
            if (digest.of(digestView.clear(), start, covered) != staging.getInt(start + covered)) {
                throw new MalformedPdu("header digest error");
            }
        }
        headerChecked = true;
    }

    private boolean handOn(WireOwner owner, int headerBytes) {
        int pduBytes = PduFrame.pduBytes(staging, start, headerDigest, dataDigest);
        if (end - start < pduBytes) {
            return false;
        }
        int at = start;
        int dataAt = at + headerBytes;
        int dataBytes = Bhs.dataBytes(staging, at);
        if (dataDigest && dataBytes > 0) {
            int covered = dataBytes + PduFrame.padding(dataBytes);
            checkDataDigest(digest.of(digestView.clear(), dataAt, covered), dataAt + covered);
        }
        start += pduBytes;
        headerChecked = false;
        owner.received(staging, at, dataAt, dataBytes);
        return true;
    }

    private void beginDataIn(WireOwner owner, int headerBytes) {
        int dataBytes = Bhs.dataBytes(staging, start);
        landing = owner.dataIn(staging, start, dataBytes);
        dataLeft = dataBytes;
        padding = PduFrame.padding(dataBytes);
        trailerLeft = PduFrame.trailerBytes(dataBytes, dataDigest);
        start += headerBytes;
        headerChecked = false;
        if (dataDigest) {
            digest.begin();
        }
    }

    private boolean continueDataIn(WireOwner owner) {
        if (dataLeft > 0) {
            takeStagedData();
        }
        if (dataLeft > 0 || end - start < trailerLeft) {
            return false;
        }
        if (trailerLeft > padding) {
            digest.add(digestView.clear(), start, padding);
            checkDataDigest(digest.wireValue(), start + padding);
        }
        start += trailerLeft;
        trailerLeft = NO_DATA_IN;
        landing = null;
        owner.dataInLanded();
        return true;
    }

    private void takeStagedData() {
        int bytes = Math.min(dataLeft, end - start);
        if (bytes == 0) {
            return;
        }
        if (dataDigest) {
            digest.add(digestView.clear(), start, bytes);
        }
        views.begin();
        views.lend(landing.buffer, landing.at, bytes).put(landing.at, staging, start, bytes);
        landing.at += bytes;
        dataLeft -= bytes;
        start += bytes;
    }

    private void checkDataDigest(int computed, int digestAt) {
        if (computed != staging.getInt(digestAt)) {
            throw new MalformedPdu("data digest error");
        }
    }

    /** Moves what is left to the front of the staging buffer. */
    void compact() {
        int left = end - start;
        if (left > 0 && start > 0) {
            staging.put(0, staging, start, left);
        }
        start = 0;
        end = left;
    }
}
