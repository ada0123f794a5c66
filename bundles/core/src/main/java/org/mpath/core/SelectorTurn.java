package org.mpath.core;

import org.mpath.api.io.ScsiTask;

/**
 * What the engine is doing while it calls a selector, said in a few fields before each call, so that another thread can go on
 * with the engine when a selector keeps the one it was called on: as though the selector had thrown, and with the task that was
 * in hand. What is on the stack of the thread that is kept is lost; everything else is in the engine.
 */
final class SelectorTurn {
    // ---- what the selector was called for ----

    static final int NONE = 0;
    static final int SELECT = 1;
    static final int STARTED = 2;
    static final int ENDED = 3;
    /** To tell it which paths may be chosen. */
    static final int TOLD = 4;
    /** To give it its paths, before it is used. */
    static final int ADD = 5;
    /** For its words. */
    static final int SAID = 6;

    private static final String[] NAMES = {"", "select", "started", "ended", "fail or reinstate", "add", "words"};

    // ---- where the task in hand comes from ----

    static final int NOBODY = 0;
    static final int SUBMITTED = 1;
    static final int AGAIN = 2;
    /** From the head of the queue. */
    static final int QUEUED = 3;
    /** It has a path and is about to be sent. */
    static final int SENDING = 4;
    /** An attempt is over, and nothing has come of that yet. */
    static final int ENDING = 5;

    private final MapActions actions;
    private EngineGroup group;
    private int call;
    private ScsiTask task;
    private int hand;

    SelectorTurn(MapActions actions) {
        this.actions = actions;
    }

    /** The task is in hand, and nowhere else. */
    void takes(ScsiTask taken, int from) {
        if (task != taken) { // nearly always it is: that saves the collector a look
            task = taken;
        }
        hand = from;
    }

    /** No task is in hand. */
    void takesNone() {
        hand = NOBODY;
    }

    /** A call begins. */
    void begins(EngineGroup of, int what) {
        if (group != of) {
            group = of;
        }
        call = what;
    }

    /**
     * It is over.
     *
     * @param fault how it went wrong; null when it did not
     * @return the same, or that it took too long
     * @throws org.mpath.api.io.ThreadAbandoned when another thread has the engine now
     */
    String ends(String fault) {
        String late = actions.selectorReturned();
        call = NONE;
        return late == null ? fault : late;
    }

    // ---- the thread that goes on ----

    /** What it is called for now; {@link #NONE} when it is not. */
    int call() {
        return call;
    }

    /** The call in its own word. */
    String callName() {
        return NAMES[call];
    }

    /** Whose selector is called. */
    EngineGroup group() {
        return group;
    }

    /** Whether a task is in hand, and from where. */
    int hand() {
        return hand;
    }

    ScsiTask task() {
        return task;
    }

    /** The call is over, as far as the engine is concerned. */
    void over() {
        call = NONE;
        hand = NOBODY;
    }
}
