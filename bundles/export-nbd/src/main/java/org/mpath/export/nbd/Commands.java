package org.mpath.export.nbd;

import java.nio.ByteBuffer;
import org.mpath.api.io.BufferPool;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MultipathMap;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.UnmapList;

/**
 * Carries the requests of one connection out as SCSI commands on its map. Reactor thread of the map.
 *
 * <p>A request becomes one or more pieces, each one command with at most one buffer. A READ takes the buffers of all its
 * pieces before the first is sent, all or none, so that two requests can never wait for each other's. A WRITE sends each
 * piece as soon as its payload is there and gives the buffer back when the command is done, so it never waits while it
 * holds what others need.
 */
final class Commands {
    /** Commands of one request that may be out at the same time. */
    private static final int PIECES_MAX = 16;
    /** Time for commands that may take long by nature. */
    private static final long SLOW_TIMEOUT_NANOS = 120_000_000_000L;
    /** Longest WRITE SAME of ours: a unit may write it out block by block. */
    private static final long WRITE_SAME_BYTES_MAX = 64L * 1024 * 1024;
    /** Longest WRITE SAME when the unit reports no limit, in blocks; what the 10-byte form can say. */
    private static final long WRITE_SAME_BLOCKS_DEFAULT = 0xffff;
    /** Longest UNMAP of ours. */
    private static final long UNMAP_BYTES_MAX = 1L << 30;

    private final MultipathMap map;
    private final Terms terms;
    private final BufferPool buffers;
    private final Progress progress;
    private final int blockShift;
    /** Ways to write zeroes that the unit has not refused. */
    private boolean writeSameUnmap;
    private boolean writeSame;

    private Piece free;

    /** Told about requests; reactor thread. */
    interface Progress {
        /** All commands of the request are over; {@link Request#error} says how it went. */
        void requestDone(Request request);

        /** A command failed; the request's error is set. */
        void commandFailed(Request request);

        /** Something was given back that a blocked request may be waiting for. */
        void released();
    }

    Commands(MultipathMap map, Terms terms, BufferPool buffers, Progress progress) {
        this.map = map;
        this.terms = terms;
        this.buffers = buffers;
        this.progress = progress;
        this.blockShift = Integer.numberOfTrailingZeros(terms.blockBytes());
        this.writeSameUnmap = terms.limits().writeSameUnmap();
        this.writeSame = terms.limits().writeSame();
    }

    /** Longest transfer of one command now: a path that comes may shorten it. */
    private int transferBytes() {
        return Math.min(Terms.transferBytesMax(map.unit()), buffers.maxBytes());
    }

    // ---- starting requests ----

    /** Starts a READ; false when there are no buffers for it now, and nothing has happened. */
    boolean startRead(Request request) {
        int transferBytes = transferBytes();
        for (long at = 0; at < request.length; at += transferBytes) {
            int bytes = (int) Math.min(transferBytes, request.length - at);
            ByteBuffer buffer = buffers.acquire(bytes);
            if (buffer == null) {
                releasePieces(request);
                return false;
            }
            request.add(piece(request, buffer));
        }
        run(request);
        return true;
    }

    /** Starts a FLUSH, TRIM or WRITE_ZEROES. */
    void start(Request request) {
        if (request.type == Protocol.CMD_WRITE_ZEROES) {
            request.zeroing = zeroing(request);
            if (request.hasFlag(Protocol.FLAG_FAST_ZERO) && request.zeroing == Request.Zeroing.WRITE) {
                request.fail(ErrorTable.ENOTSUP, "zeroes would not be faster than data");
            }
        }
        run(request);
    }

    /** A piece for the next part of a WRITE's payload, its buffer empty; null when there is none now. */
    Piece openPiece(Request request) {
        if (request.outstanding >= PIECES_MAX) {
            return null;
        }
        ByteBuffer buffer = buffers.acquire((int) Math.min(transferBytes(), request.payloadLeft));
        return buffer == null ? null : piece(request, buffer);
    }

    /** Sends a piece of a WRITE whose buffer is full; {@link Request#payloadLeft} does not count it any more. */
    void sendPayload(Piece piece) {
        Request request = piece.request;
        int bytes = piece.buffer.limit();
        ScsiTask task = piece.task;
        boolean fua = request.hasFlag(Protocol.FLAG_FUA) && terms.limits().fua();
        task.cdbLength = Cdb.write(task.cdb, lba(request), bytes >>> blockShift, fua);
        prepare(task, DataDirection.WRITE, piece.buffer, bytes, true);
        send(piece, bytes);
    }

