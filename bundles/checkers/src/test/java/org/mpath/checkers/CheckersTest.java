package org.mpath.checkers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.itests.array.VirtualReactor.MILLI;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.plugin.PathChecker;
import org.mpath.api.plugin.PathCheckerFactory;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.VirtualReactor;
import org.mpath.scsi.Status;

/** What each checker asks, believes and waits for. */
class CheckersTest {
    private static final String READ = "a: 28000000000000000100";
    private static final int POWER_ON = 0x062900;
    private static final Told UP = new Told(CheckerState.UP, "");

    private final VirtualReactor reactor = new VirtualReactor();
    private final List<String> log = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private Reply reply = Reply.GOOD;
    private final ScriptedPath path = new ScriptedPath("a", reactor, log, cdb -> reply);

    static Stream<PathCheckerFactory> readers() {
        return Stream.of(new DirectioFactory(), new Readsector0Factory());
    }

    static Stream<PathCheckerFactory> askers() {
        return Stream.of(new TurFactory(), new CcissTurFactory(), new DirectioFactory(), new Readsector0Factory());
    }

    private void check(PathCheckerFactory factory) {
        factory.create().check(path, SECOND, (state, message) -> told.add(new Told(state, message)));
    }

    @Test
    void eachIsCalledAsInMultipathTools() {
        assertThat(Stream.concat(askers(), Stream.of(new NoneFactory())))
                .allSatisfy(factory -> assertThat(factory.create().name()).isEqualTo(factory.name()))
                .extracting(PathCheckerFactory::name)
                .containsExactly("tur", "cciss_tur", "directio", "readsector0", "none");
    }

    @ParameterizedTest
    @MethodSource("readers")
    void aPathIsUpWhenItsFirstBlockCanBeReadHoweverLargeThatIs(PathCheckerFactory reader) {
        for (int bytes : new int[] {512, 520, 4096}) {
            reply = Reply.data(new byte[bytes]);
            check(reader);
        }
        assertThat(told).containsExactly(UP, UP, UP);
        assertThat(log).containsExactly(READ, READ, READ);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void onceABlockWasReadNoMoreThanThatIsExpectedUntilAReadIsNotAnswered(PathCheckerFactory reader) {
        PathChecker checker = reader.create();
        List<Integer> expected = new ArrayList<>();
        for (Reply next : List.of(Reply.data(new byte[512]), Reply.data(new byte[512]), Reply.sense(0x02040b),
                Reply.LOST, Reply.data(new byte[4096]), Reply.data(new byte[4096]))) {
            reply = next;
            checker.check(path, SECOND, (state, message) -> told.add(new Told(state, message)));
            expected.add(path.expectedBytes);
        }
        assertThat(expected).containsExactly(4096, 512, 512, 512, 4096, 4096);
        assertThat(told).extracting(Told::state)
                .containsExactly(CheckerState.UP, CheckerState.UP, CheckerState.DOWN,
                        CheckerState.DOWN, CheckerState.UP, CheckerState.UP);
    }

    @ParameterizedTest
    @MethodSource("readers")
    void aPathThatCannotBeReadIsDownWithTheReason(PathCheckerFactory reader) {
        reply = Reply.sense(0x02040b);
        check(reader);
        reply = Reply.status(Status.RESERVATION_CONFLICT);
        check(reader);
        assertThat(told).extracting(Told::state).containsOnly(CheckerState.DOWN);
        assertThat(told.get(0).message()).startsWith("NOT READY 02/04/0b");
        assertThat(told.get(1).message()).isEqualTo("RESERVATION CONFLICT");
    }

    @ParameterizedTest
    @MethodSource("readers")
    void aReadThatTakesTooLongIsDownAtTheTimeout(PathCheckerFactory reader) {
        reply = Reply.SILENCE;
        check(reader);
        reactor.pass(SECOND - 1);
        assertThat(told).isEmpty();
        reactor.pass(1);
        assertThat(told).containsExactly(new Told(CheckerState.DOWN, "no answer within 1000 ms"));
        path.answerNext();
        assertThat(told).hasSize(1);
    }

    @Test
    void aPathThatDoesNotSayWhetherItIsReadyTimesOut() {
        reply = Reply.SILENCE;
        check(new TurFactory());
        reactor.pass(SECOND);
        assertThat(told).containsExactly(new Told(CheckerState.TIMEOUT, "no answer within 1000 ms"));
    }

    @ParameterizedTest
    @MethodSource("askers")
    void aUnitAttentionIsAskedAboutAgainFiveTimesInAll(PathCheckerFactory asker) {
        reply = Reply.sense(POWER_ON);
        check(asker);
        assertThat(log).hasSize(5);
        assertThat(told).extracting(Told::state).containsExactly(CheckerState.DOWN);
    }

    @ParameterizedTest
    @MethodSource("askers")
    void askingAgainTakesNoLongerThanTheTimeout(PathCheckerFactory asker) {
        reply = Reply.sense(POWER_ON);
        path.holding = true;
        check(asker);
        for (int times = 0; times < 2; times++) {
            reactor.pass(400 * MILLI);
            path.answerNext();
        }
        assertThat(told).isEmpty();
        reactor.pass(200 * MILLI - 1);
        assertThat(told).isEmpty();
        reactor.pass(1);
        assertThat(told).hasSize(1);
        assertThat(log).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("askers")
    void aUnitThatIsBusyOrInTransitionIsNotJudged(PathCheckerFactory asker) {
        reply = Reply.status(Status.BUSY);
        check(asker);
        reply = Reply.sense(0x02040a);
        check(asker);
        reply = Reply.sense(0x06040a);
        check(asker);
        assertThat(told).extracting(Told::state).containsOnly(CheckerState.PENDING).hasSize(3);
    }

    /** Defect 15: there a path is down for an error that its unit got over. */
    @ParameterizedTest
    @MethodSource("askers")
    void aUnitThatGotOverAnErrorIsUp(PathCheckerFactory asker) {
        reply = Reply.sense(0x011701);
        check(asker);
        assertThat(told).extracting(Told::state).containsExactly(CheckerState.UP);
    }

    @ParameterizedTest
    @MethodSource("askers")
    void aLostPathIsDownForTheReasonItsLinkHas(PathCheckerFactory asker) {
        path.cut("connection refused");
        check(asker);
        assertThat(told).containsExactly(new Told(CheckerState.DOWN, "connection refused"));
    }

    @ParameterizedTest
    @MethodSource("askers")
    void nothingIsLeftWithTheReactorAfterwards(PathCheckerFactory asker) {
        check(asker);
        assertThat(reactor.armedCount()).isZero();
        assertThat(told).hasSize(1);
    }

    @Test
    void noneSendsNothingAndGoesByTheLink() {
        check(new NoneFactory());
        path.cut("port removed");
        check(new NoneFactory());
        assertThat(told).containsExactly(UP, new Told(CheckerState.DOWN, "port removed"));
        assertThat(log).isEmpty();
    }
}
