package org.mpath.backend.dm;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.mpath.api.path.PathDevice;

/** Questions that only a path's own reactor may answer. */
final class OnReactor {
    private static final long MILLIS_MAX = 5_000;

    private OnReactor() {}

    /** Whether it is so; no when the reactor does not answer in time. */
    static boolean holds(PathDevice path, BooleanSupplier question) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        path.reactor().execute(() -> {
            try {
                answer.complete(question.getAsBoolean());
            } catch (RuntimeException failure) {
                answer.complete(false);
            }
        });
        try {
            return answer.get(MILLIS_MAX, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException none) {
            return false;
        }
    }
}
