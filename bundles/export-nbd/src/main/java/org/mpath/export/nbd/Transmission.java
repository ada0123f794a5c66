package org.mpath.export.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.TurnEnd;

/**
 * The transmission phase of one connection. Lives on the reactor of its map, and only there.
 *
 * <p>A turn: the reader takes requests in and {@link Commands} sends them; what is done is queued; the end of the turn
 * writes all replies with one gathering write, gives the written requests back and, when the reader had been stopped for
 * want of room, reads on. Requests and bytes in flight are capped: at the cap the client's socket is not read.
 *
 * <p>It ends in three steps: nothing more is taken in ({@code draining}), everything in flight is answered, the channel is
 * closed. A client that breaks the protocol or vanishes is closed at once; its commands come back later and only give
 * their buffers back.
 */
final class Transmission implements TurnEnd, RequestReader.Intake, Commands.Progress {
    /** Requests of one connection in flight; a power of two. */
    static final int REQUESTS_MAX = 128;
    /** Bytes of READ and WRITE of one connection in flight; a single request may always go. */
    static final long BYTES_MAX = 16L * 1024 * 1024;

    private static final int REPLIES_BYTES = REQUESTS_MAX * Request.REPLY_HEADER_BYTES_MAX;
    /** Reply headers and the staging area of the reader. */
    private static final int WORKSPACE_BYTES = 64 * 1024;
    /** How long to wait for a buffer that others may give back. */
    private static final long BUFFER_RETRY_NANOS = 2_000_000;
    /** How long a READ waits for buffers; the pool may be smaller than what it asks for. */
    private static final long BUFFER_WAIT_NANOS = 5_000_000_000L;
    /** How long the commands of a map that goes away may take before their requests are answered without them. */
    private static final long WITHDRAW_NANOS = 2_000_000_000L;

    private final Connection connection;
    private final Export export;
    private final Terms terms;
    private final boolean structured;
    private final Reactor reactor;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Traffic traffic;
    private final ReactorTimer retryTimer;
    private final ReactorTimer withdrawTimer;
    private final StallWatch stallWatch;
    private final ReplyQueue replies = new ReplyQueue(REQUESTS_MAX);

    /** Null until there was a buffer for it; then the next three are there too. */
    private ByteBuffer workspace;

    private RequestPool requests;
    private Commands commands;
    private RequestReader reader;
    /** A READ that was taken in and waits for buffers. */
    private Request waiting;

    private long waitingSince;

    private int inFlight;
    private long inFlightBytes;
    private boolean turnEndAsked;
    /** The reader has stopped for want of room. */
    private boolean blocked;
    /** It has stopped for want of a buffer, which somebody else may give back. */
    private boolean starved;
    /** DISC was received. */
    private boolean disconnecting;

    private boolean draining;
    private boolean withdrawn;
    private boolean closed;

    /**
     * Makes one. Reactor thread of the map.
     *
     * @param key the channel's key on that reactor
     */
    Transmission(Connection connection, Negotiation agreed, SelectionKey key, long stallNanos) {
        this.connection = connection;
        this.export = agreed.export();
        this.terms = agreed.terms();
        this.structured = agreed.structured();
        this.reactor = export.map().reactor();
        this.channel = connection.channel();
        this.key = key;
        this.traffic = connection.traffic();
        this.retryTimer = reactor.timer(this::retry);
        this.withdrawTimer = reactor.timer(this::answerWithoutWaiting);
        this.stallWatch = new StallWatch(
                reactor, stallNanos, () -> connection.reject("a payload or a reply has not moved for too long"));
    }

    // ---- called by the reactor ----

