package org.mpath.handler.rdac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.itests.array.VirtualReactor.MILLI;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.PathRank;
import org.mpath.itests.array.TargetPath;
import org.mpath.itests.array.VirtualReactor;
import org.mpath.scsi.Opcode;
import org.mpath.target.Array;
import org.mpath.target.LoggedCommand;
import org.mpath.target.Nexus;
import org.mpath.target.SenseCode;
import org.mpath.target.array.RdacArray;
import org.mpath.target.store.MemoryStore;

/** The handler against the RDAC array of the lab, and what that array's command log says of it. */
class RdacTargetTest {
    private static final int A = 0;
    private static final int B = 2;
    private static final SenseCode LOCKED = new SenseCode(0x05, 0x91, 0x36);

    private final VirtualReactor reactor = new VirtualReactor();
    private final RdacHandlerFactory factory = new RdacHandlerFactory();
    private final List<RdacHandler> maps = new ArrayList<>();
    private final List<ActivationAnswer> answers = new ArrayList<>();
    private final Map<String, Nexus> nexuses = new HashMap<>();
    private Array array;

    /** Two controllers of two ports; A owns the even units, B the others. */
    private void build(int units, Map<String, String> words) {
        array = new RdacArray().create("rdac", 2, 2, words);
        array.agenda().onEarlier(this::schedule);
        for (int lun = 0; lun < units; lun++) {
            array.addUnit(lun, new MemoryStore(1 << 20));
        }
        array.log().clear();
        array.log().transfers(true);
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
        Nexus nexus = nexuses.computeIfAbsent(port + host, login -> array.ports().get(port).login(host));
        return new TargetPath(reactor, nexus, lun);
    }

    private RdacHandler map() {
        RdacHandler made = (RdacHandler) factory.create(List.of());
        maps.add(made);
        return made;
    }

    private RdacHandler activate(TargetPath... paths) {
        RdacHandler map = map();
        for (TargetPath path : paths) {
            map.activate(path, false, answers::add);
        }
        reactor.pass(20 * MILLI);
        return map;
    }

    private List<LoggedCommand> log(int opcode) {
        return array.log().commands().stream().filter(command -> command.opcode() == opcode).toList();
    }

    private List<LoggedCommand> moves() {
        return log(Opcode.MODE_SELECT_10).stream().filter(command -> command.status() == 0).toList();
    }

    private String owner(int lun) {
        return array.unit(lun).access().owner().name();
    }

    @AfterEach
    void nothingIsLeftBehind() throws Exception {
        maps.forEach(RdacHandler::close);
        assertThat(factory.controllers().count()).isZero();
        array.close();
    }

    // ---- moves ----

    @Test
    void fourPathsToTheOtherControllerMakeOneMove() {
        build(2, Map.of());
        RdacHandler map = activate(path(B, "h", 0), path(B + 1, "h", 0), path(B, "i", 0), path(B + 1, "i", 0));
        assertThat(answers).hasSize(4).containsOnly(ActivationCode.OK);
        assertThat(moves()).hasSize(1);
        assertThat(owner(0)).isEqualTo("B");
        assertThat(map.statusWords()).isEqualTo("B0:active/optimized B1:active/optimized");
    }

    @ParameterizedTest
    @CsvSource({"256, 55000000000000013400, 308", "32, 150000006e00, 110"})
    void thirtyTwoUnitsOfOneControllerMakeOneMove(String luns, String cdb, int bytes) {
        build(32, Map.of("luns", luns));
        List<TargetPath> paths = IntStream.range(0, 64).mapToObj(i -> path(B + i % 2, "h", i / 2)).toList();
        IntStream.range(0, 32).forEach(lun -> map().activate(paths.get(2 * lun), false, answers::add));
        IntStream.range(0, 32).forEach(lun -> maps.get(lun).activate(paths.get(2 * lun + 1), false, answers::add));
        reactor.pass(20 * MILLI);
        assertThat(answers).hasSize(64).containsOnly(ActivationCode.OK);
        List<LoggedCommand> selects = array.log().commands().stream()
                .filter(command -> command.opcode() == Opcode.MODE_SELECT_6 || command.opcode() == Opcode.MODE_SELECT_10)
                .toList();
        assertThat(selects).filteredOn(command -> command.status() == 0).singleElement().satisfies(select -> {
            assertThat(HexFormat.of().formatHex(select.cdb())).isEqualTo(cdb);
            assertThat(select.parameters()).hasSize(bytes);
        });
        assertThat(selects).as("one more met the unit attention of the new nexus").hasSize(2);
        assertThat(array.units()).allSatisfy(unit -> assertThat(unit.access().owner().name()).isEqualTo("B"));
    }

