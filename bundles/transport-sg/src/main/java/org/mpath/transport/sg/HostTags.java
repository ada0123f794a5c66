package org.mpath.transport.sg;

import java.util.ArrayDeque;

/**
 * How many commands this runtime has with one host adapter. The sg driver sleeps in write(2) when the adapter has no tag
 * left, and a reactor must not: a quarter of the tags is left to the kernel's own commands. Reactor thread.
 */
final class HostTags {
    private final ArrayDeque<SgQueue> waiting = new ArrayDeque<>();
    private int most;
    private int taken;

    /** Sets how many the adapter takes; 0 when that is not known. */
    void tags(int tags) {
        most = tags <= 0 ? Integer.MAX_VALUE : Math.max(1, tags - (tags + 3) / 4);
    }

    /** Takes one; false, and the queue is called when there is one again. */
    boolean take(SgQueue queue) {
        if (taken < most) {
            taken++;
            return true;
        }
        if (!queue.awaitsTag()) {
            queue.awaitTag(true);
            waiting.addLast(queue);
        }
        return false;
    }

    /** Gives so many back. */
    void release(int tags) {
        taken -= tags;
        for (int i = 0; i < tags && !waiting.isEmpty(); i++) {
            SgQueue next = waiting.pollFirst();
            next.awaitTag(false);
            next.pumpLater();
        }
    }

    /** How many are taken. */
    int taken() {
        return taken;
    }
}
