package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Await;

/** In which order the thread does what it is given. */
class DiscoveryThreadTest {
    private final DiscoveryThread thread = new DiscoveryThread();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);

    @AfterEach
    void tearDown() {
        go.countDown();
        thread.close();
    }

    /** Keeps the thread in a piece of work until {@link #go}. */
    private void busy(Runnable then) throws InterruptedException {
        thread.post(() -> {
            begun.countDown();
            await(go);
            then.run();
        });
        await(begun);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    private void awaitDone(int count) {
        Await.until(count + " pieces of work", () -> done.size() >= count, () -> done);
    }

    @Test
    void whatIsPostedIsDoneInOrder() throws Exception {
        busy(() -> { });
        for (int i = 0; i < 1_000; i++) {
            String number = String.valueOf(i);
            thread.post(() -> done.add(number));
        }
        go.countDown();
        awaitDone(1_000);
        assertThat(done.get(0)).isEqualTo("0");
        assertThat(done.get(999)).isEqualTo("999");
        assertThat(done).isSortedAccordingTo((one, other) -> Integer.parseInt(one) - Integer.parseInt(other));
    }

    @Test
    void questionsOvertakeWhatWasPosted() throws Exception {
        busy(() -> { });
        thread.post(() -> done.add("work"));
        thread.ask(() -> done.add("answer"));
        go.countDown();
        awaitDone(2);
        assertThat(done).containsExactly("answer", "work");
    }

    @Test
    void longWorkMayAnswerQuestionsInBetween() throws Exception {
        busy(() -> {
            done.add("step");
            thread.answerQuestions();
            done.add("next step");
        });
        thread.ask(() -> done.add("answer"));
        go.countDown();
        awaitDone(3);
        assertThat(done).containsExactly("step", "answer", "next step");
    }

    @Test
    void whatIsDueByTheClockHasItsTurnWhileMoreIsPostedAllTheTime() {
        thread.post(new Runnable() {
            @Override
            public void run() {
                if (done.isEmpty()) {
                    thread.post(this);
                }
            }
        });
        thread.later(() -> done.add("due"), 1);
        awaitDone(1);
    }

    /** A time limit does not overtake the answers that came before it was over. */
    @Test
    void whatIsDueByTheClockComesBehindWhatWasPostedUntilThen() throws Exception {
        busy(() -> { });
        thread.later(() -> done.add("due"), 1);
        for (int i = 0; i < 1_000; i++) {
            thread.post(() -> done.add("posted"));
        }
        go.countDown();
        awaitDone(1_001);
        assertThat(done).endsWith("due");
    }

    @Test
    void whatFailsEndsItselfOnly() {
        thread.post(() -> {
            throw new IllegalStateException("expected by this test");
        });
        thread.ask(() -> {
            throw new IllegalStateException("expected by this test");
        });
        thread.post(() -> done.add("next"));
        awaitDone(1);
    }

    @Test
    void aClosedThreadDoesNothingMore() throws Exception {
        busy(() -> { });
        thread.post(() -> done.add("posted before"));
        Thread closing = new Thread(thread::close);
        closing.start();
        Await.until("the end to be asked for", () -> closing.getState() == Thread.State.TIMED_WAITING, closing::getState);
        go.countDown();
        closing.join();
        thread.post(() -> done.add("posted after"));
        assertThat(done).isEmpty();
    }
}
