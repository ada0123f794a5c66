package org.mpath.handler.alua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.itests.array.VirtualReactor.MILLI;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.PathRank;
import org.mpath.itests.array.TargetPath;
import org.mpath.itests.array.VirtualReactor;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.Opcode;
import org.mpath.target.Array;
import org.mpath.target.LoggedCommand;
import org.mpath.target.Transition;
import org.mpath.target.array.AluaArray;
import org.mpath.target.store.MemoryStore;

/** The handler against the ALUA array of the lab, and what that array's command log says of it. */
class AluaTargetTest {
    private final VirtualReactor reactor = new VirtualReactor();
    private final AluaHandler handler = new AluaHandler(false);
    private final List<ActivationAnswer> answers = new ArrayList<>();
    private Array array;

    /** Two controllers of two ports; A owns unit 0, B unit 1. */
    private void build(Map<String, String> words) {
        array = new AluaArray().create("alua", 2, 2, words);
        array.agenda().onEarlier(this::schedule);
        for (int lun = 0; lun < 2; lun++) {
            array.addUnit(lun, new MemoryStore(1 << 20));
        }
        array.log().clear();
    }

    private void schedule() {
        reactor.timer(() -> {
            array.agenda().advance(reactor.nanoTime());
            if (!array.agenda().isEmpty()) {
                schedule();
            }
        }).arm(Math.max(0, array.agenda().dueNanos() - reactor.nanoTime()));
    }

    private TargetPath path(int port, String host, long lun) {
        return new TargetPath(reactor, array.ports().get(port).login(host), lun);
    }

    private void activate(AluaHandler by, TargetPath... paths) {
        for (TargetPath path : paths) {
            by.activate(path, false, answers::add);
        }
        reactor.pass(5 * MILLI);
    }

    private List<String> log(int opcode) {
        return array.log().commands().stream()
                .filter(command -> command.opcode() == opcode && command.status() == 0)
                .map(AluaTargetTest::text)
                .toList();
    }

    private static String text(LoggedCommand command) {
        String written = HexFormat.of().formatHex(command.parameters());
        return command.port() + ' ' + HexFormat.of().formatHex(command.cdb()) + (written.isEmpty() ? "" : " < " + written);
    }

    @AfterEach
    void close() throws Exception {
        array.close();
    }

    @ParameterizedTest(name = "{0}, header {1}")
    @CsvSource({"standby, extended", "unavailable, plain", "active/non-optimized, extended"})
    void fourPathsToTheOtherControllerMakeOneMove(String passive, String header) {
        build(Map.of("passive", passive, "header", header));
        activate(handler, path(2, "h", 0), path(3, "h", 0), path(2, "i", 0), path(3, "i", 0));
        assertThat(answers).hasSize(4).containsOnly(ActivationCode.OK);
        assertThat(log(Opcode.MAINTENANCE_OUT)).containsExactly("B0 a40a00000000000000080000 < 0000000000000002");
        assertThat(log(Opcode.MAINTENANCE_IN)).as("a look before and one after").hasSize(2);
        assertThat(array.unit(0).access().owner()).isSameAs(array.controller("B"));
        assertThat(handler.statusWords()).isEqualTo("1:" + passive + " 2:active/optimized");
    }

    @Test
    void aGroupThatIsActiveIsNotMoved() {
        build(Map.of());
        activate(handler, path(0, "h", 0));
        assertThat(answers).containsExactly(ActivationCode.OK);
        assertThat(log(Opcode.MAINTENANCE_OUT)).isEmpty();
    }

    @Test
    void eachUnitIsMovedOnItsOwn() {
        build(Map.of("passive", "standby"));
        activate(handler, path(2, "h", 0));
        activate(new AluaHandler(false), path(0, "h", 1));
        assertThat(array.unit(0).access().owner()).isSameAs(array.controller("B"));
        assertThat(array.unit(1).access().owner()).isSameAs(array.controller("A"));
    }

    @Test
    void anArrayThatOnlyMovesItselfIsNeverAskedTo() {
        build(Map.of("passive", "standby", "tpgs", "1"));
        activate(handler, path(2, "h", 0));
        assertThat(answers).containsExactly(ActivationCode.IO);
        assertThat(array.log().commands()).extracting(LoggedCommand::opcode).doesNotContain(Opcode.MAINTENANCE_OUT);
    }

    @ParameterizedTest(name = "answers {0}, {1} s")
    @CsvSource({"late, 20", "early, 20", "early, 90"})
    void aMoveThatTakesTimeIsWaitedFor(String answer, int seconds) {
        build(Map.of("passive", "standby", "stpg", answer));
        array.ownership().transitionNanos(seconds * SECOND);
        activate(handler, path(2, "h", 0), path(3, "h", 0));
        reactor.pass((seconds - 1) * SECOND);
        assertThat(answers).isEmpty();
        reactor.pass(4 * SECOND);
        assertThat(answers).containsExactly(ActivationCode.OK, ActivationCode.OK);
        assertThat(log(Opcode.MAINTENANCE_OUT)).hasSize(1);
    }

    @Test
    void aChangeThatFailsIsWaitedForAndThenTheUnitIsMoved() {
        build(Map.of("passive", "standby"));
        array.agenda().time(reactor.nanoTime());
        array.ownership().begin(Transition.toOwner(array.unit(0), array.controller("B")).takes(10 * SECOND).failing());
        array.ownership().transitionNanos(20 * SECOND);
        activate(handler, path(2, "h", 0));
        reactor.pass(10 * SECOND);
        assertThat(answers).isEmpty();
        assertThat(log(Opcode.MAINTENANCE_OUT)).isEmpty();
        reactor.pass(30 * SECOND);
        assertThat(log(Opcode.MAINTENANCE_OUT)).hasSize(1);
        assertThat(answers).containsExactly(ActivationCode.OK);
    }

    @Test
    void aGroupThatIsOfflineIsAnsweredOffline() {
        build(Map.of("passive", "standby"));
        activate(handler, path(2, "h", 0));
        answers.clear();
        array.ownership().begin(Transition.of(array.unit(0), Map.of(array.controller("B"), AccessState.OFFLINE)));
        activate(handler, path(2, "h", 0));
        assertThat(answers).containsExactly(ActivationCode.DEV_OFFLINED);
    }

    @Test
    void oneChangeReportedByManyRequestsIsLookedAtOnce() {
        build(Map.of("passive", "standby"));
        activate(handler, path(0, "h", 0));
        array.log().clear();
        array.ownership().take(array.unit(0), array.controller("B"));
        IntStream.range(0, 32).forEach(request -> handler.checkSense(null, 0x06, 0x2a, 0x06));
        reactor.pass(10 * SECOND);
        assertThat(log(Opcode.MAINTENANCE_IN)).hasSize(1);
        assertThat(handler.statusWords()).isEqualTo("1:standby 2:active/optimized");
    }

    @Test
    void pathsAreRankedByTheArraysStates() {
        build(Map.of("passive", "active/non-optimized"));
        List<PathRank> ranks = new ArrayList<>();
        AluaPrioritizer prioritizer = new AluaPrioritizer(false);
        prioritizer.rank(path(0, "h", 0), SECOND, ranks::add);
        prioritizer.rank(path(3, "h", 0), SECOND, ranks::add);
        prioritizer.rank(path(3, "h", 1), SECOND, ranks::add);
        assertThat(ranks).containsExactly(new PathRank(50, 1, "active/optimized"),
                new PathRank(10, 2, "active/non-optimized"), new PathRank(50, 2, "active/optimized"));
    }
}