    /** The payload of a failed WRITE is past: it can end. */
    void payloadPast(Request request) {
        run(request);
    }

    /** Gives an unsent piece back. */
    void drop(Piece piece) {
        release(piece);
    }

    /** Gives the pieces of a READ back. */
    void releasePieces(Request request) {
        for (int i = 0; i < request.pieceCount; i++) {
            release(request.pieces[i]);
            request.pieces[i] = null;
        }
        request.pieceCount = 0;
    }

    // ---- running ----

    /** Sends what can be sent, and ends the request when nothing is left. */
    private void run(Request request) {
        request.issuing = true;
        while (hasMore(request) && request.outstanding < PIECES_MAX) {
            sendNext(request);
        }
        request.issuing = false;
        settle(request);
    }

    private static boolean hasMore(Request request) {
        return request.error == 0
                && !request.zeroingRefused
                && request.type != Protocol.CMD_WRITE
                && request.issued < request.length;
    }

    private void settle(Request request) {
        if (request.outstanding > 0 || request.payloadLeft > 0) {
            return;
        }
        if (request.error == 0 && request.zeroingRefused) {
            request.zeroingRefused = false;
            request.issued = 0;
            start(request);
        } else if (request.error == 0 && !request.synced && needsSync(request)) {
            sync(request);
        } else {
            progress.requestDone(request);
        }
    }

    /** FUA without the bit in the command, and FLUSH itself, are a SYNCHRONIZE CACHE at the end. */
    private boolean needsSync(Request request) {
        return switch (request.type) {
            case Protocol.CMD_FLUSH -> true;
            case Protocol.CMD_WRITE -> request.hasFlag(Protocol.FLAG_FUA) && !terms.limits().fua();
            case Protocol.CMD_TRIM, Protocol.CMD_WRITE_ZEROES -> request.hasFlag(Protocol.FLAG_FUA);
            default -> false;
        };
    }

    private void sendNext(Request request) {
        switch (request.type) {
            case Protocol.CMD_READ -> read(request);
            case Protocol.CMD_TRIM -> unmap(request);
            default -> zeroes(request);
        }
    }

    private void read(Request request) {
        Piece piece = request.pieces[(int) (request.issued / request.pieces[0].buffer.limit())]; // the last may be shorter
        int bytes = piece.buffer.limit();
        piece.task.cdbLength = Cdb.read(piece.task.cdb, lba(request), bytes >>> blockShift);
        prepare(piece.task, DataDirection.READ, piece.buffer, bytes, false);
        send(piece, bytes);
    }

    private void sync(Request request) {
        request.synced = true;
        Piece piece = piece(request, null);
        piece.task.cdbLength = Cdb.synchronizeCache(piece.task.cdb);
        prepare(piece.task, DataDirection.NONE, null, 0, false);
        piece.task.timeoutNanos = SLOW_TIMEOUT_NANOS;
        send(piece, 0);
    }

    private void unmap(Request request) {
        long reported = terms.limits().maxUnmapBlocks();
        long blocksMax = UNMAP_BYTES_MAX >>> blockShift;
        long blocks = reported > 0 ? Math.min(reported, blocksMax) : blocksMax;
        long bytes = Math.min(request.length - request.issued, blocks << blockShift);
        Piece piece = piece(request, null);
        ByteBuffer list = piece.parameters(UnmapList.ONE_BYTES);
        UnmapList.putHeader(list, 0, 1);
        UnmapList.put(list, 0, 0, lba(request), bytes >>> blockShift);
        piece.task.cdbLength = Cdb.unmap(piece.task.cdb, UnmapList.ONE_BYTES);
        prepare(piece.task, DataDirection.WRITE, list, UnmapList.ONE_BYTES, true);
        piece.task.timeoutNanos = SLOW_TIMEOUT_NANOS;
        send(piece, bytes);
    }

    private void zeroes(Request request) {
        if (request.zeroing == Request.Zeroing.WRITE) {
            writeZeroes(request);
        } else {
            writeSame(request);
        }
    }

