package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.OwnerListener;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.Verdict;

/** Answers of handlers reach the engine on the reactor, once, whatever a handler does. */
class HandlerCallsTest {
    /** Does with its listener what a test says. */
    private record Scripted(Consumer<ActivationListener> onActivate,
            Consumer<OwnerListener> onAsk) implements HardwareHandler {
        @Override
        public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
            return Verdict.DECLINED;
        }

        @Override
        public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
            onActivate.accept(listener);
        }

        @Override
        public void askOwner(PathDevice path, OwnerListener listener) {
            onAsk.accept(listener);
        }
    }

    private EventLoop loop;
    private PathDevice path;
    private HandlerCalls calls;
    private final BlockingQueue<String> engine = new LinkedBlockingQueue<>();

    @BeforeEach
    void open() throws Exception {
        loop = new EventLoop("handler-test", 64, 1 << 20);
        path = new HandPath("hand:a", loop);
        calls = new HandlerCalls("m", loop);
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private void tell(Object answer) {
        engine.add(answer + (loop.inReactor() ? "" : " from another thread"));
    }

    private void activate(Consumer<ActivationListener> script) {
        HardwareHandler handler = script == null ? null : new Scripted(script, null);
        loop.execute(() -> calls.activate(handler, path, false, this::tell));
    }

    private void askOwner(Consumer<OwnerListener> script) {
        loop.execute(() -> calls.askOwner(new Scripted(null, script), path, this::tell));
    }

    private void assertTold(String... answers) throws Exception {
        for (String answer : answers) {
            assertThat(engine.poll(10, TimeUnit.SECONDS)).isEqualTo(answer);
        }
        CompletableFuture<Void> turn = new CompletableFuture<>();
        loop.execute(() -> turn.complete(null));
        turn.get(10, TimeUnit.SECONDS);
        assertThat(List.copyOf(engine)).isEmpty();
    }

    @Test
    void passesAnAnswerOn() throws Exception {
        activate(listener -> listener.activated(ActivationCode.RETRY));
        assertTold("RETRY");
        askOwner(listener -> listener.ownerState(OwnerState.ACTIVE));
        assertTold("ACTIVE");
    }

    @Test
    void letsTheEngineReturnBeforeItGetsTheAnswer() throws Exception {
        loop.execute(() -> {
            calls.activate(new Scripted(listener -> listener.activated(ActivationCode.OK), null), path, false, this::tell);
            engine.add("returned");
        });
        assertTold("returned", "OK");
    }

    @Test
    void bringsAnAnswerOfAnotherThreadToTheReactor() throws Exception {
        activate(listener -> CompletableFuture.runAsync(() -> listener.activated(ActivationCode.OK)));
        assertTold("OK");
        askOwner(listener -> CompletableFuture.runAsync(() -> listener.ownerState(OwnerState.PASSIVE)));
        assertTold("PASSIVE");
    }

    @Test
    void takesTheFirstOfTwoAnswers() throws Exception {
        activate(listener -> {
            listener.activated(ActivationCode.OK);
            listener.activated(ActivationCode.IO);
        });
        assertTold("OK");
    }

    @Test
    void answersForAHandlerThatThrows() throws Exception {
        activate(listener -> {
            throw new IllegalStateException("broken handler");
        });
        assertTold("IO");
        activate(listener -> {
            throw new NoClassDefFoundError("uninstalled");
        });
        assertTold("IO");
        askOwner(listener -> {
            throw new IllegalStateException("broken handler");
        });
        assertTold("UNKNOWN");
    }

    @Test
    void keepsTheAnswerOfAHandlerThatThrowsAfterIt() throws Exception {
        activate(listener -> {
            listener.activated(ActivationCode.OK);
            throw new IllegalStateException("broken handler");
        });
        assertTold("OK");
    }

    @Test
    void answersForNoHandlerAndForNoAnswer() throws Exception {
        activate(null);
        assertTold("NOSYS");
        activate(listener -> listener.activated(null));
        assertTold("IO");
    }
}
