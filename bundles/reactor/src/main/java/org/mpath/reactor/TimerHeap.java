package org.mpath.reactor;

import java.util.Arrays;
import org.mpath.api.io.ReactorTimer;

/**
 * The timers of one loop, a binary heap by deadline. Each timer knows its place, so arming, re-arming and cancelling are
 * O(log n) and allocate nothing but the array's growth.
 */
final class TimerHeap {
    private static final int NOT_ARMED = -1;

    private LoopTimer[] heap = new LoopTimer[16];
    private int size;

    /** Nanoseconds until the next timer; {@link Long#MAX_VALUE} when none is armed, never below 0. */
    long untilNextNanos(long nowNanos) {
        return size == 0 ? Long.MAX_VALUE : Math.max(0, heap[0].deadlineNanos - nowNanos);
    }

    /** Takes the earliest timer off the heap when it is due. */
    LoopTimer pollDue(long nowNanos) {
        if (size == 0 || heap[0].deadlineNanos - nowNanos > 0) {
            return null;
        }
        LoopTimer due = heap[0];
        remove(due);
        return due;
    }

    private void add(LoopTimer timer) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        place(timer, size++);
        up(timer);
    }

    private void remove(LoopTimer timer) {
        int at = timer.index;
        timer.index = NOT_ARMED;
        LoopTimer last = heap[--size];
        heap[size] = null;
        if (last != timer) {
            place(last, at);
            up(last);
            down(last);
        }
    }

    private void up(LoopTimer timer) {
        while (timer.index > 0) {
            LoopTimer parent = heap[(timer.index - 1) >>> 1];
            if (parent.deadlineNanos - timer.deadlineNanos <= 0) {
                return;
            }
            swap(parent, timer);
        }
    }

    private void down(LoopTimer timer) {
        while (true) {
            int child = 2 * timer.index + 1;
            if (child >= size) {
                return;
            }
            if (child + 1 < size && heap[child + 1].deadlineNanos - heap[child].deadlineNanos < 0) {
                child++;
            }
            if (timer.deadlineNanos - heap[child].deadlineNanos <= 0) {
                return;
            }
            swap(timer, heap[child]);
        }
    }

    private void swap(LoopTimer a, LoopTimer b) {
        int index = a.index;
        place(a, b.index);
        place(b, index);
    }

    private void place(LoopTimer timer, int at) {
        heap[at] = timer;
        timer.index = at;
    }

    /** A timer of this heap. */
    static final class LoopTimer implements ReactorTimer {
        private final EventLoop loop;
        private final TimerHeap timers;
        private final Runnable action;
        private long deadlineNanos;
        private int index = NOT_ARMED;

        LoopTimer(EventLoop loop, TimerHeap timers, Runnable action) {
            this.loop = loop;
            this.timers = timers;
            this.action = action;
        }

        @Override
        public void arm(long delayNanos) {
            loop.assertOwner();
            cancel();
            deadlineNanos = System.nanoTime() + Math.max(0, delayNanos);
            timers.add(this);
        }

        @Override
        public void cancel() {
            loop.assertOwner();
            if (index != NOT_ARMED) {
                timers.remove(this);
            }
        }

        @Override
        public boolean armed() {
            return index != NOT_ARMED;
        }

        void run() {
            action.run();
        }
    }
}
