package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.TextForm;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.Verdict;
import org.mpath.scsi.Status;

/** Rows of the capability table that ask for several things at once: 012, 014, 018, 057 and 066. */
class CapabilityRowsTest {
    private static final String TWO_PATHS = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 2 0 a b";
    private static final String TWO_GROUPS = "0 1024 multipath 1 queue_if_no_path 0 2 1 turns 0 2 0 a b turns 0 1 0 c";

    // ---- row 012: what is not the path's affair goes up as it came ----

    @Test
    void aCheckConditionGoesUpWithItsStatusResidualAndEveryByteOfSense() {
        EngineRig rig = new EngineRig(TWO_PATHS);
        ScsiTask task = rig.read();
        task.residual = 512;
        rig.sense(task, 0x03, 0x11, 0x04);
        byte[] given = {0x70, 0, 3, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x11, 0x04, 0, 0, 0, 0};
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.status).isEqualTo(Status.CHECK_CONDITION);
        assertThat(task.residual).isEqualTo(512);
        assertThat(Arrays.copyOf(task.sense, task.senseLength)).isEqualTo(given);
        assertThat(task.attempts).isEqualTo(1);
    }

    @Test
    void aStatusTheEngineHasNoRuleForGoesUpWithItsResidual() {
        EngineRig rig = new EngineRig(TWO_PATHS);
        ScsiTask task = rig.read();
        task.residual = 512;
        rig.answer(task, Status.RESERVATION_CONFLICT);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.status).isEqualTo(Status.RESERVATION_CONFLICT);
        assertThat(task.residual).isEqualTo(512);
        assertThat(task.senseLength).isZero();
        assertThat(task.attempts).isEqualTo(1);
    }

    // ---- row 014: each array's way to say that another controller owns the unit ----

    @ParameterizedTest(name = "{0}")
    @CsvSource({"rdac, 0x05, 0x94, 0x01", "rdac later, 0x06, 0x8b, 0x02", "emc, 0x02, 0x04, 0x03"})
    void aMovedOwnerIsFollowedWhateverTheSenseAndTheRequestEndsOnce(String array, int key, int asc, int ascq) {
        EngineRig rig = following(key, asc, ascq);
        ScsiTask task = rig.read();
        rig.sense(task, key, asc, ascq);
        assertThat(rig.completed).isEmpty();
        ownerOf(rig, OwnerState.PASSIVE);
        ownerOf(rig, OwnerState.ACTIVE);
        assertThat(rig.pathNameOf(task)).isEqualTo("c");
        rig.good(task);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.good()).isTrue();
        assertThat(rig.info()).as("no path failed").contains("a A 0 b A 0").contains("c A 0");
    }

    // ---- row 018: what remains when a whole group left ----

    @Test
    void aGroupWithoutPathsIsGoneFromTheNextTableAndTheOtherServes() {
        EngineRig rig = new EngineRig(TWO_GROUPS);
        ScsiTask task = rig.read();
        rig.load("0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 1 0 c");
        assertThat(rig.state().groups()).hasSize(1);
        assertThat(rig.pathNameOf(rig.read())).isEqualTo("c");
        rig.good(task);
        assertThat(rig.completed).as("what was out on the path that left ends well").containsExactly(task);
    }

    // ---- row 057: a handler's verdict is about the path of the request it was asked about ----

    @ParameterizedTest
    @CsvSource({"0, a F 1 b A 0", "1, a A 0 b F 1"})
    void theHandlersFailureIsThatOfThePathTheRequestUsed(int request, String paths) {
        EngineRig rig = new EngineRig(TWO_PATHS);
        rig.useHandler(Activation.NONE, asc -> Verdict.FAIL_PATH);
        List<ScsiTask> out = List.of(rig.read(), rig.read());
        assertThat(out).extracting(rig::pathNameOf).containsExactly("a", "b");
        rig.sense(out.get(request), 0x02, 0x04, 0x03);
        assertThat(rig.info()).contains(paths);
    }

    @Test
    void theHandlersBypassIsThatOfTheGroupTheRequestUsed() {
        EngineRig rig = new EngineRig(TWO_GROUPS);
        rig.useHandler(Activation.NONE, asc -> Verdict.BYPASS_GROUP);
        ScsiTask before = rig.read();
        rig.message("switch_group 2");
        ScsiTask after = rig.read();
        assertThat(rig.pathNameOf(after)).isEqualTo("c");
        rig.sense(before, 0x02, 0x04, 0x03);
        assertThat(rig.info()).startsWith("2 0 0 0 2 2 D 0 2 0 a A 0 b A 0 A 0 1 0 c A 0");
        assertThat(rig.pathNameOf(before)).isEqualTo("c");
    }

    // ---- row 066: the features of a configuration file, as they stand there ----

    @Test
    void theConfiguredRetriesAreInTheTableOfTheLiveMapAndStayThere() {
        EngineRig rig = new EngineRig("0 1024 multipath 2 pg_init_retries 7 1 array 1 1 turns 0 1 0 a");
        assertThat(rig.engine.table(TextForm.TODAY)).startsWith("0 1024 multipath 2 pg_init_retries 7 ");
        rig.message("queue_if_no_path");
        String table = rig.engine.table(TextForm.TODAY);
        assertThat(table).startsWith("0 1024 multipath 3 queue_if_no_path pg_init_retries 7 ");
        rig.load(table);
        assertThat(rig.engine.table(TextForm.TODAY)).isEqualTo(table);
        assertThat(rig.engine.table(TextForm.LINUX_2007)).startsWith("0 1024 multipath 3 queue_if_no_path pg_init_retries 7 ");
    }

    private static EngineRig following(int key, int asc, int ascq) {
        EngineRig rig = new EngineRig(TWO_GROUPS);
        rig.engine.useHandler("array", new Follower(key, asc, ascq), "test", rig.now);
        return rig;
    }

    private static void ownerOf(EngineRig rig, OwnerState state) {
        EngineRig.Asked asked = rig.ownerAsks.remove(0);
        rig.engine.ownerState(asked.path(), asked.round(), state, rig.now);
    }

    /** Takes one sense for a moved owner. */
    private record Follower(int key, int asc, int ascq) implements HardwareHandler {
        @Override
        public Verdict checkSense(PathDevice path, int senseKey, int senseAsc, int senseAscq) {
            return senseKey == key && senseAsc == asc && senseAscq == ascq ? Verdict.ACTIVATE : Verdict.DECLINED;
        }

        @Override
        public Activation activation() {
            return Activation.FOLLOW;
        }
    }
}