    /** Begins to read; asks again later when there is no buffer for it. */
    void start() {
        workspace = reactor.buffers().acquire(WORKSPACE_BYTES);
        if (workspace == null) {
            setInterest(0);
            retryTimer.arm(BUFFER_RETRY_NANOS);
            return;
        }
        requests = new RequestPool(workspace.slice(0, REPLIES_BYTES), REQUESTS_MAX);
        commands = new Commands(export.map(), terms, reactor.buffers(), this);
        ByteBuffer staging = workspace.slice(REPLIES_BYTES, WORKSPACE_BYTES - REPLIES_BYTES);
        reader = new RequestReader(channel, staging, connection.handshakeBytes(), this);
        setInterest(SelectionKey.OP_READ);
    }

    /** The channel is ready. */
    void ready() throws IOException {
        if (key.isReadable() && !blocked && !draining) {
            read();
        }
        askTurnEnd();
    }

    @Override
    public void turnEnded() {
        turnEndAsked = false;
        if (closed) {
            return;
        }
        try {
            endTurn();
        } catch (IOException | RuntimeException e) {
            connection.failed(e);
        }
    }

    private void endTurn() throws IOException {
        replies.flush(channel);
        giveWrittenBack();
        if (waiting != null) {
            startWaiting();
        }
        if (blocked && !draining) {
            blocked = false;
            read();
        }
        if (closed) {
            return;
        }
        if (draining && inFlight == 0) {
            connection.close();
            return;
        }
        boolean reading = !draining && !blocked;
        boolean writing = replies.unwritten();
        setInterest((reading ? SelectionKey.OP_READ : 0) | (writing ? SelectionKey.OP_WRITE : 0));
        stallWatch.look(
                writing || (reading && reader.hasPartialPayload()), reader.receivedBytes() + replies.writtenBytes());
    }

    private void retry() {
        if (workspace == null) {
            start();
        } else {
            askTurnEnd();
        }
    }

    private void askTurnEnd() {
        if (!turnEndAsked && workspace != null) {
            turnEndAsked = true;
            reactor.atTurnEnd(this);
        }
    }

    private void setInterest(int interest) {
        if (key.interestOps() != interest) {
            key.interestOps(interest);
        }
    }

    // ---- taking requests in ----

    private void read() throws IOException {
        try {
            starved = false;
            RequestReader.Stop stop = reader.run();
            if (stop == RequestReader.Stop.NEED_ROOM) {
                blocked = true;
                if (starved) {
                    retryTimer.arm(BUFFER_RETRY_NANOS);
                }
            } else if (stop == RequestReader.Stop.END) {
                drain();
            }
        } catch (ProtocolViolation e) {
            connection.reject(e.getMessage());
        }
    }

    @Override
    public boolean hasRoom(long bufferedBytes) {
        return waiting == null
                && inFlight < REQUESTS_MAX
                && (inFlightBytes == 0 || inFlightBytes + bufferedBytes <= BYTES_MAX);
    }

    @Override
    public boolean closed() {
        return disconnecting || draining || closed;
    }

    @Override
    public Request header(ByteBuffer staging, int at) {
        Request request = requests.take();
        request.start(staging, at);
        if (request.type == Protocol.CMD_DISC) {
            requests.give(request);
            disconnecting = true;
            return null;
        }
        count(request);
        RequestRules.apply(request, terms, structured);
        if (request.error != 0) {
            commandFailed(request);
        }
        if (request.type == Protocol.CMD_WRITE && request.length > 0) {
            request.payloadLeft = request.length;
            return request;
        }
        if (request.error != 0) {
            requestDone(request);
        } else if (request.type != Protocol.CMD_READ) {
            commands.start(request);
        } else if (!commands.startRead(request)) {
            waiting = request;
            waitingSince = reactor.nanoTime();
            retryTimer.arm(BUFFER_RETRY_NANOS);
        }
        return null;
    }

    private void count(Request request) {
        request.countedBytes = request.hasBuffers() ? Math.min(request.length, Protocol.REQUEST_BYTES_MAX) : 0;
        inFlight++;
        inFlightBytes += request.countedBytes;
        traffic.requestTaken();
    }