    private void writeZeroes(Request request) {
        ByteBuffer zeroes = Zeroes.buffer();
        int bytes = (int) Math.min(request.length - request.issued, Math.min(transferBytes(), zeroes.capacity()));
        Piece piece = piece(request, null);
        piece.task.cdbLength = Cdb.write(piece.task.cdb, lba(request), bytes >>> blockShift, false);
        prepare(piece.task, DataDirection.WRITE, zeroes, bytes, true);
        send(piece, bytes);
    }

    private void writeSame(Request request) {
        long reported = terms.limits().maxWriteSameBlocks();
        long blocksMax = Math.min(
                reported > 0 ? reported : WRITE_SAME_BLOCKS_DEFAULT, WRITE_SAME_BYTES_MAX >>> blockShift);
        long bytes = Math.min(request.length - request.issued, blocksMax << blockShift);
        boolean unmap = request.zeroing == Request.Zeroing.WRITE_SAME_UNMAP;
        Piece piece = piece(request, null);
        piece.task.cdbLength = Cdb.writeSame16(piece.task.cdb, lba(request), (int) (bytes >>> blockShift), unmap);
        prepare(piece.task, DataDirection.WRITE, Zeroes.buffer(), terms.blockBytes(), true);
        piece.task.timeoutNanos = SLOW_TIMEOUT_NANOS;
        send(piece, bytes);
    }

    /** The best way to write zeroes that the unit has and the request allows. */
    private Request.Zeroing zeroing(Request request) {
        if (writeSameUnmap && !request.hasFlag(Protocol.FLAG_NO_HOLE)) {
            return Request.Zeroing.WRITE_SAME_UNMAP;
        }
        return writeSame ? Request.Zeroing.WRITE_SAME : Request.Zeroing.WRITE;
    }

    private long lba(Request request) {
        return (request.offset + request.issued) >>> blockShift;
    }

    private static void prepare(
            ScsiTask task, DataDirection direction, ByteBuffer data, int bytes, boolean changesMedium) {
        task.direction = direction;
        task.data = data;
        task.dataOffset = 0;
        task.dataLength = bytes;
        task.timeoutNanos = 0;
        task.changesMedium = changesMedium;
    }

    private void send(Piece piece, long requestBytes) {
        piece.request.issued += requestBytes;
        piece.request.outstanding++;
        map.submit(piece.task, piece);
    }

    // ---- done ----

    /** A command is over; perhaps before it was sent whole. */
    void pieceDone(Piece piece) {
        Request request = piece.request;
        int error = ErrorTable.errorOf(piece.task);
        if (error != 0) {
            failed(piece, error);
        }
        if (request.type != Protocol.CMD_READ) {
            release(piece);
        }
        request.outstanding--;
        progress.released();
        if (!request.issuing) {
            run(request);
        }
    }

    private void failed(Piece piece, int error) {
        Request request = piece.request;
        if (refusesZeroing(piece)) {
            request.zeroingRefused = true;
        } else if (request.synced && !terms.limits().writeCache() && ErrorTable.isUnsupported(piece.task)) {
            return; // a unit without a volatile cache needs no SYNCHRONIZE CACHE
        } else if (request.error == 0) {
            request.fail(error, ErrorTable.words(piece.task));
            progress.commandFailed(request);
        }
    }

    /** Whether the unit does not know the WRITE SAME it promised; then it is not tried again on this connection. */
    private boolean refusesZeroing(Piece piece) {
        Request.Zeroing zeroing = piece.request.zeroing;
        if (zeroing == null || zeroing == Request.Zeroing.WRITE || piece.request.synced
                || !ErrorTable.isUnsupported(piece.task)) {
            return false;
        }
        if (zeroing == Request.Zeroing.WRITE_SAME_UNMAP) {
            writeSameUnmap = false;
        } else {
            writeSame = false;
        }
        return true;
    }

    // ---- pieces ----

    private Piece piece(Request request, ByteBuffer buffer) {
        Piece piece = free;
        if (piece == null) {
            piece = new Piece(this);
        } else {
            free = piece.next;
        }
        piece.request = request;
        piece.buffer = buffer;
        return piece;
    }

    private void release(Piece piece) {
        if (piece.buffer != null) {
            buffers.release(piece.buffer);
            piece.buffer = null;
        }
        piece.request = null;
        piece.task.data = null;
        piece.next = free;
        free = piece;
    }
}
