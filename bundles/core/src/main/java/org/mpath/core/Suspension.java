package org.mpath.core;

/** Whether a map is suspended, or on its way there. */
final class Suspension {
    private enum State {
        RUNNING,
        QUIESCING,
        SUSPENDED
    }

    private State state = State.RUNNING;
    private boolean flush;

    /** I/O that arrives waits for resume. */
    boolean defers() {
        return state != State.RUNNING;
    }

    /** No I/O goes out: suspended, or on the way there without flushing. */
    boolean holds() {
        return state == State.SUSPENDED || state == State.QUIESCING && !flush;
    }

    /** What waits for a path fails. */
    boolean flushes() {
        return state == State.QUIESCING && flush;
    }

    boolean quiescing() {
        return state == State.QUIESCING;
    }

    boolean suspended() {
        return state == State.SUSPENDED;
    }

    void begin(boolean flushing) {
        state = State.QUIESCING;
        flush = flushing;
    }

    void complete() {
        state = State.SUSPENDED;
    }

    void end() {
        state = State.RUNNING;
    }
}