    private void startWaiting() {
        Request request = waiting;
        if (request.error == 0 && commands.startRead(request)) {
            waiting = null;
            return;
        }
        if (request.error == 0 && reactor.nanoTime() - waitingSince > BUFFER_WAIT_NANOS) {
            request.fail(ErrorTable.ENOMEM, "there were no buffers for so much data");
            commandFailed(request);
        }
        if (request.error == 0) {
            retryTimer.arm(BUFFER_RETRY_NANOS);
        } else {
            waiting = null;
            requestDone(request);
        }
    }

    @Override
    public Piece openPiece(Request request) {
        Piece piece = commands.openPiece(request);
        starved = piece == null;
        return piece;
    }

    @Override
    public void pieceFull(Piece piece) {
        commands.sendPayload(piece);
    }

    @Override
    public void pieceDropped(Piece piece) {
        commands.drop(piece);
    }

    @Override
    public void payloadDropped(Request request) {
        commands.payloadPast(request);
    }

    // ---- answering ----

    @Override
    public void commandFailed(Request request) {
        if (!closed && !withdrawn) {
            export.failures().failed(request, reactor.nanoTime());
        }
    }

    @Override
    public void requestDone(Request request) {
        if (closed || request.answered) {
            commands.releasePieces(request);
            return;
        }
        if (withdrawn && request.error != 0) {
            request.error = ErrorTable.ESHUTDOWN;
        }
        answer(request);
    }

    @Override
    public void released() {
        if (blocked || waiting != null) {
            askTurnEnd();
        }
    }

    private void answer(Request request) {
        if (request.error != 0) {
            releaseIdle(request);
        }
        ReplyHeader.encode(request, structured);
        request.answered = true;
        replies.add(request);
        traffic.requestAnswered(request.error != 0);
        askTurnEnd();
    }

    private void giveWrittenBack() {
        Request request;
        while ((request = replies.pollWritten()) != null) {
            inFlight--;
            inFlightBytes -= request.countedBytes;
            releaseIdle(request);
            if (request.outstanding == 0) { // else it was answered without its commands, and the connection is ending
                requests.give(request);
            }
        }
    }

    /** Gives the buffers of a request back unless commands still use them. */
    private void releaseIdle(Request request) {
        if (request.outstanding == 0) {
            commands.releasePieces(request);
        }
    }

    // ---- ending ----

    /** The export is going away: takes nothing more in, answers what is in flight, closes. */
    void withdraw() {
        if (closed || withdrawn) {
            return;
        }
        withdrawn = true;
        if (workspace == null) {
            connection.close();
            return;
        }
        if (waiting != null) {
            waiting.fail(ErrorTable.ESHUTDOWN, "the export is going away");
        }
        drain();
        withdrawTimer.arm(WITHDRAW_NANOS);
    }

    private void drain() {
        if (draining) {
            return;
        }
        draining = true;
        Request cut = reader.abandon();
        if (cut != null) {
            cut.fail(ErrorTable.ESHUTDOWN, "the payload did not come");
            cut.payloadLeft = 0;
            commands.payloadPast(cut);
        }
        askTurnEnd();
    }

    private void answerWithoutWaiting() {
        for (int i = 0; i < requests.made(); i++) {
            Request request = requests.get(i);
            if (request.live && !request.answered) {
                request.error = ErrorTable.ESHUTDOWN;
                request.message = "the export is going away";
                answer(request);
            }
        }
    }

    /** The channel is closed. Reactor thread, once. */
    void channelClosed() {
        closed = true;
        retryTimer.cancel();
        withdrawTimer.cancel();
        stallWatch.stop();
        if (workspace == null) {
            return;
        }
        reader.abandon();
        for (int i = 0; i < requests.made(); i++) {
            Request request = requests.get(i);
            if (request.live) {
                request.fail(ErrorTable.ESHUTDOWN, "the client has gone"); // so that no more commands are sent for it
                releaseIdle(request);
            }
        }
        reactor.buffers().release(workspace);
    }
}
