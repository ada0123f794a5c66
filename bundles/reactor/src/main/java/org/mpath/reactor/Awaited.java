package org.mpath.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Verbs that wait for the same thing. Reactor thread. */
final class Awaited<T> {
    private final List<CompletableFuture<T>> waiting = new ArrayList<>();

    void add(CompletableFuture<T> verb) {
        waiting.add(verb);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** It came. */
    void complete(T answer) {
        take().forEach(each -> each.complete(answer));
    }

    /** It will not come. */
    void fail(RuntimeException reason) {
        take().forEach(each -> each.completeExceptionally(reason));
    }

    /** What a verb does that goes on may be to wait again. */
    private List<CompletableFuture<T>> take() {
        List<CompletableFuture<T>> told = List.copyOf(waiting);
        waiting.clear();
        return told;
    }
}
