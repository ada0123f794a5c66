package org.mpath.discovery;

import java.util.function.Supplier;

/** Looks now and then whether something still keeps the maps without paths. Discovery thread. */
final class EmptyMapWatch {
    private final DiscoveryThread thread;
    private final Supplier<CheckTimes> times;
    private final MapBook book;
    private final Runnable removed;
    private boolean due;

    /** @param removed called when maps were removed */
    EmptyMapWatch(Wiring wiring, MapBook book, Runnable removed) {
        this.thread = wiring.thread();
        this.times = wiring.times();
        this.book = book;
        this.removed = removed;
    }

    /** There may be a map without paths. */
    void watch() {
        if (book.hasEmpty() && !due) {
            due = true;
            thread.later(this::look, times.get().intervalMillis());
        }
    }

    private void look() {
        due = false;
        removeUnused();
        watch();
    }

    /** Removes those that nothing keeps. */
    void removeUnused() {
        if (book.removeUnused()) {
            removed.run();
        }
    }
}
