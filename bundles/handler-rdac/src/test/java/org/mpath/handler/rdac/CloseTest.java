package org.mpath.handler.rdac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.rdac.HandMadeArray.SELECT_10;
import static org.mpath.itests.array.VirtualReactor.MILLI;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.OwnerState;
import org.mpath.itests.array.Reply;

/** A handler that is closed, whatever it was doing: no timer, no listener, no answer, and nothing keeps it alive. */
class CloseTest {
    private final HandMadeArray array = new HandMadeArray();
    private RdacHandlerFactory factory = new RdacHandlerFactory();
    private HardwareHandler handler = factory.create(List.of());

    /** Nothing happens any more, though all that is on its way is answered. */
    private void assertClosed() {
        int sent = array.log.size();
        handler.close();
        assertThat(factory.controllers().count()).isZero();
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
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void anActivationEndsWithoutAnAnswer(int command) {
        array.path("b0/0").holding = true;
        array.ask(handler, "b0/0");
        for (int answered = 1; answered < command; answered++) {
            array.path("b0/0").answerNext();
            array.reactor.pass(answered == 3 ? 10 * MILLI : 0); // it waits for others after the third
        }
        assertThat(array.log).hasSize(command);
        assertClosed();
    }

    @ParameterizedTest(name = "at {0} ms")
    @ValueSource(ints = {0, 9, 10, 400})
    void aPauseEndsWithoutASelect(int millis) {
        array.always.put(SELECT_10, Reply.sense(0x059136));
        array.ask(handler, "b0/0", "b1/0", "b0/1");
        array.reactor.pass(millis * MILLI);
        assertClosed();
    }

    @Test
    void twiceIsOnce() {
        handler.close();
        assertClosed();
    }

    @Test
    void whoFollowsIsNotAnsweredAnyMore() {
        List<OwnerState> states = new ArrayList<>();
        handler = factory.create(List.of("follow"));
        array.path("a0/0").holding = true;
        handler.askOwner(array.path("a0/0"), states::add);
        assertClosed();
        assertThat(states).isEmpty();
    }

    @Test
    void nothingKeepsThePlugInWhileTheTransportStillHasItsCommands() throws InterruptedException {
        array.path("b0/0").holding = true;
        array.ask(handler, "b0/0");
        for (int answered = 0; answered < 4; answered++) {
            array.path("b0/0").answerNext();
            array.reactor.pass(10 * MILLI);
        }
        assertThat(array.selects()).hasSize(1);
        WeakReference<RdacHandlerFactory> left = new WeakReference<>(factory);
        handler.close();
        handler = null;
        factory = null;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (left.get() != null && System.nanoTime() < deadline) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(10);
        }
        assertThat(left.get()).isNull();
        assertThat(array.path("b0/0").outstanding).as("the command is still out").isOne();
    }
}
