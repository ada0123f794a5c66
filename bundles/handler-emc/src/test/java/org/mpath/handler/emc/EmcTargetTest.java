package org.mpath.handler.emc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.PathRank;
import org.mpath.itests.array.TargetPath;
import org.mpath.itests.array.VirtualReactor;
import org.mpath.scsi.Opcode;
import org.mpath.target.Array;
import org.mpath.target.LoggedCommand;
import org.mpath.target.array.ClariionArray;
import org.mpath.target.store.MemoryStore;

/** The handler against the CLARiiON array of the lab, and what that array's command log says of it. */
class EmcTargetTest {
    private static final String MOVE = "55100000000000001300 < 0000000000000000220981ffff000000000000";

    private final VirtualReactor reactor = new VirtualReactor();
    private final EmcHandler handler = new EmcHandler(false, null);
    private final List<ActivationAnswer> answers = new ArrayList<>();
    private Array array;

    /** Two storage processors of two ports; A owns unit 0, B unit 1. */
    private void build(Map<String, String> words) {
        array = new ClariionArray().create("emc", 2, 2, words);
        array.agenda().onEarlier(this::schedule);
        array.agenda().time(reactor.nanoTime());
        for (int lun = 0; lun < 2; lun++) {
            array.addUnit(lun, new MemoryStore(1 << 20));
        }
        array.log().transfers(true);
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

    private TargetPath path(int port, String host) {
        return new TargetPath(reactor, array.ports().get(port).login(host), 0);
    }

    private void activate(EmcHandler by, TargetPath... paths) {
        for (TargetPath path : paths) {
            by.activate(path, false, answers::add);
        }
    }

    private List<String> moves() {
        return array.log().commands().stream()
                .filter(command -> command.opcode() == Opcode.MODE_SELECT_6 || command.opcode() == Opcode.MODE_SELECT_10)
                .filter(command -> command.sense().key() != 0x06)
                .map(EmcTargetTest::text)
                .toList();
    }

    private static String text(LoggedCommand command) {
        return command.port() + ' ' + HexFormat.of().formatHex(command.cdb()) + " < "
                + HexFormat.of().formatHex(command.parameters());
    }

    private CheckerState check(TargetPath path) {
        List<CheckerState> states = new ArrayList<>();
        new EmcChecker().check(path, SECOND, (state, why) -> states.add(state));
        assertThat(states).hasSize(1);
        return states.get(0);
    }

    @AfterEach
    void close() throws Exception {
        array.close();
    }

    @Test
    void thePathsToTheOtherProcessorMakeOneMoveAndTheWayBackAnother() {
        build(Map.of());
        activate(handler, path(2, "h"), path(3, "h"), path(2, "i"), path(3, "i"));
        assertThat(answers).hasSize(4).containsOnly(ActivationCode.OK);
        assertThat(moves()).containsExactly("B0 " + MOVE);
        assertThat(array.unit(0).access().owner()).isSameAs(array.controller("B"));
        assertThat(array.unit(1).access().owner()).as("no other unit").isSameAs(array.controller("B"));
        activate(handler, path(0, "h"), path(1, "h"));
        assertThat(answers).hasSize(6).containsOnly(ActivationCode.OK);
        assertThat(moves()).containsExactly("B0 " + MOVE, "A0 " + MOVE);
        assertThat(handler.statusWords()).isEqualTo("A:owned B:bound");
    }

    @Test
    void theProcessorThatOwnsTheUnitIsNotTold() {
        build(Map.of());
        activate(handler, path(0, "h"), path(1, "h"));
        assertThat(answers).containsExactly(ActivationCode.OK, ActivationCode.OK);
        assertThat(moves()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "CX600, 55100000000000001300 < 0000000000000000220981ffff000000000000",
        "FC4700, 151000000800 < 00000000220281ff",
        "legacy, 151000000800 < 00000000220281ff"
    })
    void theModelSaysWhichForm(String model, String move) {
        build(Map.of("model", model));
        activate(handler, path(2, "h"));
        assertThat(answers).containsExactly(ActivationCode.OK);
        assertThat(moves()).containsExactly("B0 " + move);
    }

    @Test
    void aMoveThatTakesTimeIsOneMoveAndIsWaitedFor() {
        build(Map.of());
        array.ownership().transitionNanos(20 * SECOND);
        activate(handler, path(2, "h"), path(3, "h"));
        activate(new EmcHandler(false, null), path(2, "another host"));
        reactor.pass(20 * SECOND - 1);
        assertThat(answers).as("the other ones see that it is on its way").hasSize(2);
        reactor.pass(1);
        assertThat(answers).hasSize(3).containsOnly(ActivationCode.OK);
        assertThat(moves()).containsExactly("B0 " + MOVE);
    }

    @Test
    void whoLosesTheUnitOnItsWaySaysThatAnotherProcessorHasIt() {
        build(Map.of());
        array.ownership().transitionNanos(20 * SECOND);
        activate(handler, path(2, "h"));
        activate(new EmcHandler(false, null), path(0, "other"));
        reactor.pass(20 * SECOND);
        assertThat(answers).containsExactly(ActivationCode.DEV_TEMP_BUSY, ActivationCode.OK);
        assertThat(array.unit(0).access().owner()).isSameAs(array.controller("A"));
    }

    @ParameterizedTest(name = "{0}={1}: {2}")
    @CsvSource({"mode, 1, NOSYS", "mode, 6, OK", "copy, running, DEV_TEMP_BUSY", "unbound, 0, DEV_OFFLINED"})
    void anArrayThatSaysNoIsBelieved(String word, String value, ActivationCode code) {
        build(Map.of(word, value));
        activate(handler, path(2, "h"));
        assertThat(answers).containsExactly(code);
    }

    @Test
    void duringAnUpgradeTheOtherGroupIsBypassedAndTheOwnersGoesOn() {
        build(Map.of());
        array.ownership().failback(false);
        TargetPath survivor = path(2, "h");
        array.maintenance().upgrade(array.controller("A"), 10 * SECOND);
        activate(handler, survivor);
        assertThat(answers).containsExactly(ActivationCode.OK);
        assertThat(moves()).as("the array moved it").isEmpty();
        array.ownership().transitionNanos(10 * SECOND);
        reactor.pass(10 * SECOND);
        TargetPath back = path(0, "h");
        activate(handler, back);
        assertThat(answers).containsExactly(ActivationCode.OK, ActivationCode.DEV_TEMP_BUSY);
        assertThat(check(back)).isEqualTo(CheckerState.PENDING);
        assertThat(moves()).isEmpty();
    }

    @Test
    void noReadReachesTheProcessorThatDoesNotOwnTheUnit() {
        build(Map.of());
        assertThat(check(path(0, "h"))).isEqualTo(CheckerState.UP);
        assertThat(check(path(2, "h"))).isEqualTo(CheckerState.GHOST);
        assertThat(array.log().commands().stream().filter(command -> command.opcode() == Opcode.READ_10))
                .isNotEmpty()
                .allSatisfy(command -> assertThat(command.port()).isEqualTo("A0"));
    }

    @Test
    void whoFollowsSeesWhereTheUnitIs() {
        build(Map.of("mode", "1"));
        EmcHandler follower = new EmcHandler(true, null);
        List<OwnerState> states = new ArrayList<>();
        TargetPath a = path(0, "h");
        TargetPath b = path(2, "h");
        follower.askOwner(a, states::add);
        follower.askOwner(b, states::add);
        array.ownership().take(array.unit(0), array.controller("B"));
        follower.askOwner(a, states::add);
        follower.askOwner(b, states::add);
        assertThat(states).containsExactly(OwnerState.ACTIVE, OwnerState.PASSIVE, OwnerState.PASSIVE, OwnerState.ACTIVE);
        assertThat(moves()).isEmpty();
    }

    @Test
    void pathsAreRankedByOwnerAndPreferredOwner() {
        build(Map.of());
        List<PathRank> ranks = new ArrayList<>();
        EmcPrioritizer prioritizer = new EmcPrioritizer();
        prioritizer.rank(path(0, "h"), SECOND, ranks::add);
        prioritizer.rank(path(3, "h"), SECOND, ranks::add);
        array.ownership().take(array.unit(0), array.controller("B"));
        prioritizer.rank(path(0, "h"), SECOND, ranks::add);
        prioritizer.rank(path(3, "h"), SECOND, ranks::add);
        assertThat(ranks).containsExactly(new PathRank(4, 0, "owned"), new PathRank(1, 1, "bound"),
                new PathRank(3, 0, "bound"), new PathRank(2, 1, "owned"));
    }
}
