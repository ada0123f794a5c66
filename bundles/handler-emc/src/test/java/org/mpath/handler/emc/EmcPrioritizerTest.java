package org.mpath.handler.emc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.emc.HandMadeArray.SHORT_OWNER;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.Vector;

class EmcPrioritizerTest {
    private final HandMadeArray array = new HandMadeArray();
    private final Prioritizer prioritizer = new EmcHandlerFactory().prioritizer();
    private final List<PathRank> ranks = new ArrayList<>();

    private PathRank rank(PathDevice path) {
        ranks.clear();
        prioritizer.rank(path, 5 * SECOND, ranks::add);
        assertThat(ranks).hasSize(1);
        return ranks.get(0);
    }

    static List<Vector> vectors() throws IOException {
        return Vector.read(EmcPrioritizerTest.class, "prioritizer-emc.json");
    }

    /** Without exceptions. */
    @ParameterizedTest
    @MethodSource("vectors")
    void ranksAsMultipathToolsDoes(Vector vector) {
        PathRank rank = rank(new ScriptedPath("sda", array.reactor, array.log, vector.script(Reply.GOOD)));
        assertThat(rank.priority()).isEqualTo(Integer.parseInt(vector.text("priority")));
        assertThat(array.log).isEqualTo(vector.texts("cdbs_sent").stream().map(cdb -> "sda: " + cdb).toList());
    }

    @ParameterizedTest(name = "{1} owns it, through {0}: {2}")
    @CsvSource({"a, 0, 4, 0, owned", "b, 0, 1, 1, bound", "a, 1, 3, 0, bound", "b, 1, 2, 1, owned"})
    void tellsWhoOwnsTheUnitAndThroughWhichProcessorThePathGoes(
            String path, int owner, int priority, int processor, String access) {
        array.owner = owner;
        assertThat(rank(array.path(path))).isEqualTo(new PathRank(priority, processor, access));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00c0", "00c0 0004 02 01 00 01", "0083 0000 02"})
    void anAnswerThatIsNotBelievedIsNoRank(String lie) {
        array.always.put(SHORT_OWNER, Reply.hex(lie));
        assertThat(rank(array.path("a"))).isEqualTo(PathRank.UNKNOWN);
    }

    @Test
    void aLunStateThatIsNotKnownIsNoRank() {
        byte[] page = array.page(0).bytes();
        page[4] = 3;
        array.always.put(SHORT_OWNER, Reply.data(page));
        assertThat(rank(array.path("a"))).isEqualTo(PathRank.UNKNOWN);
    }

    @Test
    void aPathThatSwallowsTheQuestionHasNoRankAfterTheTimeout() {
        array.always.put(SHORT_OWNER, Reply.SILENCE);
        prioritizer.rank(array.path("a"), 5 * SECOND, ranks::add);
        assertThat(ranks).isEmpty();
        array.reactor.pass(5 * SECOND);
        assertThat(ranks).containsExactly(PathRank.UNKNOWN);
        assertThat(prioritizer.name()).isEqualTo("emc");
    }
}
