package org.mpath.itests.support;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A TCP proxy in front of one portal that does to connections what networks do. For tests only. */
public final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 64;

    private final InetSocketAddress target;
    private final InetSocketAddress address;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Faults faults = new Faults();
    private ServerSocket listener;
    private Thread acceptor;

    /** Listens on a free port of the target's address; {@code target} is an {@code ADDRESS:PORT}. */
    public FaultProxy(String target) throws IOException {
        this.target = Addresses.of(target);
        listen(new InetSocketAddress(this.target.getAddress(), 0));
        this.address = (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** {@code ADDRESS:PORT} to connect to. */
    public String portal() {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Connections taken so far. */
    public int accepted() {
        return accepted.get();
    }

    /** Resets every connection; new ones are accepted. */
    public void reset() {
        cut(Link::reset);
    }

    /** Closes every connection in good order; new ones are accepted. */
    public void finish() {
        cut(Link::finish);
    }

    /** Takes no new connections until {@link #heal}; those there are go on. */
    public void refuse() throws IOException {
        listener.close();
        try {
            acceptor.join(); // until then the kernel keeps listening
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Resets every connection and takes no new ones until {@link #heal}. */
    public void gone() throws IOException {
        refuse();
        reset();
    }

    /** Holds back what the target sends, or both ways, until {@link #heal}: then all of it arrives. */
    public void stall(boolean alsoRequests) {
        faults.stall(alsoRequests);
    }

    /** Makes everything, both ways, so much later until {@link #heal}. */
    public void delay(int millis) {
        faults.delay(millis);
    }

    /** Drops everything, both ways, new connections too, until {@link #heal}. What was dropped never arrives. */
    public void silence() {
        faults.silence();
    }

    /** Changes what the target sends, chunk by chunk as it was written. Keep the length. */
    public void rewriteAnswers(UnaryOperator<byte[]> rewriter) {
        faults.rewriteAnswers(rewriter);
    }

    /** Takes every fault away. Connections that lost bytes to silence are reset: their streams are broken. */
    public void heal() throws IOException {
        if (faults.heal()) {
            reset();
        }
        if (listener.isClosed()) {
            listen(address);
        }
    }

    @Override
    public void close() throws IOException {
        gone();
        faults.heal();
    }

    private void cut(Consumer<Link> how) {
        for (Link link : links) {
            links.remove(link); // one by one: a client that reconnects at once must stay in the list
            how.accept(link);
        }
    }

    private void listen(InetSocketAddress where) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(where, BACKLOG);
        listener = socket;
        acceptor = Daemons.start("proxy-accept", () -> acceptFrom(socket));
    }

    private void acceptFrom(ServerSocket socket) {
        try {
            while (true) {
                Socket client = socket.accept();
                accepted.incrementAndGet();
                Link link = new Link(client);
                links.add(link);
                Daemons.start("proxy-answers", () -> {
                    link.run(target, faults);
                    links.remove(link);
                });
            }
        } catch (IOException e) {
            // closed: refused, or the end of the test
        }
    }
}
