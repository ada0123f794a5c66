package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.control.ControlException;

/** What another thread is asked to do, within a time. */
class QuestionTest {
    private static final long LONG_MILLIS = 20_000;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void end() {
        thread.shutdownNow();
    }

    @Test
    void whatWasGivenUpBeforeItWasBegunIsNotDoneLater() throws Exception {
        Question<Integer> question = new Question<>(done::incrementAndGet, 1, LONG_MILLIS);
        assertThatThrownBy(question::answer).isInstanceOf(ControlException.class).hasMessageContaining("nothing was done");
        thread.submit(question).get(LONG_MILLIS, TimeUnit.MILLISECONDS);
        assertThat(done).hasValue(0);
    }

    @Test
    void whatWasBegunIsWaitedFor() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Question<Integer> question = new Question<>(() -> {
            begun.countDown();
            await(go);
            return done.incrementAndGet();
        }, 1, LONG_MILLIS);
        thread.execute(question);
        await(begun);
        CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(question::answer);
        assertThatThrownBy(() -> answer.get(100, TimeUnit.MILLISECONDS)).as("it waits").isInstanceOf(TimeoutException.class);
        go.countDown();
        assertThat(answer.get(LONG_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(1);
    }

    @Test
    void aRefusalIsThrownAsItWas() {
        ControlException refusal = new ControlException("no");
        Question<Integer> question = new Question<>(() -> {
            throw refusal;
        }, LONG_MILLIS, LONG_MILLIS);
        thread.execute(question);
        assertThatThrownBy(question::answer).isSameAs(refusal);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
