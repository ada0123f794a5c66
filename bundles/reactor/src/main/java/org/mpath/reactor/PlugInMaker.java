package org.mpath.reactor;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Has plug-in code make or end something, on a thread of its own: code that hangs holds nobody up for longer than the limit. Any
 * thread but a reactor.
 */
final class PlugInMaker {
    private final long limitMillis;

    PlugInMaker(long limitMillis) {
        this.limitMillis = limitMillis;
    }

    /**
     * Makes it.
     *
     * @throws IllegalArgumentException as the plug-in said it
     * @throws IllegalStateException how the plug-in failed, a clause for people: it threw, made nothing, or took too long
     */
    <P> P make(Supplier<P> maker) {
        return make(maker, late -> {});
    }

    /**
     * The same.
     *
     * @param late gets what was made after nobody waited for it any more, on that other thread
     */
    <P> P make(Supplier<P> maker, Consumer<P> late) {
        CompletableFuture<P> made = new CompletableFuture<>();
        Thread thread = new Thread(() -> carryOut(maker, made, late), "mpath-plugin-maker");
        thread.setDaemon(true);
        thread.setContextClassLoader(PlugInMaker.class.getClassLoader());
        thread.start();
        try {
            P answer = await(made, thread);
            if (answer == null) {
                throw new IllegalStateException("it made none");
            }
            return answer;
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody waited until it was made", e);
        }
    }

    private <P> P await(CompletableFuture<P> made, Thread thread) throws ExecutionException, InterruptedException {
        try {
            return made.get(limitMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            made.completeExceptionally(new IllegalStateException("it made none within " + limitMillis + " ms"));
            thread.interrupt();
            return made.get(); // perhaps it was made just now
        } catch (InterruptedException interrupted) {
            made.completeExceptionally(new IllegalStateException("nobody waited until it was made"));
            throw interrupted;
        }
    }

    /** What is thrown is put in words here: they may be plug-in code, too. */
    private static <P> void carryOut(Supplier<P> maker, CompletableFuture<P> made, Consumer<P> late) {
        try {
            P answer = maker.get();
            if (!made.complete(answer) && answer != null) {
                late.accept(answer);
            }
        } catch (IllegalArgumentException refused) {
            made.completeExceptionally(new IllegalArgumentException(Thrown.message(refused)));
        } catch (Throwable thrown) {
            made.completeExceptionally(new IllegalStateException("it threw " + Thrown.words(thrown)));
        }
    }
}
