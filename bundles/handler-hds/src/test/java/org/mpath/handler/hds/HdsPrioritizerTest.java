package org.mpath.handler.hds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.PathRank;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.Vector;
import org.mpath.itests.array.VirtualReactor;
import org.mpath.scsi.HdsInquiry;
import org.mpath.scsi.HdsInquiry.Access;
import org.mpath.scsi.Inquiry;

class HdsPrioritizerTest {
    private static final byte[] STANDARD = Inquiry.disk("HITACHI", "DF600F", "0000", 0).bytes();

    private final VirtualReactor reactor = new VirtualReactor();
    private final List<String> log = new ArrayList<>();
    private final List<PathRank> ranks = new ArrayList<>();

    private void rank(Function<String, Reply> script) {
        new HdsHandlerFactory().prioritizer().rank(new ScriptedPath("sda", reactor, log, script), 5 * SECOND, ranks::add);
    }

    static List<Vector> vectors() throws IOException {
        return Vector.read(HdsPrioritizerTest.class, "prioritizer-hds.json");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void ranksAsMultipathToolsDoes(Vector vector) {
        rank(vector.script(Reply.LOST));
        assertThat(ranks).extracting(PathRank::priority).containsExactly(Integer.valueOf(vector.text("priority")));
        assertThat(log).isEqualTo(vector.texts("cdbs_sent").stream().map(cdb -> "sda: " + cdb).toList());
    }

    @ParameterizedTest(name = "volume {0} through controller {1}: {2}")
    @CsvSource({"0, 0, 1", "0, 1, 0", "1, 0, 0", "1, 1, 1", "65534, 8, 1", "65535, 8, 0"})
    void aPathIsRankedByParityAndGroupedByItsController(int ldev, int controller, int priority) {
        rank(cdb -> Reply.data(new HdsInquiry(Access.ASYMMETRIC, ldev, controller, 'A').in(STANDARD)));
        assertThat(ranks).containsExactly(new PathRank(priority, controller, ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void thePathsOfASymmetricUnitAreAlike(int controller) {
        rank(cdb -> Reply.data(new HdsInquiry(Access.SYMMETRIC, 7, controller, 'A').in(STANDARD)));
        assertThat(ranks).containsExactly(new PathRank(1, 0, ""));
    }

    @Test
    void anAnswerThatIsTooShortOrNoneGivesNoRank() {
        rank(cdb -> Reply.data(new byte[50]));
        rank(cdb -> Reply.data(new byte[0]));
        rank(cdb -> Reply.LOST);
        rank(cdb -> Reply.sense(0x052400));
        assertThat(ranks).hasSize(4).containsOnly(PathRank.UNKNOWN);
    }

    @Test
    void aPathThatSwallowsTheQuestionHasNoRankAfterTheTimeout() {
        rank(cdb -> Reply.SILENCE);
        reactor.pass(5 * SECOND - 1);
        assertThat(ranks).isEmpty();
        reactor.pass(1);
        assertThat(ranks).containsExactly(PathRank.UNKNOWN);
    }
}
