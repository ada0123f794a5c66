package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.OwnerListener;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.Verdict;

/** Answers of handlers reach the engine on the reactor, once; a handler that does otherwise is found out and asked no more. */
class GuardedHandlerTest {
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

    private static final long LIMIT_MILLIS = 2_000;

    private final BlockingQueue<String> engine = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> faults = new LinkedBlockingQueue<>();
    private RegisteredType<HardwareHandlerFactory> type;
    private EventLoop loop;
    private PathDevice path;

    @BeforeEach
    void open() throws Exception {
        loop = new EventLoop("handler-test", 64, 1 << 20);
        path = new HandPath("hand:a", loop);
        type = new RegisteredType<>("scripted", new Leases<>(() -> null));
        type.lease(new RegisteredType.Lease<>(null, new LeasedPaths(loop)));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private void tell(Object answer) {
        engine.add(answer + (loop.inReactor() ? "" : " from another thread"));
    }

    private GuardedHandler guard(HardwareHandler handler) {
        GuardedHandler guarded = new GuardedHandler(type, handler, handler.activation(), loop, LIMIT_MILLIS);
        guarded.owner((culprit, reason) -> faults.add(reason));
        return guarded;
    }

    private GuardedHandler activate(Consumer<ActivationListener> script) {
        GuardedHandler guarded = guard(new Scripted(script, null));
        loop.execute(() -> guarded.activate(path, false, this::tell));
        return guarded;
    }

    private void askOwner(Consumer<OwnerListener> script) {
        GuardedHandler guarded = guard(new Scripted(null, script));
        loop.execute(() -> guarded.askOwner(path, this::tell));
    }

    private void assertFault(String reason) throws Exception {
        assertThat(faults.poll(10, TimeUnit.SECONDS)).isEqualTo(reason);
        assertTold();
        assertThat(faults).isEmpty();
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
        GuardedHandler guarded = guard(new Scripted(listener -> listener.activated(ActivationCode.OK), null));
        loop.execute(() -> {
            guarded.activate(path, false, this::tell);
            engine.add("returned");
        });
        assertTold("returned", "OK");
        assertThat(guarded.broken()).isFalse();
    }

    @Test
    void believesNoAnswerOfAnotherThread() throws Exception {
        activate(listener -> answerOnOtherThread(() -> listener.activated(ActivationCode.OK)));
        assertFault("activate was answered on thread other");
        askOwner(listener -> answerOnOtherThread(() -> listener.ownerState(OwnerState.PASSIVE)));
        assertFault("askOwner was answered on thread other");
    }

    private static void answerOnOtherThread(Runnable answer) {
        Thread other = new Thread(answer, "other");
        other.start();
    }

    @Test
    void takesTheFirstOfTwoAnswersAndNoMore() throws Exception {
        activate(listener -> {
            listener.activated(ActivationCode.OK);
            listener.activated(ActivationCode.IO);
        });
        assertTold("OK");
        assertFault("activate was answered twice");
    }

    static Stream<Throwable> thrown() {
        return Stream.of(
                new IllegalStateException("broken handler"),
                new NoClassDefFoundError("uninstalled"),
                new AssertionError("so what"),
                new StackOverflowError("deep"),
                new OutOfMemoryError("of a test"),
                new InternalError("so they say"),
                new java.io.IOException("that nobody declared"),
                new Throwable("of no kind"));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void survivesWhateverAHandlerThrows(Throwable thrown) throws Exception {
        activate(listener -> GuardedHandlerTest.<RuntimeException>raise(thrown));
        assertFault("activate threw " + thrown);
        askOwner(listener -> GuardedHandlerTest.<RuntimeException>raise(thrown));
        assertFault("askOwner threw " + thrown);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void raise(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void survivesAnExceptionWhoseWordsAreAnother() throws Exception {
        activate(listener -> {
            throw new IllegalStateException() {
                private static final long serialVersionUID = 1;

                @Override
                public String toString() {
                    throw new IllegalStateException("no words");
                }
            };
        });
        assertFault("activate threw what has no words");
    }

    @Test
    void keepsTheAnswerOfAHandlerThatThrowsAfterIt() throws Exception {
        activate(listener -> {
            listener.activated(ActivationCode.OK);
            throw new IllegalStateException("broken handler");
        });
        assertTold("OK");
        assertFault("activate threw java.lang.IllegalStateException: broken handler");
    }

    @Test
    void nothingIsNoAnswer() throws Exception {
        activate(listener -> listener.activated(null));
        assertFault("activate was answered null");
        askOwner(listener -> listener.ownerState(null));
        assertFault("askOwner was answered null");
    }

    private <A> A onReactor(Supplier<A> work) throws Exception {
        CompletableFuture<A> answer = new CompletableFuture<>();
        loop.execute(() -> answer.complete(work.get()));
        return answer.get(10, TimeUnit.SECONDS);
    }

    /** What the engine hears when it asks for a verdict. */
    private Verdict judged(GuardedHandler guarded, PathDevice device, int key, int asc, int ascq) throws Exception {
        CompletableFuture<Verdict> verdict = new CompletableFuture<>();
        loop.execute(() -> guarded.judge(
                device, key, asc, ascq, () -> verdict.complete(guarded.checkSense(device, key, asc, ascq))));
        return verdict.get(10, TimeUnit.SECONDS);
    }

    @Test
    void hasARequestSentAgainWhoseSenseItCannotJudgeAndAsksNoMore() throws Exception {
        List<String> asked = new ArrayList<>();
        GuardedHandler guarded = guard((device, key, asc, ascq) -> {
            asked.add(device.name());
            return null;
        });
        assertThat(judged(guarded, path, 5, 0x94, 1)).isEqualTo(Verdict.RETRY);
        assertThat(judged(guarded, path, 5, 0x94, 1)).isEqualTo(Verdict.RETRY);
        assertThat(asked).containsExactly("hand:a");
        assertFault("checkSense answered null");
    }

    @Test
    void saysNothingForWordsThatAreNone() throws Exception {
        for (String words : new String[] {"two\nlines", "x".repeat(1025)}) {
            HardwareHandler odd = new HardwareHandler() {
                @Override
                public Verdict checkSense(PathDevice device, int senseKey, int asc, int ascq) {
                    return Verdict.DECLINED;
                }

                @Override
                public String statusWords() {
                    return words;
                }
            };
            GuardedHandler guarded = guard(odd);
            CompletableFuture<String> said = new CompletableFuture<>();
            loop.execute(() -> guarded.askWords(() -> said.complete(guarded.statusWords())));
            assertThat(said.get(10, TimeUnit.SECONDS)).isEmpty();
            assertFault("statusWords answered " + words.length() + " characters that are no words");
        }
    }

    @Test
    void aHandlerIsSilentWhenNothingIsOutOnAPathAndNoTimerRuns() throws Exception {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        GuardedHandler forgetful = activate(listener -> asked.complete(null));
        asked.get(10, TimeUnit.SECONDS);
        assertThat(onReactor(() -> forgetful.silent(path))).isTrue();
        assertFault("it did not answer in time about path hand:a");

        List<ReactorTimer> timers = new ArrayList<>();
        GuardedHandler patient = guard(new HardwareHandler() {
            @Override
            public Verdict checkSense(PathDevice device, int senseKey, int asc, int ascq) {
                timers.add(device.reactor().timer(() -> {}));
                timers.get(0).arm(TimeUnit.HOURS.toNanos(1));
                return Verdict.DECLINED;
            }
        });
        judged(patient, path, 2, 4, 1);
        assertThat(onReactor(() -> patient.silent(path))).isFalse();
    }

    @Test
    void callsNothingOfAHandlerThatIsClosedOnceItsLeaseIsOver() throws Exception {
        List<String> called = new CopyOnWriteArrayList<>();
        List<ReactorTimer> timers = new ArrayList<>();
        HandPath hand = (HandPath) path;
        hand.answer = HandPath.Answer.HELD;
        GuardedHandler guarded = guard((device, key, asc, ascq) -> {
            timers.add(device.reactor().timer(() -> called.add("timer")));
            device.submit(PlaneRig.readTask(), task -> called.add("task"));
            device.addLinkListener(new LinkListener() {
                @Override
                public void linkUp(PathDevice up) {
                    called.add("up");
                }

                @Override
                public void linkDown(PathDevice down, String reason) {
                    called.add("down");
                }
            });
            device.reactor().execute(() -> called.add("posted"));
            timers.get(0).arm(0);
            type.paths().sever();
            return Verdict.DECLINED;
        });
        judged(guarded, path, 6, 0x29, 0);
        assertThat(onReactor(hand::listenerCount)).isZero();
        onReactor(() -> {
            hand.answerHeld();
            return null;
        });
        onReactor(() -> null);
        assertThat(called).isEmpty();
        assertThat(faults).isEmpty();
    }

    @Test
    void callsNothingThroughAPathThatLeftItsMapEither() throws Exception {
        List<String> called = new CopyOnWriteArrayList<>();
        HandPath hand = (HandPath) path;
        hand.answer = HandPath.Answer.HELD;
        GuardedHandler guarded = guard((device, key, asc, ascq) -> {
            device.submit(PlaneRig.readTask(), task -> called.add("task"));
            return Verdict.DECLINED;
        });
        judged(guarded, path, 6, 0x29, 0);
        onReactor(() -> {
            guarded.forget(path);
            type.paths().sever();
            hand.answerHeld();
            return null;
        });
        assertThat(called).isEmpty();
    }

    @Test
    void givesAllPathsTheSameReactorForHandlersShareWhatTheyKnowByIt() throws Exception {
        List<Object> reactors = new ArrayList<>();
        GuardedHandler one = guard((device, key, asc, ascq) -> {
            reactors.add(device.reactor());
            return Verdict.DECLINED;
        });
        judged(one, path, 6, 0x29, 0);
        judged(one, new HandPath("hand:b", loop), 6, 0x29, 0);
        assertThat(reactors).hasSize(2);
        assertThat(reactors.get(0)).isSameAs(reactors.get(1));
    }

    @Test
    void blamesTheHandlerThatMadeATimerForWhatItsTimerDoes() throws Exception {
        BlockingQueue<String> others = new LinkedBlockingQueue<>();
        GuardedHandler careless = guard((device, key, asc, ascq) -> {
            device.reactor().timer(() -> {
                throw new IllegalStateException("boom");
            }).arm(0);
            return Verdict.DECLINED;
        });
        GuardedHandler other = guard((device, key, asc, ascq) -> Verdict.DECLINED);
        other.owner((culprit, reason) -> others.add(reason));
        judged(careless, path, 6, 0x29, 0);
        judged(other, path, 6, 0x29, 0);
        assertFault("a listener or timer threw java.lang.IllegalStateException: boom");
        assertThat(others).isEmpty();
    }
}