    @Test
    void aUnitThatIsOwnedIsNotMoved() {
        build(2, Map.of());
        activate(path(A, "h", 0));
        assertThat(answers).containsExactly(ActivationCode.OK);
        assertThat(log(Opcode.MODE_SELECT_10)).isEmpty();
    }

    @Test
    void aMoveThatTakesTimeIsWaitedFor() {
        build(2, Map.of());
        array.ownership().transitionNanos(20 * SECOND);
        activate(path(B, "h", 0), path(B + 1, "h", 0));
        reactor.pass(19 * SECOND);
        assertThat(answers).isEmpty();
        reactor.pass(2 * SECOND);
        assertThat(answers).containsExactly(ActivationCode.OK, ActivationCode.OK);
        assertThat(moves()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"attention", "aborted", "not-ready"})
    void aUnitThatTheArrayMovesIsWaitedFor(String quiescence) {
        build(2, Map.of("quiescence", quiescence));
        array.agenda().time(reactor.nanoTime());
        array.ownership().transfer(array.units().subList(0, 1), array.controller("B"), null, SECOND, moved -> {});
        activate(path(B, "h", 0));
        reactor.pass(3 * SECOND);
        assertThat(answers).containsExactly(ActivationCode.OK);
        assertThat(moves()).as("it came by itself").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"avt, A", "ioship, A"})
    void aUnitThatIsServedAnywayIsNotMoved(String mode, String owner) {
        build(2, Map.of("mode", mode));
        RdacHandler map = activate(path(B, "h", 0));
        assertThat(answers).containsExactly(ActivationCode.OK);
        assertThat(log(Opcode.MODE_SELECT_10)).isEmpty();
        assertThat(owner(0)).isEqualTo(owner);
        assertThat(map.statusWords()).isEqualTo("B0:active/non-optimized");
    }

    @Test
    void withIoShippingAUnitComesHomeToItsPreferredController() {
        build(2, Map.of("mode", "ioship"));
        array.ownership().take(array.unit(0), array.controller("B"));
        activate(path(A, "h", 0));
        assertThat(owner(0)).isEqualTo("A");
        assertThat(moves()).hasSize(1);
    }

    // ---- controllers that go and come ----

    @Test
    void aFailedControllersUnitsAreFoundAtTheOtherOneAndFetchedBackWhenItReturns() {
        build(2, Map.of());
        array.ownership().failback(false);
        TargetPath home = path(A, "h", 0);
        TargetPath away = path(B, "h", 0);
        RdacHandler map = activate(home);
        array.maintenance().fail(array.controller("A"));
        home.lost();
        map.activate(away, false, answers::add);
        reactor.pass(20 * MILLI);
        assertThat(answers).containsExactly(ActivationCode.OK, ActivationCode.OK);
        assertThat(moves()).as("the array moved it").isEmpty();

        map.activate(home, false, answers::add);
        assertThat(answers).last().isEqualTo(ActivationCode.CONN_FAILURE);
        array.maintenance().heal(array.controller("A"));
        home.relogin(array.ports().get(A).login("h"));
        map.activate(home, false, answers::add);
        reactor.pass(20 * MILLI);
        assertThat(answers).last().isEqualTo(ActivationCode.OK);
        assertThat(owner(0)).isEqualTo("A");
        assertThat(moves()).hasSize(1);
    }

    // ---- what never happens ----

    @Test
    void noCommandOfThePlugInTouchesTheMediumThroughAnyPort() {
        build(2, Map.of());
        TargetPath passive = path(B, "h", 0);
        List<String> heard = new ArrayList<>();
        List<PathRank> ranks = new ArrayList<>();
        factory.checker().check(passive, SECOND, (state, message) -> heard.add(state.name()));
        factory.prioritizer().rank(passive, SECOND, ranks::add);
        assertThat(heard).containsExactly("GHOST");
        assertThat(ranks).containsExactly(new PathRank(1, 0x32, "standby"));
        activate(passive);
        factory.checker().check(passive, SECOND, (state, message) -> heard.add(state.name()));
        factory.prioritizer().rank(path(B + 1, "h", 0), SECOND, ranks::add);
        assertThat(heard).containsExactly("GHOST", "UP");
        assertThat(ranks).last().isEqualTo(new PathRank(3, 0x32, "active/optimized"));
        assertThat(array.log().commands()).extracting(LoggedCommand::opcode).containsOnly(
                Opcode.INQUIRY, Opcode.MODE_SENSE_10, Opcode.MODE_SELECT_10);
    }

    @Test
    void theCheckerSwitchesTaskAbortedStatusOnOnce() {
        build(1, Map.of());
        TargetPath path = path(A, "h", 0);
        factory.checker().check(path, SECOND, (state, message) -> {});
        TargetPath other = path(B, "h", 0);
        factory.checker().check(other, SECOND, (state, message) -> {});
        factory.checker().check(path, SECOND, (state, message) -> {});
        assertThat(moves()).singleElement().satisfies(select ->
                assertThat(HexFormat.of().formatHex(select.parameters())).endsWith("0a0a00000040000000000000"));
    }

    // ---- follow ----

    @Test
    void whoFollowsSeesWhereTheUnitIsAndLeavesItThere() {
        build(1, Map.of());
        FollowingHandler follower = (FollowingHandler) factory.create(List.of("follow"));
        TargetPath a = path(A, "h", 0);
        TargetPath b = path(B, "h", 0);
        List<OwnerState> states = new ArrayList<>();
        follower.askOwner(a, states::add);
        follower.askOwner(b, states::add);
        array.ownership().take(array.unit(0), array.controller("B"));
        follower.askOwner(a, states::add);
        follower.askOwner(b, states::add);
        assertThat(states).containsExactly(
                OwnerState.ACTIVE, OwnerState.PASSIVE, OwnerState.PASSIVE, OwnerState.ACTIVE);
        assertThat(array.log().commands()).extracting(LoggedCommand::opcode).containsOnly(Opcode.INQUIRY);
    }

    // ---- two hosts ----

    @Test
    void twoHostsThatWantTheirUnitsAtOnceBothGetThem() {
        build(4, Map.of());
        array.ownership().transitionNanos(2 * SECOND);
        RdacHandlerFactory otherHost = new RdacHandlerFactory();
        TargetPath mine = path(B, "h", 0);
        TargetPath others = path(B, "i", 2);
        activate(mine);
        RdacHandler other = (RdacHandler) otherHost.create(List.of());
        other.activate(others, false, answers::add);
        reactor.pass(6 * SECOND);
        assertThat(answers).containsExactly(ActivationCode.OK, ActivationCode.OK);
        assertThat(moves()).hasSize(2);
        assertThat(log(Opcode.MODE_SELECT_10)).filteredOn(command -> LOCKED.equals(command.sense()))
                .as("twice a second at most").hasSizeBetween(1, 5);
        other.close();
    }

    /** The worst that can be: both ask again as soon as they are answered, although the engine waits longer each time. */
    @Test
    void twoHostsThatFightForAUnitMakeNoStorm() {
        build(1, Map.of());
        array.ownership().transitionNanos(SECOND);
        RdacHandlerFactory otherHost = new RdacHandlerFactory();
        RdacHandler other = (RdacHandler) otherHost.create(List.of());
        fight(map(), path(A, "h", 0));
        fight(other, path(B, "i", 0));
        reactor.pass(60 * SECOND);
        assertThat(moves()).as("a move takes a second").hasSizeBetween(5, 60);
        assertThat(answers.size()).as("one answer for each move, or for none").isGreaterThan(moves().size() - 3);
        assertThat(log(Opcode.MODE_SELECT_10)).as("two a second from each host at most").hasSizeLessThan(240);
        other.close();
    }

    private void fight(RdacHandler handler, TargetPath path) {
        handler.activate(path, false, answer -> {
            answers.add(answer);
            reactor.timer(() -> fight(handler, path)).arm(100 * MILLI);
        });
    }
}
