package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call of a plug-in that takes too long is interrupted, and nothing else is. */
@Timeout(30)
class CallWatchTest {
    private static final long LIMIT_NANOS = 1_000;

    private final CallWatch watch = new CallWatch(LIMIT_NANOS);
    private long nowNanos;

    /** Twice, more than the limit apart. */
    private void lookLong() {
        watch.look(nowNanos);
        nowNanos += LIMIT_NANOS;
        watch.look(nowNanos);
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
        CompletableFuture<Boolean> caught = new CompletableFuture<>();
        CompletableFuture<Boolean> interruptedAfter = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            CallWatch.Call call = watch.begin("a call");
            blocks.countDown();
            blockForEver();
            caught.complete(watch.end(call));
            interruptedAfter.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        blocks.await();
        lookLong();
        assertThat(caught.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(interruptedAfter.get(10, TimeUnit.SECONDS)).isFalse();
        thread.join();
    }

    @Test
    void leavesACallAloneThatEndsInTimeAndTheNextOneToo() {
        for (int i = 0; i < 3; i++) {
            CallWatch.Call call = watch.begin("a call");
            watch.look(nowNanos);
            assertThat(watch.end(call)).isFalse();
            nowNanos += LIMIT_NANOS;
        }
        watch.look(nowNanos);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void neverInterruptsWhatThePlugInHasTheRuntimeDo() throws IOException {
        Pipe pipe = Pipe.open();
        CallWatch.Call call = watch.begin("a call");
        CallWatch.Call outside = watch.begin(null);
        lookLong();
        pipe.sink().write(ByteBuffer.allocate(1));
        assertThat(watch.end(outside)).isFalse();
        assertThat(watch.end(call)).isFalse();
        assertThat(pipe.sink().isOpen()).as("an interrupt would have closed it").isTrue();
        pipe.sink().close();
        pipe.source().close();
    }

    @Test
    void theInterruptOfACallWaitsWhileTheRuntimeWorksForIt() throws IOException {
        Pipe pipe = Pipe.open();
        CallWatch.Call call = watch.begin("a call");
        lookLong(); // caught; this thread has its interrupt
        CallWatch.Call outside = watch.begin(null);
        pipe.sink().write(ByteBuffer.allocate(1));
        watch.end(outside);
        assertThat(Thread.currentThread().isInterrupted()).as("told again, for it goes on").isTrue();
        assertThat(watch.end(call)).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(pipe.sink().isOpen()).isTrue();
        pipe.sink().close();
        pipe.source().close();
    }

    @Test
    void aCallThatInterruptsItsThreadLeavesNoInterruptBehind() {
        CallWatch.Call call = watch.begin("a call");
        Thread.currentThread().interrupt();
        assertThat(watch.end(call)).as("it was in time").isFalse();
        assertThat(Thread.interrupted()).as("the reactor would not wait any more").isFalse();
    }

    @Test
    void aCallInsideACallHasATimeOfItsOwn() {
        CallWatch.Call outer = watch.begin("outer");
        watch.look(nowNanos);
        CallWatch.Call inner = watch.begin("inner");
        lookLong();
        assertThat(watch.end(inner)).isTrue();
        assertThat(watch.end(outer)).isFalse();
    }

    /** Ends and catches race: whoever wins, no interrupt is left over. */
    @Test
    void leavesNoInterruptBehindHoweverTheyMeet() throws Exception {
        CompletableFuture<Integer> left = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            int interrupts = 0;
            for (int i = 0; i < 50_000; i++) {
                watch.end(watch.begin("a call"));
                interrupts += Thread.interrupted() ? 1 : 0;
            }
            left.complete(interrupts);
        });
        thread.start();
        for (long now = 0; !left.isDone(); now += LIMIT_NANOS) {
            watch.look(now);
        }
        assertThat(left.join()).isZero();
        thread.join();
    }
}
