package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.BufferPool;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.TurnEnd;

class EventLoopTest {
    private final EventLoop loop = open();

    private static EventLoop open() {
        try {
            return new EventLoop("test-reactor", 1024, 8 << 20);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    @Test
    void runsPostedTasksInOrderOnItsThread() throws Exception {
        List<Integer> seen = new ArrayList<>();
        CountDownLatch done = new CountDownLatch(1);
        for (int i = 0; i < 500; i++) {
            int number = i;
            loop.execute(() -> seen.add(loop.inReactor() ? number : -1));
        }
        loop.execute(done::countDown);
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).hasSize(500).isSorted().doesNotContain(-1);
    }

    @Test
    void refusesCallsFromOtherThreads() {
        assertThatThrownBy(loop::nanoTime).isInstanceOf(IllegalStateException.class).hasMessageContaining("test-reactor");
    }

    @Test
    void firesTimersByDeadlineWhateverTheOrderOfArming() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Integer> fired = new ArrayList<>();
        CompletableFuture<List<Integer>> done = new CompletableFuture<>();
        loop.execute(() -> {
            List<ReactorTimer> timers = new ArrayList<>();
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int number = i;
                timers.add(loop.timer(() -> fired.add(number)));
                order.add(i);
            }
            java.util.Collections.shuffle(order, random);
            order.forEach(i -> timers.get(i).arm(TimeUnit.MILLISECONDS.toNanos(20L + 2L * i)));
            order.stream().filter(i -> i % 5 == 0).forEach(i -> timers.get(i).cancel());
            loop.timer(() -> done.complete(fired)).arm(TimeUnit.MILLISECONDS.toNanos(200));
        });
        assertThat(done.get(10, TimeUnit.SECONDS)).as("seed %d", seed).hasSize(40).isSorted();
    }

    @Test
    void aFailingHandlerLosesItsChannelAndNothingElse() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        CompletableFuture<Void> registered = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                loop.register(pipe.source(), SelectionKey.OP_READ, key -> {
                    throw new IllegalArgumentException("broken handler");
                });
                registered.complete(null);
            } catch (java.io.IOException e) {
                registered.completeExceptionally(e);
            }
        });
        registered.get(5, TimeUnit.SECONDS);
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        CompletableFuture<Boolean> open = new CompletableFuture<>();
        loop.execute(new Runnable() {
            @Override
            public void run() {
                if (pipe.source().isOpen()) {
                    loop.execute(this);
                } else {
                    open.complete(false);
                }
            }
        });
        assertThat(open.get(5, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void outlivesErrorsOfWhateverItRuns() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        CountDownLatch thrown = new CountDownLatch(4);
        loop.execute(() -> {
            loop.atTurnEnd(() -> missClass(thrown));
            loop.timer(() -> missClass(thrown)).arm(0);
            try {
                loop.register(pipe.source(), SelectionKey.OP_READ, key -> missClass(thrown));
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            missClass(thrown);
        });
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        assertThat(thrown.await(5, TimeUnit.SECONDS)).as("four errors, and the loop met all of them").isTrue();
        CompletableFuture<Boolean> goesOn = new CompletableFuture<>();
        loop.execute(() -> goesOn.complete(true));
        assertThat(goesOn.get(5, TimeUnit.SECONDS)).isTrue();
    }

    private static void missClass(CountDownLatch thrown) {
        thrown.countDown();
        throw new NoClassDefFoundError("org/example/Gone");
    }

    @Test
    void aChannelHandlerSeesTheTimeAfterTheSleep() throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        CompletableFuture<Long> seen = new CompletableFuture<>();
        CompletableFuture<Void> registered = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                loop.register(pipe.source(), SelectionKey.OP_READ, key -> {
                    key.cancel();
                    seen.complete(loop.nanoTime());
                });
                registered.complete(null);
            } catch (java.io.IOException e) {
                registered.completeExceptionally(e);
            }
        });
        registered.get(5, TimeUnit.SECONDS);
        java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        long before = System.nanoTime();
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        assertThat(seen.get(5, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(before);
    }

    @Test
    void workPutOffAtTurnEndRunsInTheSameTurn() throws Exception {
        CompletableFuture<List<String>> done = new CompletableFuture<>();
        loop.execute(() -> {
            List<String> seen = new ArrayList<>();
            TurnEnd second = () -> seen.add("second");
            loop.atTurnEnd(() -> {
                seen.add("first");
                loop.atTurnEnd(second);
            });
            loop.execute(() -> done.complete(seen));
        });
        assertThat(done.get(5, TimeUnit.SECONDS)).startsWith("first", "second");
    }

    @Test
    void poolAnswersNullAtItsLimitAndReusesWhatIsReleased() throws Exception {
        CompletableFuture<String> done = new CompletableFuture<>();
        loop.execute(() -> {
            BufferPool pool = loop.buffers();
            List<ByteBuffer> taken = new ArrayList<>();
            ByteBuffer buffer;
            while ((buffer = pool.acquire(1 << 20)) != null) {
                taken.add(buffer);
            }
            ByteBuffer first = taken.get(0);
            pool.release(first);
            boolean same = pool.acquire(600_000) == first;
            pool.release(first);
            boolean smallFits = pool.acquire(5_000).capacity() == 8192;
            done.complete(taken.size() + " " + same + " " + smallFits);
        });
        assertThat(done.get(5, TimeUnit.SECONDS)).isEqualTo("8 true true");
    }

    @Test
    void refusesTasksAfterItStopped() {
        loop.close();
        assertThatThrownBy(() -> loop.execute(() -> { })).isInstanceOf(RejectedExecutionException.class);
    }
}
