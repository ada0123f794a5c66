package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.mpath.api.path.PathDevice;

/** What of a transport's news reaches discovery when it is busy. */
class PathNewsTest {
    private final Queue<Runnable> thread = new ArrayDeque<>();
    private final List<String> heard = new ArrayList<>();
    private final PathDevice path = path();
    private final PathNews news = new PathNews(thread::add, new PathNews.Hearer() {
        @Override
        public void appeared(PathDevice device) {
            heard.add("appeared " + which(device));
        }

        @Override
        public void gone(PathDevice device, String reason) {
            heard.add("gone " + which(device) + ": " + reason);
        }

        @Override
        public void looked() {
            heard.add("looked");
        }
    });

    private static PathDevice path() {
        return new FakePath(null, "A0", 0, null);
    }

    private String which(PathDevice device) {
        return device == path ? "first" : "other";
    }

    private List<String> heard() {
        while (!thread.isEmpty()) {
            thread.remove().run();
        }
        return heard;
    }

    @Test
    void aPathThatCameAndWentMeanwhileWasNeverThere() {
        news.pathAppeared(path);
        news.pathGone(path, "pulled");
        assertThat(heard()).isEmpty();
    }

    @Test
    void aPathThatWasReplacedSeveralTimesWentOnceAndCameOnce() {
        news.pathGone(path, "pulled");
        for (int i = 0; i < 10; i++) {
            PathDevice passing = path();
            news.pathAppeared(passing);
            news.pathGone(passing, "pulled again");
        }
        news.pathAppeared(path());
        assertThat(heard()).containsExactly("gone first: pulled", "appeared other");
    }

    @Test
    void aPathThatWentAndCameBackAsTheSameObjectIsAnotherOne() {
        news.pathGone(path, "pulled");
        news.pathAppeared(path);
        assertThat(heard()).containsExactly("gone first: pulled", "appeared first");
    }

    @Test
    void newsOfTheNextMomentAreToldAsWell() {
        news.pathAppeared(path);
        heard();
        news.pathGone(path, "pulled");
        assertThat(heard()).containsExactly("appeared first", "gone first: pulled");
    }

    @Test
    void thatTheTransportLookedIsToldOnceAndAfterThePaths() {
        news.settledChanged(null);
        news.pathAppeared(path);
        news.settledChanged(null);
        assertThat(heard()).containsExactly("appeared first", "looked");
    }

    /** However long discovery is busy, what waits for it is bounded by the paths there are. */
    @Test
    void tenThousandEventsAreOnePieceOfWork() {
        for (int i = 0; i < 5_000; i++) {
            news.pathAppeared(path);
            news.pathGone(path, "pulled");
        }
        assertThat(thread).hasSize(1);
        assertThat(heard()).isEmpty();
    }
}
