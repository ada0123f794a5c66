package org.mpath.handler.alua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.alua.HandMadeArray.IDENTIFY;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.mpath.scsi.AccessState;

class AluaPrioritizerTest {
    private static final String REPORT = "a30a00000000000010000000";

    private final HandMadeArray array = new HandMadeArray();
    private final Prioritizer prioritizer = new AluaHandlerFactory().prioritizer();
    private final List<PathRank> ranks = new ArrayList<>();

    private PathRank rank(PathDevice path) {
        ranks.clear();
        prioritizer.rank(path, 5 * SECOND, ranks::add);
        assertThat(ranks).hasSize(1);
        return ranks.get(0);
    }

    // ---- multipath-tools' vectors ----

    static List<Vector> vectors() throws IOException {
        return Vector.read(AluaPrioritizerTest.class, "prioritizer-alua.json");
    }

    private static Map<String, String> exceptions() throws IOException {
        return Vector.exceptions(AluaPrioritizerTest.class, "prioritizer-alua-exceptions.txt");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void ranksAsMultipathToolsDoes(Vector vector) throws IOException {
        ScriptedPath path = new ScriptedPath("sda", array.reactor, array.log, vector.script(Reply.LOST));
        List<String> arguments = List.of(vector.text("args").split(" "));
        new AluaHandlerFactory().prioritizer(arguments).rank(path, 5 * SECOND, ranks::add);
        String ours = exceptions().get(vector.id());
        int upstream = Math.max(-1, Integer.parseInt(vector.text("priority")));
        int expected = ours == null ? upstream : Integer.parseInt(ours);
        assertThat(ranks).extracting(PathRank::priority).containsExactly(expected);
        List<String> commands = vector.texts("cdbs_sent").stream().map(cdb -> "sda: " + cdb).toList();
        if (ours == null) {
            assertThat(array.log).isEqualTo(commands);
        } else {
            boolean same = expected == upstream && array.log.size() == commands.size();
            assertThat(same).as("an exception that is none any more").isFalse();
        }
    }

    @Test
    void everyExceptionIsAVector() throws IOException {
        assertThat(vectors()).extracting(Vector::id).containsAll(exceptions().keySet());
    }

    // ---- ranks ----

    @ParameterizedTest(name = "{0}: {1}, preferred {2}, preferred exclusively {3}")
    @CsvSource({
        "ACTIVE_OPTIMIZED,     50, 50, 130, active/optimized",
        "ACTIVE_NON_OPTIMIZED, 10, 90, 90,  active/non-optimized",
        "LBA_DEPENDENT,        5,  85, 85,  lba-dependent",
        "STANDBY,              1,  81, 81,  standby",
        "UNAVAILABLE,          0,  0,  0,   unavailable",
        "OFFLINE,              0,  0,  0,   offline",
        "TRANSITIONING,        0,  0,  0,   transitioning"
    })
    void eachStateHasItsPriorityItsGroupAndTheKernelsWord(
            AccessState state, int plain, int preferred, int exclusive, String word) {
        array.group(3, state, false, 0xdf);
        assertThat(rank(array.path("c"))).isEqualTo(new PathRank(plain, 3, word));
        array.group(3, state, true, 0xdf);
        assertThat(rank(array.path("c"))).isEqualTo(new PathRank(preferred, 3, word));
        new AluaPrioritizer(true).rank(array.path("c"), SECOND, ranks::add);
        assertThat(ranks.get(1)).isEqualTo(new PathRank(exclusive, 3, word));
    }

    @Test
    void aLongReportIsReadWhole() {
        for (int group = 1; group <= 256; group++) {
            array.group(group, AccessState.STANDBY);
        }
        array.group(200, AccessState.ACTIVE_OPTIMIZED);
        array.always.put(IDENTIFY, Reply.hex("00830008 01150004 000000c8"));
        // a whole list of 256 groups of one port: 3076 bytes
        assertThat(rank(array.path("a"))).isEqualTo(new PathRank(50, 200, "active/optimized"));
        assertThat(array.log).containsExactly("a: " + IDENTIFY, "a: " + REPORT);
    }

    @Test
    void aUnitThatOnlySaysThatItIsInTransitionIsRankedSo() {
        array.always.put(REPORT, Reply.sense(0x02040a));
        assertThat(rank(array.path("a"))).isEqualTo(new PathRank(0, 1, "transitioning"));
    }

    // ---- answers that do not say ----

    @ParameterizedTest
    @ValueSource(strings = {"00000000", "0000000c 008f0002 00000002 00000001", "0000000c 008f0009 00000001 00000001"})
    void anAnswerThatIsNotBelievedLeavesTheRank(String lie) {
        array.group(1, AccessState.ACTIVE_OPTIMIZED).group(2, AccessState.STANDBY);
        PathRank before = rank(array.path("a"));
        array.always.put(REPORT, Reply.hex(lie));
        assertThat(rank(array.path("a"))).isEqualTo(before);
        assertThat(rank(array.path("b"))).as("never ranked").isEqualTo(PathRank.UNKNOWN);
    }

    @Test
    void aPathThatDoesNotAnswerHasNoRank() {
        array.group(1, AccessState.ACTIVE_OPTIMIZED);
        rank(array.path("a"));
        array.always.put(REPORT, Reply.LOST);
        assertThat(rank(array.path("a"))).isEqualTo(PathRank.UNKNOWN);
        array.always.put(IDENTIFY, Reply.hex("0080"));
        assertThat(rank(array.path("a"))).isEqualTo(PathRank.UNKNOWN);
    }

    @Test
    void aPathThatSwallowsTheQuestionHasNoRankAfterTheTimeout() {
        array.always.put(REPORT, Reply.SILENCE);
        prioritizer.rank(array.path("a"), 5 * SECOND, ranks::add);
        array.reactor.pass(5 * SECOND - 1);
        assertThat(ranks).isEmpty();
        array.reactor.pass(1);
        assertThat(ranks).containsExactly(PathRank.UNKNOWN);
    }
}
