package org.mpath.prioritizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.itests.array.VirtualReactor.MILLI;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.Prioritizer;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.VirtualReactor;
import org.mpath.scsi.UnitSerial;

class PrioritizersTest {
    private final VirtualReactor reactor = new VirtualReactor();
    private final List<String> log = new ArrayList<>();
    private final List<PathRank> ranks = new ArrayList<>();

    private ScriptedPath path(Function<String, Reply> script) {
        return new ScriptedPath("a", reactor, log, script);
    }

    private int priority(Prioritizer prioritizer, ScriptedPath path) {
        ranks.clear();
        prioritizer.rank(path, 5 * SECOND, ranks::add);
        assertThat(ranks).hasSize(1);
        return ranks.get(0).priority();
    }

    @ParameterizedTest(name = "{0} over {1}: {2}")
    @CsvSource({
        "'192.0.2.1:3260,1,iqn.x', iscsi, 20", "'192.0.2.10:3260,1,iqn.x', iscsi, 10", "'192.0.2.1', iscsi, 10",
        "'192.0.2.1:3260,1,iqn.x', lab, -1"
    })
    void ietPrefersOneAddressOfIscsiTargets(String port, String transport, int priority) {
        Prioritizer iet = new IetFactory().create(List.of("preferredip=192.0.2.1"));
        assertThat(priority(iet, path(cdb -> Reply.GOOD).at(transport, port, 0))).isEqualTo(priority);
    }

    @Test
    void ietKnowsAddressesOfTheSixthVersionInBrackets() {
        Prioritizer iet = new IetFactory().create(List.of("preferredip=2001:DB8::1"));
        assertThat(priority(iet, path(cdb -> Reply.GOOD).at("iscsi", "[2001:db8::1]:3260,1,iqn.x", 0))).isEqualTo(20);
        assertThat(priority(iet, path(cdb -> Reply.GOOD).at("iscsi", "[2001:db8::2]:3260,1,iqn.x", 0))).isEqualTo(10);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"hbtl ^A0:7$ 5, 5", "hbtl ^A1 5 ^A 4, 4", "devname ^a$ 3, 3", "devname b 3, 0"})
    void aWeightedPathHasTheNumberOfTheFirstExpressionThatIsFound(String words, int priority) {
        Prioritizer weighted = new WeightedPathFactory().create(List.of(words.split(" ")));
        assertThat(priority(weighted, path(cdb -> Reply.GOOD).at("lab", "A0", 7))).isEqualTo(priority);
        assertThat(log).isEmpty();
    }

    @Test
    void aWeightedPathMayGoByTheSerialNumberOfItsUnit() {
        Prioritizer weighted = new WeightedPathFactory().create(List.of("serial", "^0395J", "9"));
        assertThat(priority(weighted, path(cdb -> Reply.data(new UnitSerial("0395J1FR904324").bytes())))).isEqualTo(9);
        assertThat(priority(weighted, path(cdb -> Reply.data(new UnitSerial("1395J").bytes())))).isZero();
        assertThat(priority(weighted, path(cdb -> Reply.hex("00 83 00 00")))).isEqualTo(-1);
        assertThat(priority(weighted, path(cdb -> Reply.LOST))).isEqualTo(-1);
        assertThat(log).containsOnly("a: 12018000fc00");
    }

    @Test
    void anExpressionThatMakesOthersThinkForEverIsDecidedAtOnce() {
        Prioritizer weighted = new WeightedPathFactory().create(List.of("serial", "(x+x+)+y", "9"));
        assertThat(priority(weighted, path(cdb -> Reply.data(new UnitSerial("x".repeat(200)).bytes())))).isZero();
    }

    @Test
    void randomNumbersAreOneToTenAllOfThemAndFollowFromTheSeed() {
        List<Integer> seen = LongStream.range(0, 1_000)
                .mapToObj(seed -> priority(new RandomPrioritizer(path -> seed), path(cdb -> Reply.GOOD)))
                .toList();
        assertThat(seen).contains(1, 2, 3, 4, 5, 6, 7, 8, 9, 10).allSatisfy(priority -> assertThat(priority).isBetween(1, 10));
        assertThat(priority(new RandomPrioritizer(path -> 7), path(cdb -> Reply.GOOD))).isEqualTo(seen.get(7));
    }

    @Test
    void randomNumbersOfTheServiceChangeWithTimeAndPath() {
        Prioritizer random = new RandomFactory().create(List.of());
        List<Integer> seen = new ArrayList<>();
        for (int times = 0; times < 50; times++) {
            reactor.pass(1);
            seen.add(priority(random, path(cdb -> Reply.GOOD)));
        }
        assertThat(seen.stream().distinct().count()).isGreaterThan(4);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"69736d5f7377, 2", "69737774, 2", "69736d5f736e, 3", "6663, 4", "'', 4"})
    void aFilerIsRankedByHowItIsReached(String kind, int priority) {
        Prioritizer ontap = new OntapFactory().create(List.of());
        String answer = "000000280a980a014100000" + "0" + kind + "00000000";
        assertThat(priority(ontap, path(cdb -> cdb.startsWith("c0") ? Reply.hex(answer) : Reply.hex("00c1")))).isEqualTo(priority);
    }

    @ParameterizedTest(name = "flags {0}: {1}")
    @CsvSource({"02, 1", "fd, 4"})
    void aFilerThatIsReachedThroughTheOtherRanksLowest(String flags, int priority) {
        Prioritizer ontap = new OntapFactory().create(List.of());
        String page = "00c1000000000000" + "0a980a00c100" + "0000000000" + flags;
        assertThat(priority(ontap, path(cdb -> Reply.hex(cdb.startsWith("c0") ? "00000028" : page)))).isEqualTo(priority);
    }

    @Test
    void aFilerThatDoesNotAnswerHasNoRank() {
        Prioritizer ontap = new OntapFactory().create(List.of());
        assertThat(priority(ontap, path(cdb -> Reply.LOST))).isEqualTo(-1);
        assertThat(priority(ontap, path(cdb -> cdb.startsWith("c0") ? Reply.hex("00000028") : Reply.LOST))).isEqualTo(4);
    }

    @Test
    void datacoreLooksForTheServersNameAndWaitsAsLongAsItIsTold() {
        Prioritizer datacore = new DatacoreFactory().create(List.of("preferredsds=SDS1", "timeout=500"));
        assertThat(priority(datacore, path(cdb -> Reply.data(HexFormat.of().parseHex("0000" + "5344533200"))))).isZero();
        ranks.clear();
        datacore.rank(path(cdb -> Reply.SILENCE), 5 * SECOND, ranks::add);
        reactor.pass(500 * MILLI - 1);
        assertThat(ranks).isEmpty();
        reactor.pass(1);
        assertThat(ranks).containsExactly(PathRank.UNKNOWN);
        ranks.clear();
        datacore.rank(path(cdb -> Reply.SILENCE), 100 * MILLI, ranks::add);
        reactor.pass(100 * MILLI);
        assertThat(ranks).containsExactly(PathRank.UNKNOWN);
    }
}
