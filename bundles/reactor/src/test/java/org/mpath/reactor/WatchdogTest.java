package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mpath.api.io.PlugInCall;
import org.mpath.reactor.WatchedCall.End;

/** A call of a plug-in that takes too long is interrupted, and nothing else is; one that ignores that is taken the reactor. */
@Timeout(30)
class WatchdogTest {
    private static final long LIMIT_NANOS = 1_000_000;
    private static final LoopWatch.Loop NO_LOOP = new LoopWatch.Loop() {
        @Override
        public LoopThread thread() {
            throw new AssertionError("nothing but calls that are events is watched");
        }

        @Override
        public long turn() {
            return 0;
        }
    };

    private record Numb(String what) implements PlugInCall<Boolean> {
        @Override
        public String bundle() {
            return "org.example.plugin 1.0.0";
        }

        @Override
        public long limitMillis() {
            return 1;
        }

        @Override
        public Boolean run() {
            return true;
        }

        @Override
        public void ended(Boolean answer, String fault) {}
    }

    private final List<WatchedCall> relieved = new ArrayList<>();
    /** Not started: it looks when the test says so. */
    private final Watchdog watchdog = new Watchdog(NO_LOOP, relieved::add, "test-watchdog");
    private long nowNanos;

    /** Twice, more than the limit apart. */
    private void lookLong() {
        watchdog.look(nowNanos);
        nowNanos += LIMIT_NANOS;
        watchdog.look(nowNanos);
    }

    private WatchedCall begin() {
        LoopThread thread = (LoopThread) Thread.currentThread();
        WatchedCall call = new WatchedCall(new Numb("call"), thread);
        thread.makes(call);
        watchdog.watch(call);
        return call;
    }

    private End end(WatchedCall call) {
        End end = call.end();
        ((LoopThread) Thread.currentThread()).makes(null);
        watchdog.watch(null);
        return end;
    }

    /** Runs work as a thread of a loop does. */
    private static <T> CompletableFuture<T> onLoopThread(Consumer<CompletableFuture<T>> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        new LoopThread(() -> {
            try {
                work.accept(done);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        }, "test-loop").start();
        return done;
    }

    private static void inThread(Runnable work) throws Exception {
        WatchdogTest.<Void>onLoopThread(done -> {
            work.run();
            done.complete(null);
        }).get(10, TimeUnit.SECONDS);
    }

    private static void blockForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void interruptsACallThatBlocksAndTakesTheInterruptBack() throws Exception {
        CountDownLatch blocks = new CountDownLatch(1);
        CompletableFuture<List<Object>> ended = onLoopThread(done -> {
            WatchedCall call = begin();
            blocks.countDown();
            blockForEver();
            done.complete(List.of(end(call), Thread.currentThread().isInterrupted()));
        });
        blocks.await();
        lookLong();
        assertThat(ended.get(10, TimeUnit.SECONDS)).containsExactly(End.LATE, false);
        lookLong();
        assertThat(relieved).isEmpty();
    }

    @Test
    void leavesACallAloneThatEndsInTimeAndTheNextOneToo() throws Exception {
        inThread(() -> {
            for (int i = 0; i < 3; i++) {
                WatchedCall call = begin();
                watchdog.look(nowNanos);
                assertThat(end(call)).isEqualTo(End.IN_TIME);
                nowNanos += LIMIT_NANOS;
            }
            watchdog.look(nowNanos);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
        });
    }

    @Test
    void neverInterruptsWhatThePlugInHasTheRuntimeDoButServesItNoMore() throws Exception {
        inThread(() -> {
            WatchedCall call = begin();
            boolean open = LoopThread.serve(() -> {
                lookLong();
                return writtenTo();
            });
            assertThat(open).as("an interrupt would have closed it").isTrue();
            assertThatThrownBy(() -> LoopThread.serve(() -> "served"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("org.example.plugin 1.0.0 call took too long: nothing is done for it any more");
            watchdog.look(nowNanos);
            assertThat(Thread.currentThread().isInterrupted()).as("now").isTrue();
            assertThat(end(call)).isEqualTo(End.LATE);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(LoopThread.<String>serve(() -> "served")).isEqualTo("served");
        });
    }

    /** Whether a channel is still open that was written to. */
    private static boolean writtenTo() {
        try {
            Pipe pipe = Pipe.open();
            pipe.sink().write(ByteBuffer.allocate(1));
            boolean open = pipe.sink().isOpen();
            pipe.sink().close();
            pipe.source().close();
            return open;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aCallThatInterruptsItsThreadLeavesNoInterruptBehind() throws Exception {
        inThread(() -> {
            WatchedCall call = begin();
            Thread.currentThread().interrupt();
            assertThat(end(call)).as("it was in time").isEqualTo(End.IN_TIME);
            assertThat(Thread.interrupted()).as("the reactor would not wait any more").isFalse();
        });
    }

    @Test
    void callsForReliefOnceWhenTheInterruptIsIgnoredForAsLongAgain() throws Exception {
        inThread(() -> {
            WatchedCall call = begin();
            lookLong();
            watchdog.look(nowNanos + LIMIT_NANOS - 1);
            assertThat(relieved).isEmpty();
            watchdog.look(nowNanos + LIMIT_NANOS);
            watchdog.look(nowNanos + 9 * LIMIT_NANOS);
            assertThat(relieved).containsExactly(call);
            assertThat(call.abandon()).isTrue();
            assertThatThrownBy(() -> LoopThread.serve(() -> "served")).isInstanceOf(IllegalStateException.class);
            assertThat(call.end()).isEqualTo(End.ABANDONED);
        });
    }

    @Test
    void aCallThatComesBackBeforeTheReliefDoesKeepsTheReactor() throws Exception {
        inThread(() -> {
            WatchedCall call = begin();
            lookLong();
            lookLong();
            assertThat(relieved).containsExactly(call);
            assertThat(end(call)).isEqualTo(End.LATE);
            assertThat(call.abandon()).isFalse();
        });
    }

    @Test
    void asksAgainWhenThereCanBeNoReliefNow() throws Exception {
        List<String> tries = new ArrayList<>();
        Watchdog poor = new Watchdog(NO_LOOP, call -> {
            tries.add("try");
            if (tries.size() < 3) {
                throw new OutOfMemoryError("unable to create native thread");
            }
        }, "poor");
        inThread(() -> {
            WatchedCall call = begin();
            poor.watch(call);
            for (int i = 0; i < 6; i++, nowNanos += LIMIT_NANOS) {
                try {
                    poor.look(nowNanos);
                } catch (OutOfMemoryError none) {
                    assertThat(tries).hasSizeLessThan(3);
                }
            }
            end(call);
        });
        assertThat(tries).hasSize(3);
    }

    private static void serveIfInTime() {
        try {
            LoopThread.serve(() -> "served");
        } catch (IllegalStateException late) {
            // caught before
        }
    }

    /** Ends, catches and relief race: whoever wins, no interrupt is left over, and just one has the reactor. */
    @Test
    void leavesNoInterruptBehindHoweverTheyMeet() throws Exception {
        CompletableFuture<Integer> left = onLoopThread(done -> {
            int interrupts = 0;
            for (int i = 0; i < 50_000; i++) {
                WatchedCall call = begin();
                serveIfInTime();
                end(call);
                interrupts += Thread.interrupted() ? 1 : 0;
            }
            done.complete(interrupts);
        });
        for (long now = 0; !left.isDone(); now += LIMIT_NANOS) {
            watchdog.look(now);
        }
        assertThat(left.join()).isZero();
    }
}
