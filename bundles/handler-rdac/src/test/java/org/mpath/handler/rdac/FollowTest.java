package org.mpath.handler.rdac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.rdac.HandMadeArray.C9;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.OwnerState;
import org.mpath.itests.array.Reply;

/** The nature that never moves a unit (seed-systems 1.7). */
class FollowTest {
    private final HandMadeArray array = new HandMadeArray();
    private final FollowingHandler handler =
            (FollowingHandler) new RdacHandlerFactory().create(List.of("follow"));
    private final List<OwnerState> states = new ArrayList<>();

    private List<OwnerState> ask() {
        states.clear();
        handler.askOwner(array.path("a0/0"), states::add);
        return states;
    }

    private static Reply page(String name, String flags) {
        String hex = "00c9002c" + HexFormat.of().formatHex(name.getBytes()) + flags + "00".repeat(39);
        return Reply.hex(hex);
    }

    @ParameterizedTest
    @CsvSource({"01, ACTIVE", "00, PASSIVE", "10, ACTIVE", "20, ACTIVE", "40, ACTIVE", "80, PASSIVE", "81, ACTIVE", "0e, PASSIVE"})
    void thePageTellsWhetherTheGroupIsActive(String flags, OwnerState state) {
        array.always.put(C9, page("vac1", flags));
        assertThat(ask()).containsExactly(state);
        array.always.put(C9, page("vace", flags));
        assertThat(ask()).as("by the other name").containsExactly(state);
        assertThat(array.log).containsOnly("a0/0: " + C9);
    }

    @Test
    void neverMovesAUnit() {
        assertThat(handler.activation()).isEqualTo(Activation.FOLLOW);
        assertThat(handler.statusWords()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"052400", "044400"})
    void anErrorIsNoAnswer(String sense) {
        array.always.put(C9, Reply.sense(Integer.parseInt(sense, 16)));
        assertThat(ask()).containsExactly(OwnerState.UNKNOWN);
        assertThat(handler.rejections().count()).isZero();
    }

    @Test
    void aPageOfAnotherNameOrTooShortIsNoAnswerAndIsCounted() {
        array.next(C9, page("xxxx", "01"), Reply.hex("00c9002c7661633101"), Reply.hex("00c900047661633101"));
        for (int lie = 1; lie <= 3; lie++) {
            assertThat(ask()).containsExactly(OwnerState.UNKNOWN);
            assertThat(handler.rejections().count()).isEqualTo(lie);
        }
    }

    @Test
    void aPathThatGoesWhileItIsAskedDoesNotKnow() {
        array.path("a0/0").holding = true;
        assertThat(ask()).isEmpty();
        array.path("a0/0").cut("pulled");
        assertThat(states).containsExactly(OwnerState.UNKNOWN);
    }

    @Test
    void aPathThatSwallowsTheQuestionDoesNotKnowAfterTenSeconds() {
        array.next(C9, Reply.SILENCE);
        ask();
        array.reactor.pass(10 * SECOND - 1);
        assertThat(states).isEmpty();
        array.reactor.pass(1);
        assertThat(states).containsExactly(OwnerState.UNKNOWN);
    }
}
