package org.mpath.transport.lab;

/** Answers on their way back, in order, each due at a time. A ring that grows and does not allocate otherwise. */
final class AnswerQueue {
    private Message[] messages = new Message[64];
    private long[] dueNanos = new long[64];
    private int first;
    private int count;
    private long lastDueNanos;

    /** Adds an answer. It does not overtake the one before it. */
    void add(Message message, long due) {
        if (count == messages.length) {
            grow();
        }
        if (count > 0 && due - lastDueNanos < 0) {
            due = lastDueNanos;
        }
        lastDueNanos = due;
        int at = first + count & messages.length - 1;
        messages[at] = message;
        dueNanos[at] = due;
        count++;
    }

    int size() {
        return count;
    }

    /** Nanoseconds until the first answer is due, 0 or less when it is; only when there is one. */
    long untilDueNanos(long nowNanos) {
        return dueNanos[first] - nowNanos;
    }

    /** Takes the first answer when it is due; null otherwise. */
    Message pollDue(long nowNanos) {
        if (count == 0 || untilDueNanos(nowNanos) > 0) {
            return null;
        }
        Message message = messages[first];
        messages[first] = null;
        first = first + 1 & messages.length - 1;
        count--;
        return message;
    }

    /** Makes everything due. */
    void hurry(long nowNanos) {
        for (int i = 0; i < count; i++) {
            dueNanos[first + i & messages.length - 1] = nowNanos;
        }
        lastDueNanos = nowNanos;
    }

    void clear() {
        while (count > 0) {
            messages[first] = null;
            first = first + 1 & messages.length - 1;
            count--;
        }
    }

    private void grow() {
        Message[] moreMessages = new Message[messages.length * 2];
        long[] moreDueNanos = new long[messages.length * 2];
        for (int i = 0; i < count; i++) {
            int at = first + i & messages.length - 1;
            moreMessages[i] = messages[at];
            moreDueNanos[i] = dueNanos[at];
        }
        messages = moreMessages;
        dueNanos = moreDueNanos;
        first = 0;
    }
}
