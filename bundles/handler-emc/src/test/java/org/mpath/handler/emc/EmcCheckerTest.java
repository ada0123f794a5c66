package org.mpath.handler.emc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.emc.HandMadeArray.READ;
import static org.mpath.handler.emc.HandMadeArray.SHORT_OWNER;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.path.PathDevice;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.Vector;

class EmcCheckerTest {
    private static final String EXCEPTIONS = "checker-emc-exceptions.txt";

    private final HandMadeArray array = new HandMadeArray();
    private final EmcChecker checker = new EmcChecker();
    private final List<CheckerState> states = new ArrayList<>();
    private String message;

    private CheckerState check(PathDevice path) {
        states.clear();
        checker.check(path, 5 * SECOND, (state, why) -> {
            states.add(state);
            message = why;
        });
        assertThat(states).hasSize(1);
        return states.get(0);
    }

    /** Page C0h with a byte changed. */
    private Reply page(int processor, int at, int value) {
        byte[] page = array.page(processor).bytes();
        page[at] = (byte) value;
        return Reply.data(page);
    }

    // ---- multipath-tools' vectors ----

    static List<Vector> vectors() throws IOException {
        return Vector.read(EmcCheckerTest.class, "checker-emc.json");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void checksAsMultipathToolsDoes(Vector vector) throws IOException {
        ScriptedPath path = new ScriptedPath("sda", array.reactor, array.log, vector.script(Reply.GOOD));
        int calls = vector.fields().containsKey("calls") ? Integer.parseInt(vector.text("calls")) : 1;
        CheckerState state = null;
        for (int call = 0; call < calls; call++) {
            state = check(path);
        }
        String ours = Vector.exceptions(EmcCheckerTest.class, EXCEPTIONS).get(vector.id());
        assertThat(state.name().toLowerCase(Locale.ROOT)).isEqualTo(ours == null ? vector.text("state") : ours);
        if (ours == null) {
            assertThat(array.log).isEqualTo(vector.texts("cdbs_sent_by_check").stream().map(cdb -> "sda: " + cdb).toList());
        } else {
            assertThat(ours).as("an exception that is none any more").isNotEqualTo(vector.text("state"));
        }
    }

    @Test
    void everyExceptionIsAVector() throws IOException {
        assertThat(vectors()).extracting(Vector::id).containsAll(Vector.exceptions(EmcCheckerTest.class, EXCEPTIONS).keySet());
    }

    // ---- states ----

    @Test
    void theOwnersPathIsUpTheOtherOneGhostAndNotRead() {
        assertThat(check(array.path("a"))).isEqualTo(CheckerState.UP);
        assertThat(check(array.path("b"))).isEqualTo(CheckerState.GHOST);
        assertThat(message).isEqualTo("another storage processor owns the unit");
        assertThat(array.log).containsExactly("a: " + SHORT_OWNER, "a: " + READ, "b: " + SHORT_OWNER);
    }

    @ParameterizedTest(name = "byte {0} {1}: {2}, {3}")
    @CsvSource({
        "48, 1, PENDING, the array's software is being upgraded",
        "4, 0, DOWN, the unit is not bound",
        "4, 3, DOWN, LUN state 3 is not known",
        "28, 1, DOWN, 'the array''s failover mode for this host does not fit: initiator type 3, mode 1, command path on'",
        "30, 0, DOWN, 'the array''s failover mode for this host does not fit: initiator type 3, mode 4, command path off'",
        "9, 1, DOWN, 'VPD page c0h, byte 9: revision 1 is not known'"
    })
    void eachFaultHasItsStateAndIsNamed(int at, int value, CheckerState state, String why) {
        array.always.put(SHORT_OWNER, page(0, at, value));
        assertThat(check(array.path("a"))).isEqualTo(state);
        assertThat(message).isEqualTo(why);
        assertThat(array.log).containsExactly("a: " + SHORT_OWNER);
    }

    @Test
    void aReadThatFailsIsAPathThatIsDown() {
        array.always.put(READ, Reply.sense(0x031100));
        assertThat(check(array.path("a"))).isEqualTo(CheckerState.DOWN);
        assertThat(message).isEqualTo("a READ failed");
        assertThat(array.path("b").linkUp()).isTrue();
        assertThat(check(array.path("b"))).as("it is no inactive snapshot").isEqualTo(CheckerState.GHOST);
    }

    @Test
    void aUnitThatIsBeingMovedHereLeavesThePathAsItIs() {
        array.always.put(READ, Reply.sense(0x020401));
        assertThat(check(array.path("a"))).isEqualTo(CheckerState.PENDING);
        assertThat(message).isEqualTo("the unit is being moved to this storage processor");
    }

    @ParameterizedTest
    @CsvSource({SHORT_OWNER, READ})
    void aPathThatSwallowsACommandTimesOut(String command) {
        array.always.put(command, Reply.SILENCE);
        checker.check(array.path("a"), 5 * SECOND, (state, why) -> states.add(state));
        array.reactor.pass(5 * SECOND - 1);
        assertThat(states).isEmpty();
        array.reactor.pass(1);
        assertThat(states).containsExactly(CheckerState.TIMEOUT);
    }

    // ---- what is remembered ----

    @Test
    void anotherUnitBehindThePathIsDownUntilTheLinkIsNew() {
        ScriptedPath path = array.path("a");
        check(path);
        check(path);
        array.always.put(SHORT_OWNER, page(0, 25, 0x77));
        assertThat(check(path)).isEqualTo(CheckerState.DOWN);
        assertThat(message).isEqualTo("another unit answers: 60060160" + "ab".repeat(11) + "77");
        assertThat(check(path)).as("again").isEqualTo(CheckerState.DOWN);
        path.cut("pulled");
        path.heal();
        assertThat(check(path)).as("discovery looks who it is").isEqualTo(CheckerState.UP);
    }

    @Test
    void oneLieAboutTheUnitDoesNotLoseThePathForEver() {
        array.next(SHORT_OWNER, page(0, 25, 0x77));
        check(array.path("a"));
        assertThat(check(array.path("a"))).as("which of the two lies?").isEqualTo(CheckerState.DOWN);
        assertThat(check(array.path("a"))).isEqualTo(CheckerState.UP);
    }

    @Test
    void eachPathRemembersItsOwnUnit() {
        check(array.path("a"));
        array.always.put(SHORT_OWNER, page(0, 25, 0x77));
        assertThat(check(array.path("a2"))).isEqualTo(CheckerState.UP);
    }

    @Test
    void aSnapshotThatIsNotActiveIsDownThroughEveryPathUntilItsOwnerReadsIt() {
        array.next(READ, Reply.sense(0x052501));
        assertThat(check(array.path("a"))).isEqualTo(CheckerState.DOWN);
        assertThat(check(array.path("b"))).isEqualTo(CheckerState.DOWN);
        assertThat(message).isEqualTo("the snapshot is not active");
        assertThat(check(array.path("a"))).isEqualTo(CheckerState.UP);
        assertThat(check(array.path("b"))).isEqualTo(CheckerState.GHOST);
    }

    @Test
    void aSnapshotsStateIsForgottenWithTheLinkItWasSeenThrough() {
        array.next(READ, Reply.sense(0x052501));
        check(array.path("a"));
        array.path("a").cut("pulled");
        assertThat(check(array.path("b"))).isEqualTo(CheckerState.GHOST);
    }

    @Test
    void listensToALinkOnce() {
        check(array.path("a"));
        check(array.path("a"));
        assertThat(array.path("a").listenerCount()).isOne();
    }

    @Test
    void bearsTheNameOfMultipathTools() {
        assertThat(new EmcHandlerFactory().checker().name()).isEqualTo("emc_clariion");
    }
}
