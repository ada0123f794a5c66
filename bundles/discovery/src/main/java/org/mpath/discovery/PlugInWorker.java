package org.mpath.discovery;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the code of one plug-in what it answers at once: on a thread of its own, which ends when there is nothing to ask, so that
 * one that loops or blocks costs whoever asks the limit, once. It is interrupted then, and asked nothing more, for a thread that
 * ignores that cannot be ended. Any thread but a reactor.
 */
final class PlugInWorker {
    /** How long making or giving back a service may take: a component starts, and loads its classes. */
    static final int SERVICE_MILLIS_MAX = 5_000;

    private static final int IDLE_SECONDS = 5;
    /** A process that was stopped for a while, with all its threads, finds one slice used up and not the whole limit. */
    private static final int SLICES = 4;

    private final String name;
    private final ThreadPoolExecutor executor;
    /** The question that was not answered in time; null when all were. */
    private volatile String stuck;

    /** @param name of the plug-in, for people */
    PlugInWorker(String name) {
        this.name = name;
        this.executor = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
        executor.allowCoreThreadTimeOut(true);
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "mpath-plugin " + name);
        thread.setDaemon(true);
        thread.setContextClassLoader(PlugInWorker.class.getClassLoader());
        return thread;
    }

    /** An answer, or how there came to be none. */
    private record Outcome<A>(A answer, PlugInFault fault) {
        static <A> Outcome<A> of(Callable<A> question) {
            try {
                return new Outcome<>(question.call(), null);
            } catch (PlugInFault found) {
                return new Outcome<>(null, found);
            } catch (Throwable thrown) {
                return new Outcome<>(null, PlugInFault.threw(thrown));
            }
        }

        A get() throws PlugInFault {
            if (fault != null) {
                throw fault;
            }
            return answer;
        }
    }

    /**
     * Asks, and waits for the answer.
     *
     * @param what is asked, for people
     * @throws PlugInFault when it threw, or does not answer in time, or has not before
     */
    <A> A ask(String what, long limitMillis, Callable<A> question) throws PlugInFault {
        if (stuck != null) {
            throw PlugInFault.late(what + " is not called: " + stuck + " did not return in time");
        }
        Future<Outcome<A>> answer = executor.submit(() -> Outcome.of(question));
        try {
            for (int slice = 1; slice < SLICES; slice++) {
                try {
                    return answer.get(limitMillis / SLICES, TimeUnit.MILLISECONDS).get();
                } catch (TimeoutException notYet) {
                    // the next slice
                }
            }
            return answer.get(limitMillis / SLICES, TimeUnit.MILLISECONDS).get();
        } catch (TimeoutException late) {
            stuck = what;
            answer.cancel(true);
            throw PlugInFault.late(what + " took longer than " + limitMillis + " ms");
        } catch (ExecutionException broken) {
            throw new PlugInFault(broken.toString()); // nothing of the plug-in gets here
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new PlugInFault("nobody waited for " + what);
        }
    }

    /** Ends its thread when that has nothing to do any more. */
    void close() {
        executor.shutdown();
    }
}
