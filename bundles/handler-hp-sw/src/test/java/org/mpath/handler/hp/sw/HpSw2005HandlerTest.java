package org.mpath.handler.hp.sw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.hp.sw.HandMadePair.START;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.PgInitFlags;
import org.mpath.itests.array.Reply;

/** dm-mpath-hp-sw 0.0.3: START STOP UNIT alone (seed-systems 4.1). */
class HpSw2005HandlerTest {
    private static final PgInitFlags FAIL_PATH = new PgInitFlags(true, false, false);

    private final HandMadePair array = new HandMadePair();
    private final HardwareHandler handler = new HpSw2005HandlerFactory().create(List.of());

    @Test
    void startsTheChosenPathWhateverItsStateAndSendsNothingElse() {
        array.activate(handler, "a", "b");
        assertThat(array.log).containsExactly("a: 1b0000000100", "b: 1b0000000100");
        assertThat(array.answers("a")).containsExactly(PgInitFlags.NONE);
        assertThat(array.answers("b")).containsExactly(PgInitFlags.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"020403", "020402", "062900", "0b0000", "052000", "040000"})
    void anyErrorFailsThePathAtOnce(String sense) {
        array.next("b", START, Reply.sense(Integer.parseInt(sense, 16)));
        array.activate(handler, "b");
        assertThat(array.log).containsExactly("b: " + START);
        assertThat(array.answers("b")).containsExactly(FAIL_PATH);
    }

    @Test
    void silenceFailsThePathAfterAMinuteAndALossAtOnce() {
        array.next("b", START, Reply.SILENCE);
        array.next("c", START, Reply.LOST);
        array.activate(handler, "b", "c");
        assertThat(array.answers("c")).containsExactly(FAIL_PATH);
        array.reactor.pass(60 * SECOND - 1);
        assertThat(array.answers("b")).isEmpty();
        array.reactor.pass(1);
        assertThat(array.answers("b")).containsExactly(FAIL_PATH);
    }

    @Test
    void aClosedHandlerTellsNobody() {
        array.path("b").holding = true;
        array.activate(handler, "b");
        handler.close();
        array.path("b").answerNext();
        assertThat(array.answers("b")).isEmpty();
    }
}
