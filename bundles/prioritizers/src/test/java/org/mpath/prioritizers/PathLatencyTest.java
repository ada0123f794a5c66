package org.mpath.prioritizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.itests.array.VirtualReactor.MILLI;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.VirtualReactor;

class PathLatencyTest {
    private static final String READ = "a: 28000000000000000100";

    private final VirtualReactor reactor = new VirtualReactor();
    private final List<String> log = new ArrayList<>();
    private final List<PathRank> ranks = new ArrayList<>();
    private Reply reply = Reply.data(new byte[512]);
    private final ScriptedPath path = new ScriptedPath("a", reactor, log, cdb -> reply);

    private void rank(String... words) {
        Prioritizer prioritizer = new PathLatencyFactory().create(List.of(words));
        prioritizer.rank(path, 10 * SECOND, ranks::add);
    }

    /** Answers reads, each after a while, until the path is ranked. */
    private void answerEach(long nanos) {
        while (ranks.isEmpty() && path.outstanding > 0) {
            reactor.pass(nanos);
            path.answerNext();
        }
    }

    @ParameterizedTest(name = "{0} ns with base {1}: {2}")
    @CsvSource({
        "1, 10, 8", "1000, 10, 8", "1001, 10, 7", "100000000, 10, 3", "99999999999, 10, 0", "100000000000, 10, 0",
        "200000000000, 10, 0", "1000, 1.778, 32", "1000, 2, 26"
    })
    void shorterTimesAreHigherClasses(double nanos, double base, int priority) {
        assertThat(new PathLatencyPrioritizer(20, base).priority(nanos)).isEqualTo(priority);
    }

    @Test
    void theFirstBlockIsReadAHundredTimesAndTheAverageCounts() {
        path.holding = true;
        rank("base_num=10");
        answerEach(2 * MILLI);
        assertThat(log).hasSize(100).containsOnly(READ);
        assertThat(ranks).containsExactly(new PathRank(4, -1, ""));
        assertThat(reactor.armedCount()).isZero();
    }

    @Test
    void asManyReadsAsToldAreSentOneAfterTheOther() {
        path.holding = true;
        rank("io_num=20");
        assertThat(path.outstanding).isEqualTo(1);
        answerEach(MILLI);
        assertThat(log).hasSize(20);
    }

    @Test
    void aSlowPathIsRankedByWhatWasReadInHalfOfTheTime() {
        path.holding = true;
        rank("base_num=10");
        answerEach(SECOND);
        assertThat(log).hasSize(5);
        assertThat(ranks).containsExactly(new PathRank(2, -1, ""));
    }

    @Test
    void aPathThatSwallowsOrRefusesAReadHasNoRank() {
        reply = Reply.sense(0x031100);
        rank();
        reply = Reply.SILENCE;
        rank();
        reactor.pass(10 * SECOND);
        assertThat(ranks).containsExactly(PathRank.UNKNOWN, PathRank.UNKNOWN);
    }
}
