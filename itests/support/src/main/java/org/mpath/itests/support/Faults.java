package org.mpath.itests.support;

import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** What a {@link FaultProxy} does to the bytes that pass, the same on all its connections. */
final class Faults {
    private static final byte[] NOTHING = {};

    private UnaryOperator<byte[]> rewriter = UnaryOperator.identity();
    private boolean requestsStall;
    private boolean answersStall;
    private boolean silent;
    private int delayMillis;

    synchronized void stall(boolean alsoRequests) {
        answersStall = true;
        requestsStall = alsoRequests;
    }

    synchronized void delay(int millis) {
        delayMillis = millis;
    }

    synchronized void silence() {
        silent = true;
    }

    synchronized void rewriteAnswers(UnaryOperator<byte[]> wanted) {
        rewriter = wanted;
    }

    /** Takes all but the rewriting away; true when bytes were lost meanwhile. */
    synchronized boolean heal() {
        boolean lost = silent;
        requestsStall = false;
        answersStall = false;
        silent = false;
        delayMillis = 0;
        notifyAll();
        return lost;
    }

    /** Waits as long as the wire does, and answers what arrives of a request. */
    byte[] request(byte[] chunk) throws InterruptedException {
        hold(true);
        return isSilent() ? NOTHING : chunk;
    }

    /** Waits as long as the wire does, and answers what arrives of an answer. */
    byte[] answer(byte[] chunk) throws InterruptedException {
        hold(false);
        return isSilent() ? NOTHING : rewriter().apply(chunk);
    }

    private void hold(boolean request) throws InterruptedException {
        int millis;
        synchronized (this) {
            while (request ? requestsStall : answersStall) {
                wait();
            }
            millis = delayMillis;
        }
        TimeUnit.MILLISECONDS.sleep(millis);
    }

    private synchronized boolean isSilent() {
        return silent;
    }

    private synchronized UnaryOperator<byte[]> rewriter() {
        return rewriter;
    }
}
