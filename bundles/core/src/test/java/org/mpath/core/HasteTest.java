package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.Verdict;
import org.mpath.core.EngineRig.Asked;

/**
 * Groups are entered one after the other within moments: two hosts fight for a unit while failing paths have other groups
 * entered, or groups cannot be made ready. There are waits, and no group is forgotten.
 */
class HasteTest {
    private static final long MILLI = 1_000_000L;
    private static final int AT_ONCE = 10;

    /** Three groups of a path each. */
    private final EngineRig rig =
            new EngineRig("0 1024 multipath 2 pg_init_delay_msecs 0 1 array 3 1 turns 0 1 0 a turns 0 1 0 b turns 0 1 0 c");

    private void use(Verdict bypass) {
        rig.useHandler(Activation.EVERY_PATH, asc -> asc == 0x94 ? bypass : Verdict.DECLINED);
    }

    private void answer(ActivationCode code) {
        for (Asked asked : List.copyOf(rig.activations)) {
            rig.activations.remove(asked);
            rig.engine.activated(asked.path(), asked.round(), code, rig.now);
        }
    }

    private String asked() {
        return rig.activations.isEmpty() ? "" : rig.nameOf(rig.activations.get(0).path());
    }

    /** The path of the group in use fails and the one that was in use before is back; I/O goes on. */
    private void failOver() {
        String gone = rig.pathNameOf(rig.read());
        rig.reinstate("a", "b", "c");
        rig.fail(gone);
        rig.sent.clear();
        rig.read();
    }

    private void moveInHaste() {
        rig.read();
        for (int moves = 1; moves < AT_ONCE; moves++) {
            assertThat(asked()).as("move %d is made at once", moves).isNotEmpty();
            answer(ActivationCode.OK);
            failOver();
        }
        answer(ActivationCode.OK);
    }

    @Test
    void groupsThatAreMadeReadyInHasteAreFollowedByWaitsThatDoubleUpToABound() {
        use(Verdict.ACTIVATE);
        moveInHaste();
        for (long wait : new long[] {100, 200, 400, 800, 800, 800}) {
            failOver();
            rig.pass(wait * MILLI - 1);
            assertThat(asked()).as("within %d ms", wait).isEmpty();
            rig.pass(1);
            assertThat(asked()).as("after %d ms", wait).isNotEmpty();
            answer(ActivationCode.OK);
        }
    }

    @Test
    void aHandlerThatIsReplacedAgainAndAgainIsNoHaste() {
        use(Verdict.ACTIVATE);
        rig.read();
        answer(ActivationCode.OK);
        for (int swaps = 0; swaps < 3 * AT_ONCE; swaps++) {
            rig.engine.useHandler("", null, "another version comes", rig.now);
            use(Verdict.ACTIVATE);
            rig.sent.clear();
            rig.read();
            assertThat(asked()).as("swap %d", swaps).isNotEmpty();
            answer(ActivationCode.OK);
            assertThat(rig.sent).isNotEmpty();
        }
    }

    @Test
    void aCalmBetweenThemIsNoHaste() {
        use(Verdict.ACTIVATE);
        moveInHaste();
        for (int moves = 0; moves < 3; moves++) {
            failOver();
            rig.pass(100 * MILLI);
            answer(ActivationCode.OK);
            rig.pass(2_000 * MILLI);
            failOver();
            assertThat(asked()).isNotEmpty();
            answer(ActivationCode.OK);
        }
    }

    /** 777000522, 777000720, 879132060202: the paths of the first group were back before the last group was tried. */
    @Test
    void groupsAfterOneThatCouldNotBeMadeReadyAreTriedWithoutAWait() {
        use(Verdict.ACTIVATE);
        moveInHaste();
        failOver();
        rig.pass(100 * MILLI);
        String first = asked();
        answer(ActivationCode.IO);
        assertThat(asked()).isNotEmpty().isNotEqualTo(first);
        answer(ActivationCode.OK);
        assertThat(rig.sent).isNotEmpty();
    }

    @Test
    void groupsThatAreBypassedInHasteWaitAtLeastAsLong() {
        use(Verdict.BYPASS_GROUP);
        rig.fail("b", "c");
        rig.read();
        for (int moves = 0; moves < AT_ONCE; moves++) {
            answer(ActivationCode.OK);
            rig.sense(rig.out().get(0), 0x05, 0x94, 0x01);
            rig.pass(0);
        }
        assertThat(asked()).isEmpty();
        rig.pass(100 * MILLI);
        assertThat(asked()).isEqualTo("a");
    }

    /** 148726609763: two groups took turns for ever, and the third, which owned the unit, was not tried. */
    @Test
    void aGroupThatCouldNotBeMadeReadyIsNotTriedAgainBeforeTheOthersThoughItsPathsAreBack() {
        use(Verdict.ACTIVATE);
        rig.read();
        for (String group : "a b c a b".split(" ")) {
            assertThat(asked()).isEqualTo(group);
            rig.reinstate("a", "b", "c");
            answer(ActivationCode.IO);
        }
        assertThat(rig.last(Kind.GROUP_SWITCHED).reason()).isEqualTo("groups before it could not be made ready");
    }

    @Test
    void aGroupThatWasMadeReadyHasAllOthersTriedInTheirOrderAgain() {
        use(Verdict.ACTIVATE);
        rig.read();
        answer(ActivationCode.IO);
        rig.reinstate("a");
        assertThat(asked()).isEqualTo("b");
        answer(ActivationCode.OK);
        rig.fail("b");
        rig.sent.clear();
        rig.read();
        assertThat(asked()).isEqualTo("a");
    }

    @Test
    void aGroupThatCouldNotBeMadeReadyIsTriedAtOnceWhenSomebodyAsksForIt() {
        use(Verdict.ACTIVATE);
        rig.read();
        answer(ActivationCode.IO);
        rig.reinstate("a");
        rig.message("switch_group 1");
        answer(ActivationCode.IO);
        assertThat(asked()).isEqualTo("a");
    }
}
