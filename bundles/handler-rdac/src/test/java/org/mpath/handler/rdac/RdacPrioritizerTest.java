package org.mpath.handler.rdac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.rdac.HandMadeArray.C4;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.Vector;

class RdacPrioritizerTest {
    private static final String C9 = "1201c9008000";

    private final HandMadeArray array = new HandMadeArray();
    private final Prioritizer prioritizer = new RdacHandlerFactory().prioritizer();
    private final List<PathRank> ranks = new ArrayList<>();

    private PathRank rank(PathDevice path) {
        ranks.clear();
        prioritizer.rank(path, 5 * SECOND, ranks::add);
        assertThat(ranks).hasSize(1);
        return ranks.get(0);
    }

    static List<Vector> vectors() throws IOException {
        return Vector.read(RdacPrioritizerTest.class, "prioritizer-rdac.json");
    }

    private static Map<String, String> exceptions() throws IOException {
        return Vector.exceptions(RdacPrioritizerTest.class, "prioritizer-rdac-exceptions.txt");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void ranksAsMultipathToolsDoes(Vector vector) throws IOException {
        PathRank rank = rank(new ScriptedPath("sda", array.reactor, array.log, vector.script(Reply.LOST)));
        String ours = exceptions().get(vector.id());
        assertThat(String.valueOf(rank.priority())).isEqualTo(ours == null ? vector.text("priority") : ours)
                .isNotEqualTo(ours == null ? "" : vector.text("priority"));
        List<String> commands = vector.texts("cdbs_sent").stream().map(cdb -> "sda: " + cdb).toList();
        assertThat(array.log).startsWith(commands.toArray(String[]::new));
        assertThat(array.log.subList(commands.size(), array.log.size()))
                .as("see the exceptions file").isEqualTo(ours == null ? List.of("sda: " + C4) : List.of());
    }

    @Test
    void everyExceptionIsAVector() throws IOException {
        assertThat(vectors()).extracting(Vector::id).containsAll(exceptions().keySet());
    }

    @ParameterizedTest(name = "flags {0}, priority {1}: {2}")
    @CsvSource({
        "01, 01, 6,  active/optimized",
        "01, 02, 3,  active/optimized",
        "00, 01, 4,  standby",
        "00, 02, 1,  standby",
        "00, 00, 0,  standby",
        "80, 02, 1,  active/non-optimized",
        "20, 01, 12, active/non-optimized",
        "21, 01, 14, active/optimized"
    })
    void eachBitCounts(String flags, String place, int priority, String word) {
        array.always.put(C9, Reply.hex("00c9002c 76616331" + flags + place + "00".repeat(38)));
        assertThat(rank(array.path("a0/0"))).isEqualTo(new PathRank(priority, 0x31, word));
    }

    @Test
    void theGroupIsTheSlotOfTheController() {
        array.always.put(C9, Reply.hex("00c9002c 76616331 0101" + "00".repeat(38)));
        assertThat(rank(array.path("a0/0")).group()).isEqualTo(0x0031);
        assertThat(rank(array.path("b1/0")).group()).isEqualTo(0x0032);
        array.always.put(C4, Reply.hex("00c4001a 73756273" + "00".repeat(20) + "1234"));
        assertThat(rank(array.path("a0/0")).group()).as("two bytes").isEqualTo(0x1234);
    }

    @ParameterizedTest
    @CsvSource({"00c4001a 78787878, 22", "00c4001a 73756273, 21", "00c40004 73756273, 22"})
    void aControllerThatDoesNotTellItsSlotHasNoGroup(String start, int more) {
        array.always.put(C9, Reply.hex("00c9002c 76616331 0101" + "00".repeat(38)));
        array.always.put(C4, Reply.hex(start + "00".repeat(more)));
        assertThat(rank(array.path("a0/0"))).isEqualTo(new PathRank(6, -1, "active/optimized"));
        array.always.put(C4, Reply.sense(0x052400));
        assertThat(rank(array.path("a0/0"))).isEqualTo(new PathRank(6, -1, "active/optimized"));
    }

    @Test
    void aPathThatSwallowsTheQuestionHasNoRankAfterTheTimeout() {
        array.always.put(C9, Reply.SILENCE);
        prioritizer.rank(array.path("a0/0"), 5 * SECOND, ranks::add);
        array.reactor.pass(5 * SECOND - 1);
        assertThat(ranks).isEmpty();
        array.reactor.pass(1);
        assertThat(ranks).containsExactly(PathRank.UNKNOWN);
    }
}
