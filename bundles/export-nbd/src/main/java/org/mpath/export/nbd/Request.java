package org.mpath.export.nbd;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** One NBD request from its header to the last byte of its reply: mutable, pooled, owned by one connection. */
final class Request {
    /** Room for the longest header of a reply: an error chunk with its message. */
    static final int REPLY_HEADER_BYTES_MAX = 192;

    /** Header of the reply, or all of a reply without data; written by {@link ReplyHeader}. */
    final ByteBuffer reply;

    // ---- the header ----

    int flags;
    int type;
    /** Opaque; goes back in the reply. */
    long cookie;
    /** First byte; unsigned on the wire, so a negative value is beyond every export. */
    long offset;
    /** Bytes, 0 to 2^32-1. */
    long length;

    // ---- progress ----

    /** True from the header to the last byte of the reply. */
    boolean live;
    /** True when the reply has been queued. */
    boolean answered;
    /** Bytes counted for the cap of its connection. */
    long countedBytes;
    /** Payload bytes of a WRITE that have not arrived yet. */
    long payloadLeft;
    /** Bytes from the start that are in commands already. */
    long issued;
    /** Commands sent and not done. */
    int outstanding;
    /** Set while commands are being sent, so that a command that is done at once does not recurse. */
    boolean issuing;
    /** How zeroes are written. */
    Zeroing zeroing;
    /** True when the unit refused this way of writing zeroes and the next has to be tried. */
    boolean zeroingRefused;
    /** True when the final SYNCHRONIZE CACHE has been sent. */
    boolean synced;
    /** The first error; 0 while there is none. */
    int error;
    /** Why, for people; null without an error. */
    String message;

    /** The parts of a READ in order; they hold the data until the reply is written. */
    Piece[] pieces = new Piece[1];

    int pieceCount;

    Request(ByteBuffer reply) {
        this.reply = reply;
    }

    /** Ways to write zeroes, in order of preference. */
    enum Zeroing {
        /** WRITE SAME (16) with the UNMAP bit: may leave a hole. */
        WRITE_SAME_UNMAP,
        /** WRITE SAME (16). */
        WRITE_SAME,
        /** WRITE of zeroes. */
        WRITE
    }

    /** Reads the fields after the magic number from {@code at} on. */
    void start(ByteBuffer header, int at) {
        flags = header.getShort(at + 4) & 0xffff;
        type = header.getShort(at + 6) & 0xffff;
        cookie = header.getLong(at + 8);
        offset = header.getLong(at + 16);
        length = header.getInt(at + 24) & 0xffff_ffffL;
        live = true;
        answered = false;
        countedBytes = 0;
        payloadLeft = 0;
        issued = 0;
        outstanding = 0;
        issuing = false;
        zeroing = null;
        zeroingRefused = false;
        synced = false;
        error = 0;
        message = null;
        pieceCount = 0;
    }

    boolean hasFlag(int flag) {
        return (flags & flag) != 0;
    }

    /** Whether its data goes through buffers of ours. */
    boolean hasBuffers() {
        return type == Protocol.CMD_READ || type == Protocol.CMD_WRITE;
    }

    /** Fails the request unless it failed before. */
    void fail(int newError, String why) {
        if (error == 0) {
            error = newError;
            message = why;
        }
    }

    void add(Piece piece) {
        if (pieceCount == pieces.length) {
            pieces = Arrays.copyOf(pieces, pieceCount * 2);
        }
        pieces[pieceCount++] = piece;
    }

    /** How many pieces go into the reply. A failed READ sends no data. */
    int dataPieces() {
        return error == 0 ? pieceCount : 0;
    }

    /** Whether a part of the reply has still to be written. */
    boolean unwritten() {
        int data = dataPieces();
        return reply.hasRemaining() || (data > 0 && pieces[data - 1].buffer.hasRemaining());
    }
}
