package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.ScsiTask;
import org.mpath.itests.support.Await;

/** In which order a map hears what a turn brought. */
class MapInboxTest {
    private final EventLoop reactor;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final MapInbox inbox;
    private Runnable whenEnded = () -> {};

    MapInboxTest() throws Exception {
        reactor = new EventLoop("test-reactor", 4096, 1 << 20);
        inbox = new MapInbox(new Told(), reactor);
    }

    private final class Told implements MapInbox.Owner {
        @Override
        public String name() {
            return "mpatha";
        }

        @Override
        public void ended(ScsiTask task) {
            told.add("ended");
            whenEnded.run();
        }

        @Override
        public void submitted(ScsiTask task) {
            told.add("submitted");
        }
    }

    @AfterEach
    void close() {
        reactor.close();
    }

    private Runnable telling(String word) {
        return () -> told.add(word);
    }

    /** Has it happen in a turn; {@code turn} is where that is over, and what is told comes after. */
    private void assertTold(Runnable happens, String... words) {
        reactor.execute(() -> {
            happens.run();
            told.add("turn");
        });
        Await.until("what happened to be told", () -> told.size() >= words.length, () -> told);
        assertThat(told).containsExactly(words);
    }

    @Test
    void whatMustStopIsToldBeforeWhatWasOverAndThatBeforeNewsAndRequests() {
        assertTold(() -> {
            inbox.submitted(new ScsiTask());
            inbox.news(telling("news"));
            inbox.ended(new ScsiTask());
            inbox.stop(telling("stop"));
        }, "turn", "stop", "ended", "news", "submitted");
    }

    @Test
    void whatFollowsIsToldInItsOrderBeforeAllButAStop() {
        whenEnded = () -> {
            whenEnded = () -> {};
            inbox.next(telling("first step"));
            inbox.next(telling("second step"));
            inbox.stop(telling("stop"));
        };
        assertTold(() -> {
            inbox.ended(new ScsiTask());
            inbox.ended(new ScsiTask());
            inbox.news(telling("news"));
        }, "turn", "ended", "stop", "first step", "second step", "ended", "news");
    }

    @Test
    void whoThrowsKeepsNothingFromTheOthers() {
        assertTold(() -> {
            inbox.stop(() -> {
                throw new IllegalStateException("boom");
            });
            inbox.news(telling("news"));
        }, "turn", "news");
    }
}
