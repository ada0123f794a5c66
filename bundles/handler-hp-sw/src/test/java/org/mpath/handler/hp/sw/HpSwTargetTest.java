package org.mpath.handler.hp.sw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathFacts;
import org.mpath.api.plugin.PathRank;
import org.mpath.api.plugin.PgInitFlags;
import org.mpath.itests.array.TargetPath;
import org.mpath.itests.array.VirtualReactor;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.Opcode;
import org.mpath.target.Array;
import org.mpath.target.LoggedCommand;
import org.mpath.target.array.HpArray;
import org.mpath.target.store.MemoryStore;

/** The handlers against the active/passive array of the lab, and what that array's command log says of them. */
class HpSwTargetTest {
    private static final int UNITS = 32;

    private final VirtualReactor reactor = new VirtualReactor();
    private final HpSwHandlerFactory factory = new HpSwHandlerFactory();
    private final List<ActivationAnswer> answers = new ArrayList<>();
    private final Map<String, TargetPath> paths = new HashMap<>();
    private Array array;

    /** Two controllers of two ports; A has the units. */
    @BeforeEach
    void build() {
        array = new HpArray().create("hp", 2, 2, Map.of());
        array.agenda().onEarlier(this::schedule);
        IntStream.range(0, UNITS).forEach(lun -> array.addUnit(lun, new MemoryStore(1 << 20)));
    }

    private void schedule() {
        reactor.timer(() -> {
            array.agenda().advance(reactor.nanoTime());
            if (!array.agenda().isEmpty()) {
                schedule();
            }
        }).arm(Math.max(0, array.agenda().dueNanos() - reactor.nanoTime()));
    }

    @AfterEach
    void close() throws Exception {
        array.close();
    }

    /** One nexus for each port and host. */
    private TargetPath path(int port, int lun) {
        return paths.computeIfAbsent(port + "/" + lun,
                key -> new TargetPath(reactor, array.ports().get(port).login("host" + lun), lun));
    }

    private HardwareHandler activate(HardwareHandlerFactory by, int lun, int... ports) {
        HardwareHandler handler = by.create(List.of());
        for (int port : ports) {
            handler.activate(path(port, lun), false, answers::add);
        }
        return handler;
    }

    private List<String> starts() {
        return array.log().commands().stream()
                .filter(command -> command.opcode() == Opcode.START_STOP_UNIT)
                .map(command -> command.port() + ' ' + HexFormat.of().formatHex(command.cdb()))
                .toList();
    }

    private CheckerState check(int port, int lun) {
        List<CheckerState> states = new ArrayList<>();
        factory.checker().check(path(port, lun), SECOND, (state, message) -> states.add(state));
        return states.get(0);
    }

    private int rank(int port, int lun) {
        List<PathRank> ranks = new ArrayList<>();
        factory.prioritizer().rank(path(port, lun), SECOND, ranks::add);
        return ranks.get(0).priority();
    }

    @Test
    void oneStartMovesAllUnitsAndTheOthersOnlyLook() {
        activate(factory, 0, 2, 3);
        assertThat(answers).containsExactly(ActivationCode.OK, ActivationCode.OK);
        assertThat(starts()).containsExactly("B0 1b0000000100");
        array.log().clear();
        activate(factory, 1, 2, 3);
        assertThat(answers).hasSize(4).containsOnly(ActivationCode.OK);
        assertThat(starts()).as("it came along").isEmpty();
        assertThat(array.units()).allSatisfy(unit -> assertThat(unit.access().owner().name()).isEqualTo("B"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    void allMapsAtOnceMakeOneStart(int seconds) {
        array.ownership().transitionNanos(seconds * SECOND);
        IntStream.range(0, UNITS).forEach(lun -> activate(factory, lun, 2, 3));
        reactor.pass(seconds * SECOND);
        assertThat(answers).hasSize(2 * UNITS).containsOnly(ActivationCode.OK);
        assertThat(starts()).hasSize(1);
    }

    @Test
    void theHandlerOf2005MovesThemToo() {
        activate(new HpSw2005HandlerFactory(), 7, 2);
        assertThat(answers).containsExactly(new PgInitFlags(true, false, false));
        activate(new HpSw2005HandlerFactory(), 7, 2);
        assertThat(answers).as("the first one met the attention of the new nexus").endsWith(PgInitFlags.NONE);
        assertThat(starts()).hasSize(2);
        assertThat(check(2, 3)).as("another unit, without a start").isEqualTo(CheckerState.UP);
    }

    @Test
    void theUnitsGoAndComeBackWithTheGroupThatIsAskedFor() {
        activate(factory, 0, 2);
        activate(factory, 0, 0);
        activate(factory, 0, 3);
        assertThat(answers).hasSize(3).containsOnly(ActivationCode.OK);
        assertThat(starts()).extracting(start -> start.substring(0, 2)).containsExactly("B0", "A0", "B1");
    }

    @Test
    void whileAControllerThatFailedIsReplacedAnActivationWaits() {
        array.ownership().transitionNanos(5 * SECOND);
        path(2, 0);
        array.agenda().time(reactor.nanoTime());
        array.maintenance().fail(array.controller("A"));
        activate(factory, 0, 2);
        assertThat(answers).isEmpty();
        assertThat(check(2, 0)).isEqualTo(CheckerState.PENDING);
        reactor.pass(6 * SECOND);
        assertThat(answers).containsExactly(ActivationCode.OK);
        assertThat(starts()).as("it took over on its own").isEmpty();
    }

    @Test
    void aControllerThatComesBackIsPassiveOrHasTheUnitsAgain() {
        array.ownership().failback(false);
        array.maintenance().fail(array.controller("A"));
        array.maintenance().heal(array.controller("A"));
        assertThat(check(0, 0)).isEqualTo(CheckerState.GHOST);
        assertThat(check(2, 0)).isEqualTo(CheckerState.UP);
        activate(factory, 0, 0);
        assertThat(answers).containsExactly(ActivationCode.OK);
        assertThat(starts()).hasSize(1);
        assertThat(check(2, 0)).isEqualTo(CheckerState.GHOST);
    }

    @Test
    void pathsThroughTheActiveControllerRankHigher() {
        assertThat(rank(0, 0)).isEqualTo(4);
        assertThat(rank(2, 0)).isEqualTo(2);
        activate(factory, 1, 2);
        assertThat(rank(0, 0)).isEqualTo(2);
        assertThat(rank(2, 0)).isEqualTo(4);
    }

    @Test
    void noReadReachesAPortBeforeItsControllerHasTheUnits() {
        array.log().transfers(true);
        array.ownership().transitionNanos(5 * SECOND);
        activate(factory, 0, 2);
        assertThat(answers).as("what is not answered gets no I/O").isEmpty();
        reactor.pass(5 * SECOND);
        assertThat(answers).containsExactly(ActivationCode.OK);
        byte[] read = path(2, 0).read(512, cdb -> Cdb.read(cdb, 0, 1));
        assertThat(read).hasSize(512);
        assertThat(array.log().commands())
                .filteredOn(command -> command.opcode() == Opcode.READ_10)
                .extracting(LoggedCommand::port)
                .containsExactly("B0");
    }

    @Test
    void theArrayOfTheLabIsClaimed() {
        byte[] data = path(0, 0).read(96, cdb -> Cdb.inquiry(cdb, 96));
        Inquiry inquiry = Inquiry.parse(data);
        assertThat(factory.claims(new PathFacts("a", "A0", 0, inquiry.paddedVendor(), inquiry.paddedProduct(),
                        inquiry.revision(), inquiry.tpgs(), data)))
                .isTrue();
    }
}
