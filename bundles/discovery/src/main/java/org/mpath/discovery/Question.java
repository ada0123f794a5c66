package org.mpath.discovery;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.mpath.api.control.ControlException;

/**
 * Something that another thread is to do and answer, within a time. Who gives up before it was begun takes it back: what was
 * told to have failed is not done behind people's backs. What was begun is waited for once more.
 */
final class Question<T> implements Runnable {
    private final Supplier<T> work;
    private final long beginMillisMax;
    private final long endMillisMax;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final AtomicBoolean taken = new AtomicBoolean();

    /**
     * Makes one.
     *
     * @param beginMillisMax how long it may wait until it is begun
     * @param endMillisMax how long it may take after that
     */
    Question(Supplier<T> work, long beginMillisMax, long endMillisMax) {
        this.work = work;
        this.beginMillisMax = beginMillisMax;
        this.endMillisMax = endMillisMax;
    }

    /** Does it, unless it was taken back. The other thread. */
    @Override
    public void run() {
        if (taken.compareAndSet(false, true)) {
            try {
                answer.complete(work.get());
            } catch (RuntimeException refused) {
                answer.completeExceptionally(refused);
            }
        }
    }

    /**
     * Waits for the answer.
     *
     * @throws ControlException when there is none in time
     * @throws RuntimeException what the work threw
     */
    T answer() {
        try {
            return answer.get(beginMillisMax, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            if (taken.compareAndSet(false, true)) {
                throw new ControlException(
                        "discovery is busy for " + beginMillisMax + " ms with something else: nothing was done, try again");
            }
            return begun();
        } catch (ExecutionException refused) {
            throw cause(refused);
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    private T begun() {
        try {
            return answer.get(endMillisMax, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new ControlException("discovery has not finished after " + (beginMillisMax + endMillisMax) + " ms; it goes on");
        } catch (ExecutionException refused) {
            throw cause(refused);
        } catch (InterruptedException interrupted) {
            throw interrupted();
        }
    }

    private static RuntimeException cause(ExecutionException refused) {
        return refused.getCause() instanceof RuntimeException cause ? cause : new ControlException(refused.toString());
    }

    private static RuntimeException interrupted() {
        Thread.currentThread().interrupt();
        return new ControlException("interrupted while discovery was waited for");
    }
}
