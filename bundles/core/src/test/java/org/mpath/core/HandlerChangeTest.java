package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.Verdict;
import org.mpath.core.EngineRig.Asked;

/** A handler, or a selector, takes the place of another while the map works. */
class HandlerChangeTest {
    private static final String TABLE = "0 1024 multipath 0 1 array 2 1 turns 0 2 0 a b turns 0 1 0 c";
    private static final long SECOND = 1_000_000_000L;

    private final EngineRig rig = new EngineRig(TABLE);

    private void use(Activation kind) {
        rig.useHandler(kind, asc -> asc == 0x94 ? Verdict.ACTIVATE : Verdict.DECLINED);
    }

    private void answerActivations() {
        for (Asked asked : List.copyOf(rig.activations)) {
            rig.engine.activated(asked.path(), asked.round(), ActivationCode.OK, rig.now);
        }
        rig.activations.clear();
    }

    @Test
    void aGroupThatIsReadyStaysReadyForAnotherHandlerOfTheSameKind() {
        use(Activation.EVERY_PATH);
        ScsiTask first = rig.read();
        answerActivations();
        rig.good(first);
        use(Activation.EVERY_PATH);
        assertThat(rig.pathNameOf(rig.read())).isNotEmpty();
        assertThat(rig.activations).isEmpty();
    }

    @Test
    void whatTheOneBeforeWasAskedTheNextIsAskedAnew() {
        use(Activation.EVERY_PATH);
        ScsiTask read = rig.read();
        assertThat(rig.engine.handlerAsked()).isTrue();
        List<Asked> before = List.copyOf(rig.activations);
        rig.activations.clear();
        use(Activation.EVERY_PATH);
        assertThat(rig.activations).extracting(Asked::path).containsExactlyElementsOf(before.stream().map(Asked::path).toList());
        before.forEach(late -> rig.engine.activated(late.path(), late.round(), ActivationCode.DEV_FAILED, rig.now));
        assertThat(rig.state().activePaths()).as("an answer of the one before").isEqualTo(3);
        assertThat(rig.sent).isEmpty();
        answerActivations();
        assertThat(rig.engine.handlerAsked()).isFalse();
        assertThat(rig.pathNameOf(read)).isNotEmpty();
    }

    @Test
    void aLookForTheOwnerBeginsAnewWithTheNext() {
        use(Activation.FOLLOW);
        ScsiTask read = rig.read();
        rig.sense(read, 0x05, 0x94, 0x01);
        Asked before = rig.ownerAsks.remove(0);
        assertThat(rig.engine.handlerAsked()).isTrue();
        use(Activation.FOLLOW);
        Asked asked = rig.ownerAsks.remove(0);
        rig.engine.ownerState(before.path(), before.round(), OwnerState.ACTIVE, rig.now);
        assertThat(rig.sent).as("an answer of the one before").isEmpty();
        rig.engine.ownerState(asked.path(), asked.round(), OwnerState.ACTIVE, rig.now);
        assertThat(rig.pathNameOf(read)).isNotEmpty();
    }

    @Test
    void nothingIsSentWhileAHandlerIsAwaitedAndNothingFails() {
        use(Activation.NONE);
        ScsiTask out = rig.read();
        rig.engine.holdForHandler();
        rig.sense(out, 0x02, 0x04, 0x01);
        ScsiTask later = rig.write();
        rig.pass(SECOND);
        assertThat(rig.sent).isEmpty();
        assertThat(rig.state().queued()).isEqualTo(2);
        use(Activation.NONE);
        assertThat(rig.out()).containsExactlyInAnyOrder(out, later);
        assertThat(rig.completed).isEmpty();
    }

    @Test
    void aMapWithoutPathsKeepsWhatWaitsWhileAHandlerIsAwaited() {
        use(Activation.NONE);
        rig.engine.holdForHandler();
        ScsiTask read = rig.read();
        rig.fail("a", "b", "c");
        assertThat(rig.completed).isEmpty();
        rig.reinstate("a");
        use(Activation.NONE);
        assertThat(rig.pathNameOf(read)).isEqualTo("a");
    }

    /** Says of every handler that it will be replaced. */
    private static final class Replacing extends EngineRig {
        final List<String> silent = new ArrayList<>();

        Replacing() {
            super(TABLE);
        }

        @Override
        public boolean handlerSilent(int path) {
            silent.add(nameOf(path));
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EVERY_PATH", "ONE_PATH", "FOLLOW"})
    void aHandlerThatDoesNotAnswerAndWillBeReplacedCostsNoPath(Activation kind) {
        Replacing replacing = new Replacing();
        replacing.useHandler(kind, asc -> Verdict.ACTIVATE);
        ScsiTask read = replacing.read();
        if (kind == Activation.FOLLOW) {
            replacing.sense(read, 0x05, 0x94, 0x01);
        }
        replacing.pass(EngineLimits.DEFAULT.activationTimeoutNanos());
        assertThat(replacing.silent).isNotEmpty();
        assertThat(replacing.state().activePaths()).isEqualTo(3);
        replacing.useHandler(Activation.NONE, asc -> Verdict.DECLINED);
        assertThat(replacing.pathNameOf(read)).isNotEmpty();
    }

    // ---- selectors ----

    /** A selector that does not take its paths. */
    private static final class Choking implements PathSelector {
        @Override
        public void add(int path, List<String> arguments) {
            throw new AssertionError("choked");
        }

        @Override
        public void fail(int path) {}

        @Override
        public void reinstate(int path) {}

        @Override
        public int select(long bytes, long nowNanos) {
            return NONE;
        }
    }

    @Test
    void everyGroupGetsASelectorOfTheOtherVersion() {
        List<String> made = new ArrayList<>();
        rig.engine.selectors().replace("turns", "a newer version is here", spec -> {
            made.add(spec.paths().get(0).name());
            return new EngineRig.Turns();
        });
        assertThat(made).containsExactly("a", "c");
        assertThat(rig.last(Kind.SELECTOR_CHANGED)).isEqualTo(
                new EngineRig.Told(Kind.SELECTOR_CHANGED, "", "turns", "turns", "a newer version is here", 3));
        assertThat(rig.pathNameOf(rig.read())).isEqualTo("a");
    }

    @Test
    void noGroupGetsItWhenOneOfThemDoesNotTakeItsPaths() {
        List<EngineRig.Turns> made = new ArrayList<>();
        assertThatThrownBy(() -> rig.engine.selectors().replace("turns", "newer", spec -> {
            made.add(new EngineRig.Turns());
            return made.size() == 1 ? made.get(0) : new Choking();
        })).hasMessageContaining("choked");
        assertThat(rig.events).isEmpty();
        assertThat(rig.pathNameOf(rig.read())).isEqualTo("a");
        assertThat(made.get(0).select(0, 0)).as("the new one was not asked").isZero();
    }

    @Test
    void aSelectorWithoutWordsIsReplacedAndTheStatusIsStillTold() {
        rig.load(TABLE, spec -> new PathSelector() {
            @Override
            public void add(int path, List<String> arguments) {}

            @Override
            public void fail(int path) {}

            @Override
            public void reinstate(int path) {}

            @Override
            public int select(long bytes, long nowNanos) {
                return 0;
            }

            @Override
            public String words() {
                throw new StackOverflowError("deep");
            }
        });
        assertThat(rig.info()).contains(" a A 0", " c A 0");
        rig.good(rig.read());
        assertThat(rig.last(Kind.SELECTOR_CHANGED).reason()).contains("StackOverflowError");
    }
}
