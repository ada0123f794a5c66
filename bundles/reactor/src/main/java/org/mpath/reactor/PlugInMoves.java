package org.mpath.reactor;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Moves maps to the versions of plug-ins that they should hold, one map at a time, on a thread of its own: when a version
 * came, and, before anything else, when one misbehaved. Any thread.
 */
final class PlugInMoves implements AutoCloseable {
    private static final Logger LOG = System.getLogger("org.mpath.dataplane");
    private static final int FAULTS_MAX = 4_096;
    private static final long JOIN_MILLIS = 5_000;

    /**
     * A plug-in misbehaved.
     *
     * @param map where
     * @param blame has the registry know
     */
    record Fault(String map, Runnable blame) {}

    private final Supplier<Set<String>> maps;
    private final Consumer<String> move;
    private final Queue<Fault> faults = new ArrayBlockingQueue<>(FAULTS_MAX);
    private final Set<String> urgent = ConcurrentHashMap.newKeySet();
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "mpath-plugins");

    /**
     * Starts.
     *
     * @param maps the names of the maps there are
     * @param move has a map hold what it should; bounded, throws nothing, and is nothing when the map does already
     */
    PlugInMoves(Supplier<Set<String>> maps, Consumer<String> move) {
        this.maps = maps;
        this.move = move;
        thread.setDaemon(true);
        thread.start();
    }

    /** Looks after every map. */
    void look() {
        news.release();
    }

    /** Looks after a map whose plug-in misbehaved. Does not wait. */
    void fault(Fault fault) {
        if (!faults.offer(fault)) {
            LOG.log(Level.WARNING, "event=plugin.fault_dropped map=" + fault.map() + " reason=\"too many at a time\"");
        }
        urgent.add(fault.map());
        news.release();
    }

    private void run() {
        try {
            while (true) {
                news.acquire();
                news.drainPermits();
                lookAfter(new ArrayDeque<>(maps.get()));
            }
        } catch (InterruptedException e) {
            // closed
        }
    }

    private void lookAfter(Deque<String> todo) throws InterruptedException {
        while (!todo.isEmpty() || !urgent.isEmpty()) {
            for (Fault fault = faults.poll(); fault != null; fault = faults.poll()) {
                fault.blame().run();
            }
            String first = urgent.stream().findFirst().orElse(null);
            if (first != null) {
                urgent.remove(first);
                move(first);
            } else {
                move(todo.poll());
            }
        }
    }

    private void move(String map) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        move.accept(map);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
