package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mpath.api.io.PlugInCall;
import org.mpath.itests.support.Await;

/** The loop goes on without a thread that a plug-in keeps, with everything that was on it. */
@Timeout(60)
class LoopTakeoverTest {
    private static final long LIMIT_MILLIS = 200;

    private final EventLoop loop = open();
    private final CompletableFuture<Thread> entered = new CompletableFuture<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile boolean over;

    private static EventLoop open() {
        try {
            return new EventLoop("test-reactor", 1024, 8 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        over = true;
        loop.close();
    }

    /** A call that says how it ended. */
    private record Told(String bundle, Runnable code, Consumer<String> told) implements PlugInCall<String> {
        @Override
        public String what() {
            return "call";
        }

        @Override
        public long limitMillis() {
            return LIMIT_MILLIS;
        }

        @Override
        public String run() {
            code.run();
            return "answer";
        }

        @Override
        public void ended(String answer, String fault) {
            told.accept(answer + " " + fault);
        }
    }

    private void loopForEver() {
        entered.complete(Thread.currentThread());
        while (!over) {
            Thread.onSpinWait();
        }
    }

    private Told call(String bundle, Runnable code, Consumer<String> told) {
        return new Told(bundle + " 1.0.0", code, told);
    }

    @Test
    void callsComeInOrderAndAfterWhatAskedForThem() throws Exception {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.execute(() -> {
            IntStream.range(0, 3).forEach(i -> loop.call(call("one", () -> seen.add("call " + i), seen::add)));
            loop.call(call("one", () -> done.complete(null), end -> {}));
            seen.add("asked");
        });
        done.get(10, TimeUnit.SECONDS);
        assertThat(seen).containsExactly(
                "asked", "call 0", "answer null", "call 1", "answer null", "call 2", "answer null");
    }

    @Test
    void goesOnWithWhatWaitedAndEndsTheCallOnce() throws Exception {
        loop.execute(() -> {
            loop.call(call("bad", this::loopForEver, seen::add));
            loop.call(call("good", () -> seen.add("next call"), end -> {}));
            loop.timer(() -> seen.add("timer")).arm(TimeUnit.MILLISECONDS.toNanos(1));
        });
        Thread kept = entered.get(10, TimeUnit.SECONDS);
        loop.execute(() -> seen.add("task on the reactor: " + (loop.inReactor() && Thread.currentThread() != kept)));
        loop.execute(() -> loop.call(call("bad", () -> seen.add("called again"), end -> seen.add("refused: " + end))));
        Await.until("all of it", () -> seen.size() == 5, () -> seen);
        assertThat(seen.get(0)).isEqualTo("null call took longer than 200 ms and ignored its interrupt: its thread is abandoned");
        assertThat(seen).contains("next call", "timer", "task on the reactor: true",
                "refused: null call is not called: a thread is stuck in its call");
        over = true;
        kept.join();
        loop.execute(() -> loop.call(call("bad", () -> seen.add("called again"), end -> {})));
        Await.until("a call, for the thread is gone", () -> seen.contains("called again"), () -> seen);
        assertThat(seen.stream().filter(line -> line.contains("abandoned"))).hasSize(1);
    }

    @Test
    void hearsWhatCameMeanwhileBeforeItsTimersSayThatItIsTooLate() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        CompletableFuture<Void> registered = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                loop.register(pipe.source(), SelectionKey.OP_READ, key -> {
                    key.cancel();
                    loop.call(call("good", () -> seen.add("heard"), end -> {}));
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            loop.timer(() -> seen.add("too late")).arm(TimeUnit.MILLISECONDS.toNanos(100));
            loop.call(call("bad", this::loopForEver, end -> {}));
            registered.complete(null);
        });
        registered.get(10, TimeUnit.SECONDS);
        entered.get(10, TimeUnit.SECONDS);
        pipe.sink().write(ByteBuffer.allocate(1));
        Await.until("both", () -> seen.size() == 2, () -> seen);
        assertThat(seen).containsExactly("heard", "too late");
    }

    @Test
    void stopsAndClosesItsChannelsAlthoughItsThreadIsKept() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        loop.execute(() -> {
            try {
                loop.register(pipe.source(), SelectionKey.OP_READ, key -> {});
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            loop.call(call("bad", this::loopForEver, end -> {}));
        });
        entered.get(10, TimeUnit.SECONDS);
        loop.close();
        assertThat(pipe.source().isOpen()).isFalse();
    }

    @Test
    void aThreadForEachOfSeveralBundlesIsLeftToItAndTheLoopStillRuns() throws Exception {
        CompletableFuture<Void> third = new CompletableFuture<>();
        loop.execute(() -> {
            loop.call(call("one", this::loopForEver, seen::add));
            loop.call(call("two", this::loopForEver, seen::add));
            loop.call(call("three", () -> third.complete(null), end -> {}));
        });
        third.get(10, TimeUnit.SECONDS);
        assertThat(seen).hasSize(2);
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).contains(
                "test-reactor, abandoned in one 1.0.0 call", "test-reactor, abandoned in two 1.0.0 call");
    }
}
