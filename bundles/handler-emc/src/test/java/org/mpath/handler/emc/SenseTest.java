package org.mpath.handler.emc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.emc.HandMadeArray.OWNER;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.Verdict;
import org.mpath.itests.array.Reply;

/** The sense tables of both natures, and what a handler answers that only follows. */
class SenseTest {
    private final HandMadeArray array = new HandMadeArray();
    private final EmcHandler follower = new EmcHandler(true, null);
    private final List<OwnerState> states = new ArrayList<>();

    private Verdict sense(EmcHandler handler, String sense) {
        int code = Integer.decode(sense);
        return handler.checkSense(array.path("a"), code >> 16, code >> 8 & 0xff, code & 0xff);
    }

    private OwnerState ask(String path) {
        states.clear();
        follower.askOwner(array.path(path), states::add);
        assertThat(states).hasSize(1);
        return states.get(0);
    }

    @ParameterizedTest(name = "{0}: {1}, following {2}")
    @CsvSource({
        "0x020403, BYPASS_GROUP, ACTIVATE", // manual intervention: the processor is being upgraded
        "0x052501, ACTIVATE, ACTIVATE", // not owned
        "0x062900, RETRY, RETRY", // power on, reset
        "0x020401, DECLINED, DECLINED",
        "0x020402, DECLINED, DECLINED",
        "0x050400, DECLINED, DECLINED",
        "0x050403, DECLINED, DECLINED",
        "0x052500, DECLINED, DECLINED",
        "0x052400, DECLINED, DECLINED",
        "0x062901, DECLINED, DECLINED",
        "0x063f03, DECLINED, DECLINED",
        "0x031100, DECLINED, DECLINED",
        "0x0b0000, DECLINED, DECLINED"
    })
    void eachSenseHasItsVerdict(String sense, Verdict activating, Verdict following) {
        assertThat(sense(new EmcHandler(false, null), sense)).isEqualTo(activating);
        assertThat(sense(follower, sense)).isEqualTo(following);
        assertThat(array.log).as("nothing is sent from the path of an I/O").isEmpty();
    }

    @Test
    void whoFollowsAsksAndNeverMoves() {
        assertThat(ask("a")).isEqualTo(OwnerState.ACTIVE);
        assertThat(ask("b")).isEqualTo(OwnerState.PASSIVE);
        array.owner = 1;
        assertThat(ask("b")).isEqualTo(OwnerState.ACTIVE);
        assertThat(array.log).containsExactly("a: " + OWNER, "b: " + OWNER, "b: " + OWNER);
        assertThat(follower.statusWords()).isEqualTo("A:bound B:owned");
    }

    @ParameterizedTest(name = "LUN state {0}: {1}")
    @CsvSource({"0, PASSIVE", "1, PASSIVE", "2, ACTIVE", "3, UNKNOWN"})
    void onlyState2IsActive(int state, OwnerState answer) {
        byte[] page = array.page(0).bytes();
        page[4] = (byte) state;
        array.always.put(OWNER, Reply.data(page));
        assertThat(ask("a")).isEqualTo(answer);
    }

    @Test
    void whoDoesNotAnswerIsUnknown() {
        array.next(OWNER, Reply.LOST, Reply.sense(0x052400), Reply.hex("0080"), Reply.SILENCE);
        assertThat(ask("a")).isEqualTo(OwnerState.UNKNOWN);
        assertThat(ask("a")).isEqualTo(OwnerState.UNKNOWN);
        assertThat(ask("a")).isEqualTo(OwnerState.UNKNOWN);
        follower.askOwner(array.path("a"), states::add);
        array.reactor.pass(10 * SECOND);
        assertThat(states).containsExactly(OwnerState.UNKNOWN, OwnerState.UNKNOWN);
    }
}
