package org.mpath.transport.iscsi;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between initiator and target and does to the connection what networks do. */
final class FaultProxy implements AutoCloseable {
    private static final int CHUNK_BYTES = 64 * 1024;

    private final int targetPort;
    private final int port;
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private ServerSocket listener;
    private Thread acceptor;
    private boolean stallUp;
    private boolean stallDown;
    private int delayMillis;

    FaultProxy(int targetPort) throws IOException {
        this.targetPort = targetPort;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        port = listener.getLocalPort();
        acceptor = thread(() -> acceptFrom(listener));
    }

    String portal() {
        return "127.0.0.1:" + port;
    }

    int accepted() {
        return accepted.get();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void acceptFrom(ServerSocket from) {
        try {
            while (true) {
                Socket client = from.accept();
                accepted.incrementAndGet();
                Socket target = new Socket();
                synchronized (this) {
                    sockets.add(client);
                    sockets.add(target);
                }
                thread(() -> connect(client, target));
            }
        } catch (IOException e) {
            // closed: refuse or the end of the test
        }
    }

    private void connect(Socket client, Socket target) {
        try {
            target.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), targetPort));
            client.setTcpNoDelay(true);
            target.setTcpNoDelay(true);
            thread(() -> pump(client, target, true));
            pump(target, client, false);
        } catch (IOException e) {
            closeQuietly(client);
        }
    }

    private void pump(Socket from, Socket to, boolean up) {
        try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            byte[] chunk = new byte[CHUNK_BYTES];
            int bytes;
            while ((bytes = in.read(chunk)) >= 0) {
                hold(up);
                out.write(chunk, 0, bytes);
            }
        } catch (IOException e) {
            // the other side is gone; so is this
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private void hold(boolean up) {
        try {
            int delay;
            synchronized (this) {
                while (up ? stallUp : stallDown) {
                    wait();
                }
                delay = delayMillis;
            }
            TimeUnit.MILLISECONDS.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Resets every connection. */
    synchronized void reset() throws IOException {
        for (Socket socket : sockets) {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
        }
        finish();
    }

    /** Closes every connection in good order. */
    synchronized void finish() {
        sockets.forEach(FaultProxy::closeQuietly);
        sockets.clear();
        notifyAll();
    }

    /** Swallows what comes, in both directions or only from the target, until {@link #heal}. */
    synchronized void stall(boolean alsoRequests) {
        stallDown = true;
        stallUp = alsoRequests;
    }

    synchronized void delay(int millis) {
        delayMillis = millis;
    }

    synchronized void heal() {
        stallUp = false;
        stallDown = false;
        delayMillis = 0;
        notifyAll();
    }

    /** Takes no new connections until {@link #accept}. */
    void refuse() throws IOException, InterruptedException {
        listener.close();
        acceptor.join(); // until then the kernel keeps listening
    }

    void accept() throws IOException {
        ServerSocket again = new ServerSocket();
        again.setReuseAddress(true);
        again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        listener = again;
        acceptor = thread(() -> acceptFrom(again));
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // closed enough
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        heal();
        finish();
    }
}
