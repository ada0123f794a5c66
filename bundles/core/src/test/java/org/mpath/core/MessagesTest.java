package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.TextForm;

/** The kernel's messages, obeyed and refused in its words (seed-systems 3.9, capability rows 072 and 077). */
class MessagesTest {
    private static final String TABLE = "0 1024 multipath 0 0 2 1 turns 0 1 0 a turns 0 1 0 b";
    private static final String FRESH = "2 1 0 0 2 1 E 0 1 0 a A 0 E 0 1 0 b A 0";

    private final EngineRig rig = new EngineRig(TABLE);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "fail_path a           | 2 1 0 0 2 1 E 0 1 0 a F 1 E 0 1 0 b A 0 | 1",
        "reinstate_path a      | 2 1 0 0 2 1 E 0 1 0 a A 0 E 0 1 0 b A 0 | 0",
        "disable_group 1       | 2 1 0 0 2 1 D 0 1 0 a A 0 E 0 1 0 b A 0 | 1",
        "disable_group 2       | 2 1 0 0 2 1 E 0 1 0 a A 0 D 0 1 0 b A 0 | 1",
        "enable_group 1        | 2 1 0 0 2 1 E 0 1 0 a A 0 E 0 1 0 b A 0 | 1",
        "switch_group 2        | 2 1 0 0 2 2 E 0 1 0 a A 0 E 0 1 0 b A 0 | 1",
        "switch_group 00000000000002 | 2 1 0 0 2 2 E 0 1 0 a A 0 E 0 1 0 b A 0 | 1",
        "switch_group 1        | 2 1 0 0 2 1 E 0 1 0 a A 0 E 0 1 0 b A 0 | 1",
        "queue_if_no_path      | 2 1 0 0 2 1 E 0 1 0 a A 0 E 0 1 0 b A 0 | 0",
        "fail_if_no_path       | 2 1 0 0 2 1 E 0 1 0 a A 0 E 0 1 0 b A 0 | 0",
    })
    void messagesAreObeyedInAnyCaseAndCountedAsTheKernelCounts(String words, String info, int events) {
        String verb = words.split(" ")[0];
        for (String typed : new String[] {verb, verb.toUpperCase(Locale.ROOT), mixed(verb)}) {
            EngineRig fresh = new EngineRig(TABLE);
            fresh.message("  " + words.replace(verb, typed).replace(" ", " \t ") + " ");
            assertThat(fresh.info()).isEqualTo(info);
            assertThat(fresh.engine.eventCounter()).isEqualTo(events);
            assertThat(fresh.state().events()).as("the snapshot has the same count").isEqualTo(events);
        }
    }

    private static String mixed(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "''                     | Empty message received",
        "'   '                  | Empty message received",
        "nonsense               | Invalid multipath message arguments. Expected 2 arguments, got 1: 'nonsense'",
        "nonsense x             | Unrecognised multipath message received: 'nonsense'",
        "NonSense x y           | Invalid multipath message arguments. Expected 2 arguments, got 3: 'NonSense x y'",
        "queue_if_no_path now   | Unrecognised multipath message received: 'queue_if_no_path'",
        "FAIL_if_no_path now    | Unrecognised multipath message received: 'FAIL_if_no_path'",
        "queue_if_no_path a b   | Invalid multipath message arguments. Expected 2 arguments, got 3: 'queue_if_no_path a b'",
        "fail_path              | Invalid multipath message arguments. Expected 2 arguments, got 1: 'fail_path'",
        "fail_path a b          | Invalid multipath message arguments. Expected 2 arguments, got 3: 'fail_path a b'",
        "fail_path c            | no path 'c' in the map",
        "fail_path A            | no path 'A' in the map",
        "reinstate_path         | Invalid multipath message arguments. Expected 2 arguments, got 1: 'reinstate_path'",
        "reinstate_path c       | no path 'c' in the map",
        "disable_group          | Invalid multipath message arguments. Expected 2 arguments, got 1: 'disable_group'",
        "disable_group 0        | invalid PG number supplied to bypass_pg: '0', the map has groups 1 to 2",
        "disable_group 3        | invalid PG number supplied to bypass_pg: '3', the map has groups 1 to 2",
        "disable_group x        | invalid PG number supplied to bypass_pg: 'x', the map has groups 1 to 2",
        "enable_group -1        | invalid PG number supplied to bypass_pg: '-1', the map has groups 1 to 2",
        "enable_group 1x        | invalid PG number supplied to bypass_pg: '1x', the map has groups 1 to 2",
        "enable_group 1 2       | Invalid multipath message arguments. Expected 2 arguments, got 3: 'enable_group 1 2'",
        "switch_group           | Invalid multipath message arguments. Expected 2 arguments, got 1: 'switch_group'",
        "switch_group 0         | invalid PG number supplied to switch_pg_num: '0', the map has groups 1 to 2",
        "switch_group 3         | invalid PG number supplied to switch_pg_num: '3', the map has groups 1 to 2",
        "switch_group -1        | invalid PG number supplied to switch_pg_num: '-1', the map has groups 1 to 2",
        "switch_group 4294967297 | invalid PG number supplied to switch_pg_num: '4294967297', the map has groups 1 to 2",
    })
    void aWrongMessageIsRefusedInTheKernelsWordsAndChangesNothing(String words, String refusal) {
        MapException refused = catchThrowableOfType(MapException.class, () -> rig.message(words));
        assertThat(refused.code()).isEqualTo(Code.INVALID);
        assertThat(refused).hasMessageStartingWith("map m: " + refusal);
        assertThat(rig.info()).isEqualTo(FRESH);
        assertThat(rig.engine.eventCounter()).isZero();
        assertThat(rig.events).isEmpty();
    }

    @Test
    void anUnknownMessageIsAnsweredWithTheKnownOnes() {
        MapException refused = catchThrowableOfType(MapException.class, () -> rig.message("fail a"));
        assertThat(refused).hasMessageContainingAll("queue_if_no_path", "fail_if_no_path", "disable_group",
                "enable_group", "switch_group", "fail_path", "reinstate_path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail_path a", "reinstate_path a", "disable_group 1", "enable_group 1", "switch_group 2",
            "queue_if_no_path", "fail_if_no_path", "nonsense"})
    void aSuspendedMapIsBusyForEveryMessage(String words) {
        rig.engine.suspend(true, rig.now);
        MapException refused = catchThrowableOfType(MapException.class, () -> rig.message(words));
        assertThat(refused.code()).isEqualTo(Code.BUSY);
        assertThat(refused).hasMessageContainingAll("map m", "suspended", "resume");
        assertThat(rig.info()).isEqualTo(FRESH);
        rig.engine.resumeIo(rig.now);
        rig.message("fail_path a");
        assertThat(rig.info()).contains("a F 1");
    }

    @Test
    void anEmptyMessageIsWrongWhateverTheMapDoes() {
        rig.engine.suspend(true, rig.now);
        MapException refused = catchThrowableOfType(MapException.class, () -> rig.message(" "));
        assertThat(refused.code()).isEqualTo(Code.INVALID);
    }

    @Test
    void queueIfNoPathShowsInTableAndSnapshotAndIsAnEventOnceWhenItChanges() {
        rig.message("queue_if_no_path");
        rig.message("queue_if_no_path");
        assertThat(rig.engine.table(TextForm.TODAY)).isEqualTo(TABLE.replace("multipath 0", "multipath 1 queue_if_no_path"));
        assertThat(rig.state().features()).containsExactly("queue_if_no_path");
        rig.message("fail_if_no_path");
        rig.message("fail_if_no_path");
        assertThat(rig.engine.table(TextForm.TODAY)).isEqualTo(TABLE);
        assertThat(rig.state().features()).isEmpty();
        assertThat(rig.told).extracting(EngineRig.Told::kind, EngineRig.Told::from, EngineRig.Told::to).containsExactly(
                tuple(Kind.QUEUEING_CHANGED, "off", "on"),
                tuple(Kind.QUEUEING_CHANGED, "on", "off"));
    }

    @Test
    void bypassingAGroupIsAnEventEachTimeThatNamesIt() {
        rig.message("disable_group 2");
        rig.message("disable_group 2");
        rig.message("enable_group 2");
        assertThat(rig.told).extracting(EngineRig.Told::kind, EngineRig.Told::to, EngineRig.Told::reason).containsExactly(
                tuple(Kind.GROUP_BYPASSED, "group 2", "by message"),
                tuple(Kind.GROUP_BYPASSED, "group 2", "by message"),
                tuple(Kind.GROUP_ENABLED, "group 2", "by message"));
        assertThat(rig.engine.eventCounter()).isEqualTo(3);
    }

    @Test
    void aPathIsFailedByMessageWithThatAsItsReason() {
        rig.message("fail_path b");
        assertThat(rig.state().groups().get(1).paths().get(0).reason()).isEqualTo("failed by message");
    }

    @Test
    void aMessageThatMakesRoomForIoSendsWhatWaits() {
        rig.message("queue_if_no_path");
        rig.fail("a", "b");
        ScsiTask waits = rig.read();
        assertThat(rig.sent).isEmpty();
        rig.message("reinstate_path b");
        assertThat(rig.pathNameOf(waits)).isEqualTo("b");
    }
}
