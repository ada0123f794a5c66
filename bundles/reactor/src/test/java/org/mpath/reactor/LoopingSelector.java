package org.mpath.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;

/** A version of selector {@code pick} that takes the first usable path, but for one call, which a test makes last. */
final class LoopingSelector implements PathSelectorFactory {
    /** What the call does instead; it ends when a test says so. */
    @FunctionalInterface
    interface Deed {
        void run();
    }

    final Leases<PathSelectorFactory> leases;
    final String bundle;
    /** The thread that the call has. */
    final CompletableFuture<Thread> entered = new CompletableFuture<>();
    /** Calls of any of its selectors. */
    final AtomicInteger calls = new AtomicInteger();
    /** How long each call takes. */
    volatile long callNanos;
    private volatile String loopsIn = "";
    private volatile Deed deed = () -> {};
    private volatile boolean over;

    LoopingSelector(String version) {
        leases = new Leases<>(version, () -> this);
        bundle = "org.example.plugin " + version;
    }

    LoopingSelector bind(PlaneRig rig) {
        rig.plane.bindSelector(leases.reference, Map.of(PathSelectorFactory.NAME, "pick"));
        return this;
    }

    /** The next call of that name does not end, and ignores its interrupt. */
    void loopIn(String call) {
        doIn(call, () -> {
            while (!over) {
                Thread.onSpinWait();
            }
        });
    }

    /** The next call of that name does something else. */
    void doIn(String call, Deed what) {
        deed = what;
        loopsIn = call;
    }

    /** Lets the call end. */
    void letGo() {
        over = true;
    }

    private void at(String call) {
        calls.incrementAndGet();
        for (long began = System.nanoTime(); System.nanoTime() - began < callNanos; ) {
            Thread.onSpinWait();
        }
        if (call.equals(loopsIn)) {
            loopsIn = "";
            entered.complete(Thread.currentThread());
            deed.run();
        }
    }

    @Override
    public String name() {
        return "pick";
    }

    @Override
    public PathSelector create(List<String> arguments) {
        return new Pick();
    }

    private final class Pick implements PathSelector {
        private final List<Integer> usable = new ArrayList<>();

        @Override
        public void add(int path, List<String> arguments) {
            at("add");
            usable.add(path);
        }

        @Override
        public void fail(int path) {
            at("fail or reinstate");
            usable.remove((Integer) path);
        }

        @Override
        public void reinstate(int path) {
            at("fail or reinstate");
            usable.add(path);
        }

        @Override
        public int select(long bytes, long nowNanos) {
            at("select");
            return usable.isEmpty() ? NONE : usable.get(0);
        }

        @Override
        public void started(int path, long bytes, long nowNanos) {
            at("started");
        }

        @Override
        public void ended(int path, long bytes, long startedNanos, long nowNanos) {
            at("ended");
        }

        @Override
        public String words() {
            at("words");
            return "";
        }
    }
}
