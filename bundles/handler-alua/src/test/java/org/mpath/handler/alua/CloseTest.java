package org.mpath.handler.alua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.itests.array.VirtualReactor.MILLI;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.scsi.AccessState;

/** A handler that is closed, whatever it was doing: no timer, no listener, no answer, and nothing keeps it alive. */
class CloseTest {
    private final HandMadeArray array = new HandMadeArray()
            .group(1, AccessState.STANDBY)
            .group(2, AccessState.ACTIVE_OPTIMIZED);
    private AluaHandler handler = new AluaHandler(false);

    /** Nothing happens any more, though all that is on its way is answered. */
    private void assertClosed() {
        int sent = array.log.size();
        handler.close();
        assertThat(array.reactor.armedCount()).as("timers").isZero();
        array.paths.values().forEach(path -> {
            assertThat(path.listenerCount()).as("listeners at " + path.name()).isZero();
            while (path.outstanding > 0) {
                path.answerNext();
            }
        });
        array.reactor.pass(300 * SECOND);
        assertThat(array.log).as("commands").hasSize(sent);
        assertThat(array.answers).isEmpty();
        assertThat(array.reactor.armedCount()).as("timers").isZero();
    }

    @ParameterizedTest(name = "while command {0} is on its way")
    @ValueSource(ints = {1, 2, 3, 4})
    void anActivationEndsWithoutAnAnswer(int command) {
        array.ask(handler, "a1", "a2");
        array.path("a1").holding = true;
        array.reactor.pass(5 * MILLI);
        for (int answered = 1; answered < command; answered++) {
            array.path("a1").answerNext();
        }
        assertClosed();
    }

    @ParameterizedTest(name = "at {0} ms")
    @ValueSource(ints = {0, 5, 1000})
    void aPauseEndsWithoutALook(int millis) {
        array.group(1, AccessState.TRANSITIONING);
        array.ask(handler, "a1", "a2");
        array.reactor.pass(millis * MILLI);
        assertClosed();
    }

    @Test
    void aLookThatIsPutOffIsNotTaken() {
        array.activate(handler, "b");
        array.answers.clear();
        handler.checkSense(array.path("b"), 0x06, 0x2a, 0x06);
        array.reactor.pass(SECOND);
        handler.checkSense(array.path("b"), 0x06, 0x2a, 0x06);
        assertClosed();
    }

    @Test
    void twiceIsOnce() {
        handler.close();
        assertClosed();
    }

    @Test
    void nothingKeepsItWhileTheTransportStillHasItsCommands() throws InterruptedException {
        array.path("a").holding = true;
        handler.activate(array.path("a"), false, answer -> {});
        WeakReference<AluaHandler> left = new WeakReference<>(handler);
        handler.close();
        handler = null;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (left.get() != null && System.nanoTime() < deadline) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(left.get()).isNull();
        assertThat(List.of(array.path("a").outstanding)).as("the command is still out").containsExactly(1);
    }
}
