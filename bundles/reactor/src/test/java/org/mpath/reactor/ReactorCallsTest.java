package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.itests.support.Await;

class ReactorCallsTest {
    private static final long MILLIS_MAX = 100;

    private final EventLoop loop = open();
    private final ReactorCalls calls = new ReactorCalls(loop, 20_000);

    private static EventLoop open() {
        try {
            return new EventLoop("calls-test", 64, 1 << 20);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void answersWithWhatTheWorkAnswersOrThrows() {
        assertThat(calls.<Boolean>call("m", loop::inReactor)).isTrue();
        assertThatThrownBy(() -> calls.run("m", () -> {
            throw new MapException(Code.NOT_FOUND, "refused");
        })).isInstanceOf(MapException.class).hasMessage("refused");
        assertThatThrownBy(() -> calls.run("m", () -> {
            throw new NoClassDefFoundError("plug-in");
        })).isInstanceOf(IllegalStateException.class).hasMessageContaining("map m");
    }

    @Test
    void refusesToLetTheReactorWaitForItself() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                calls.run("m", () -> {});
                thrown.complete(null);
            } catch (RuntimeException e) {
                thrown.complete(e);
            }
        });
        assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void doesNotCarryOutLaterWhatItGaveUp() throws Exception {
        CompletableFuture<Void> busy = new CompletableFuture<>();
        loop.execute(() -> busy.orTimeout(20, TimeUnit.SECONDS).join());
        AtomicBoolean carriedOut = new AtomicBoolean();
        assertThatThrownBy(() -> new ReactorCalls(loop, MILLIS_MAX).run("m", () -> carriedOut.set(true)))
                .isInstanceOf(MapException.class)
                .hasMessageContainingAll("map m", MILLIS_MAX + " ms")
                .extracting(thrown -> ((MapException) thrown).code())
                .isEqualTo(Code.TIMEOUT);
        busy.complete(null);
        CompletableFuture<Void> next = new CompletableFuture<>();
        loop.execute(() -> next.complete(null));
        next.get(10, TimeUnit.SECONDS);
        assertThat(carriedOut).isFalse();
    }

    @Test
    void keepsTheInterruptOfAThreadThatWaitsForWhatHasBegun() throws Exception {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> go = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                calls.run("m", () -> {
                    begun.complete(null);
                    go.orTimeout(20, TimeUnit.SECONDS).join();
                });
                interrupted.complete(Thread.currentThread().isInterrupted());
            } catch (RuntimeException e) {
                interrupted.completeExceptionally(e);
            }
        });
        waiting.start();
        begun.get(10, TimeUnit.SECONDS);
        waiting.interrupt();
        Await.until("it waits on", () -> !waiting.isInterrupted(), waiting::getState);
        go.complete(null);
        assertThat(interrupted.get(10, TimeUnit.SECONDS)).isTrue();
    }
}
