package org.mpath.handler.alua;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.scsi.AccessState;

class SetPolicyTest {
    @ParameterizedTest(name = "{0}: implicit only {1}, explicit only {2}, both {3}, both and optimize {4}, preferred {5}")
    @CsvSource({
        "ACTIVE_OPTIMIZED,     LEAVE,      LEAVE,   LEAVE,   LEAVE,   LEAVE",
        "ACTIVE_NON_OPTIMIZED, LEAVE,      SET,     SET,     LEAVE,   SET",
        "STANDBY,              LOOK_AGAIN, SET,     SET,     SET,     SET",
        "UNAVAILABLE,          LOOK_AGAIN, SET,     SET,     SET,     SET",
        "LBA_DEPENDENT,        LEAVE,      LEAVE,   LEAVE,   LEAVE,   LEAVE",
        "OFFLINE,              GIVE_UP,    GIVE_UP, GIVE_UP, GIVE_UP, GIVE_UP",
        "TRANSITIONING,        LOOK_AGAIN, SET,     SET,     SET,     SET"
    })
    void followsTheTable(AccessState state, SetPolicy implicit, SetPolicy explicit, SetPolicy both, SetPolicy optimize,
            SetPolicy preferred) {
        assertThat(SetPolicy.of(state, false, 1, true)).isEqualTo(implicit);
        assertThat(SetPolicy.of(state, true, 1, false)).isEqualTo(implicit);
        assertThat(SetPolicy.of(state, false, 2, true)).isEqualTo(explicit);
        assertThat(SetPolicy.of(state, false, 3, false)).isEqualTo(both);
        assertThat(SetPolicy.of(state, false, 3, true)).isEqualTo(optimize);
        assertThat(SetPolicy.of(state, true, 3, true)).isEqualTo(preferred);
    }
}
