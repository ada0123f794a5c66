package org.mpath.shell;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of the shell socket that collects what it is told. */
final class SocketClient implements AutoCloseable {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final FrameChannel channel;
    private final StringBuilder output = new StringBuilder();
    private final StringBuilder errors = new StringBuilder();
    private final CompletableFuture<String> mode = new CompletableFuture<>();
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();

    SocketClient(Path socket) throws IOException {
        channel = new FrameChannel(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        Thread reader = new Thread(this::collect, "test-client");
        reader.setDaemon(true);
        reader.start();
    }

    private void collect() {
        try {
            for (FrameChannel.Frame frame = channel.read(); frame != null; frame = channel.read()) {
                switch (frame.type()) {
                    case FrameChannel.OUTPUT -> append(output, frame.text());
                    case FrameChannel.ERROR -> append(errors, frame.text());
                    case FrameChannel.MODE -> mode.complete(frame.text());
                    case FrameChannel.EXIT -> exit.complete(Integer.parseInt(frame.text()));
                    default -> throw new IOException("type " + frame.type());
                }
            }
        } catch (IOException closed) {
            // told below
        }
        exit.complete(-1);
    }

    private synchronized void append(StringBuilder text, String more) {
        text.append(more);
        notifyAll();
    }

    void send(byte type, String text) throws IOException {
        channel.write(type, text);
    }

    void type(String text) throws IOException {
        send(FrameChannel.INPUT, text);
    }


    /** Waits for output, without the sequences that steer a terminal, after everything awaited before; gives it back. */
    synchronized String await(Predicate<String> wanted) throws InterruptedException {
        awaitRaw(text -> wanted.test(plain()));
        String seen = plain();
        output.setLength(0);
        return seen;
    }

    /** Waits for output as it comes, and leaves it. */
    synchronized void awaitRaw(Predicate<String> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (!wanted.test(output.toString())) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("waited in vain; so far: " + plain());
            }
            wait(left);
        }
    }

    private String plain() {
        return output.toString().replaceAll("\u001b(\\[[0-9;?]*[A-Za-z]|[=>])|[\\r\u0007]", "");
    }

    String mode() throws Exception {
        return mode.get(LIMIT_NANOS, TimeUnit.NANOSECONDS);
    }

    /** The exit code; -1 when the connection ended without one. */
    int exit() throws Exception {
        return exit.get(LIMIT_NANOS, TimeUnit.NANOSECONDS);
    }

    synchronized String output() {
        return output.toString();
    }

    synchronized String errors() {
        return errors.toString();
    }


    @Override
    public void close() throws IOException {
        channel.close();
    }
}
