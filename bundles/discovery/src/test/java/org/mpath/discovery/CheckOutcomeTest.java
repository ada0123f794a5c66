package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpath.api.inventory.CheckerState;

/** What discovery makes of the states that checkers say. */
class CheckOutcomeTest {
    /** Say nothing new: the path stays as it is. */
    private static final Set<CheckerState> UNSETTLED = EnumSet.of(CheckerState.PENDING, CheckerState.UNCHECKED);

    @ParameterizedTest
    @EnumSource(CheckerState.class)
    void aStateIsUsableOrBadOrSettlesNothing(CheckerState state) {
        CheckOutcome outcome = new CheckOutcome(state, "");
        assertThat(outcome.usable() ^ outcome.bad()).isEqualTo(!UNSETTLED.contains(state));
    }

    @Test
    void shakyAndDelayedPathsAreNotUsed() {
        assertThat(CheckOutcome.of(CheckerState.SHAKY, "controller is restarting").bad()).isTrue();
        assertThat(new CheckOutcome(CheckerState.DELAYED, "3 failures").bad()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(value = CheckerState.class, names = {"UNCHECKED", "REMOVED", "DELAYED"})
    void aCheckerMaySayNothingThatOnlyDiscoveryKnows(CheckerState state) {
        assertThat(CheckOutcome.of(state, "")).isNull();
    }
}
