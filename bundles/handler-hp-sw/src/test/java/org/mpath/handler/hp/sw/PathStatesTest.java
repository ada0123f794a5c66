package org.mpath.handler.hp.sw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.plugin.PathRank;
import org.mpath.itests.array.Reply;
import org.mpath.itests.array.ScriptedPath;
import org.mpath.itests.array.VirtualReactor;
import org.mpath.scsi.UnitSerial;

/** What checker and prioritizer make of each answer to TEST UNIT READY. */
class PathStatesTest {
    private static final String SERIAL = "12018000ff00";
    private static final Reply PAGE = Reply.data(new UnitSerial("hp-0").bytes());

    private final VirtualReactor reactor = new VirtualReactor();
    private final List<String> log = new ArrayList<>();
    private final List<CheckerState> states = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final List<PathRank> ranks = new ArrayList<>();
    private final HpSwHandlerFactory factory = new HpSwHandlerFactory();

    private void ask(Reply serial, Reply ready) {
        ScriptedPath path = new ScriptedPath("sda", reactor, log, cdb -> cdb.equals(SERIAL) ? serial : ready);
        factory.checker().check(path, 5 * SECOND, (state, message) -> {
            states.add(state);
            messages.add(message);
        });
        factory.prioritizer().rank(path, 5 * SECOND, ranks::add);
    }

    @ParameterizedTest(name = "{0}: {1}, priority {2} {3}")
    @CsvSource({
        "020402, GHOST, 2, passive",
        "020403, PENDING, 0, transitioning",
        "020401, DOWN, 0, ''",
        "02040b, DOWN, 0, ''",
        "052500, DISCONNECTED, 0, ''",
        "052501, DOWN, 0, ''",
        "040000, DOWN, 0, ''",
        "010000, UP, 4, active",
        "062900, PENDING, -1, ''",
        "0b0000, PENDING, -1, ''"
    })
    void eachSenseIsAStateAndARank(String sense, CheckerState state, int priority, String access) {
        ask(PAGE, Reply.sense(Integer.parseInt(sense, 16)));
        assertThat(states).containsExactly(state);
        assertThat(ranks).containsExactly(new PathRank(priority, -1, access));
        assertThat(messages.get(0).isEmpty()).isEqualTo(state == CheckerState.UP);
        assertThat(log).as("bounded").hasSizeLessThanOrEqualTo(1 + 5 + 5);
    }

    @Test
    void aReservationConflictComesFromAnActiveController() {
        ask(PAGE, Reply.status(0x18));
        assertThat(states).containsExactly(CheckerState.UP);
        assertThat(ranks).containsExactly(new PathRank(4, -1, "active"));
    }

    @Test
    void aBusyUnitIsPending() {
        ask(PAGE, Reply.status(0x08));
        assertThat(states).containsExactly(CheckerState.PENDING);
        assertThat(messages).containsExactly("TEST UNIT READY: status 8");
    }

    @Test
    void aPathThatSwallowsTheCommandTimesOut() {
        ask(PAGE, Reply.SILENCE);
        reactor.pass(5 * SECOND - 1);
        assertThat(states).isEmpty();
        reactor.pass(1);
        assertThat(states).containsExactly(CheckerState.TIMEOUT);
        assertThat(messages).containsExactly("TEST UNIT READY: no answer in time");
        assertThat(ranks).containsExactly(PathRank.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0080", "00830004 68702d30", "ffffffff ff"})
    void aPageThatLiesIsNoUnit(String lie) {
        ask(Reply.hex(lie), Reply.GOOD);
        assertThat(states).containsExactly(CheckerState.DOWN);
        assertThat(messages).first().asString().startsWith("INQUIRY: VPD page 80h, byte ");
    }

    @Test
    void aPathThatIsLostIsNoGhost() {
        ask(PAGE, Reply.LOST);
        assertThat(states).containsExactly(CheckerState.DOWN);
        assertThat(messages).containsExactly("TEST UNIT READY: the path was lost");
    }

    @Test
    void aStreamOfAttentionsIsNotRepeatedForEver() {
        ask(PAGE, Reply.sense(0x062900));
        assertThat(log).hasSize(1 + 5 + 5);
    }

    @Test
    void aUnitThatIsGoneIsDisconnectedThoughItsPageIsRefusedToo() {
        ask(Reply.sense(0x052400), Reply.sense(0x052500));
        assertThat(states).containsExactly(CheckerState.DISCONNECTED);
        assertThat(messages).first().asString().startsWith("TEST UNIT READY: ILLEGAL REQUEST 05/25/00");
    }
}
