package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.Verdict;
import org.mpath.scsi.Status;

/** What may be sent twice, and what must not when its outcome is unknown (reliability: late writes). */
class CommandsTest {
    private static final String TABLE = "0 1024 multipath 1 queue_if_no_path 0 1 1 turns 0 2 0 a b";

    /** Commands that must not run twice. */
    private static final int[][] ONCE = {
        {0x89}, // COMPARE AND WRITE
        {0x5f}, // PERSISTENT RESERVE OUT
        {0x83}, // EXTENDED COPY
        {0x9c}, // WRITE ATOMIC (16)
        {0x04}, // FORMAT UNIT
        {0x48}, // SANITIZE
        {0x3f}, // WRITE LONG (10)
        {0x9f, 0x11}, // WRITE LONG (16)
        {0x9e, 0x11}, // READ LONG (16), whose service action is WRITE LONG's too
        {0x8b}, // ORWRITE
        {0x1b}, // START STOP UNIT
        {0x15}, // MODE SELECT (6)
        {0x55}, // MODE SELECT (10)
        {0xa4}, // MAINTENANCE OUT, SET TARGET PORT GROUPS
        {0x16}, // RESERVE (6)
        {0x07}, // REASSIGN BLOCKS
        {0x3b}, // WRITE BUFFER
        {0x7f}, // variable length
        {0xc1}, // a vendor's
        {0xff},
    };

    /** Commands that leave the same when they run twice, and change the medium. */
    private static final int[] WRITES = {0x0a, 0x2a, 0xaa, 0x8a, 0x2e, 0xae, 0x8e, 0x41, 0x93, 0x42};

    /** Commands that change nothing. */
    private static final int[] READS = {0x08, 0x28, 0xa8, 0x88, 0x2f, 0xaf, 0x8f, 0x34, 0x90, 0x35, 0x91, 0x00, 0x03,
        0x12, 0x1a, 0x5a, 0x4d, 0x25, 0xa0, 0xa3, 0x5e, 0x9e};

    private final EngineRig rig = new EngineRig(TABLE);

    static Stream<int[]> once() {
        return Stream.of(ONCE);
    }

    static Stream<Integer> writes() {
        return Arrays.stream(WRITES).boxed();
    }

    static Stream<Integer> reads() {
        return Arrays.stream(READS).boxed();
    }

    private static int[] sixteen(int... start) {
        return Arrays.copyOf(start, 16);
    }

    @ParameterizedTest
    @MethodSource("once")
    void anUnknownOutcomeIsTheCallersAndNeverTriedAgain(int... cdb) {
        unknownToTheCaller(Delivery.UNKNOWN, cdb);
    }

    @ParameterizedTest
    @MethodSource("once")
    void anEndedAttemptIsTheCallersAndNeverTriedAgain(int... cdb) {
        unknownToTheCaller(Delivery.ENDED, cdb);
    }

    private void unknownToTheCaller(Delivery delivery, int... cdb) {
        ScsiTask task = rig.command(sixteen(cdb));
        rig.unanswered(task, delivery);
        assertThat(rig.completed).containsExactly(task);
        assertThat(rig.sent).isEmpty();
        assertThat(task.delivery).isEqualTo(delivery);
        assertThat(task.good()).isFalse();
        String opcode = "%02xh".formatted(cdb[0]);
        assertThat(task.reason).isEqualTo("indeterminate: command " + opcode
                + " may have run and is not repeated; connection lost");
        assertThat(rig.last(Kind.IO_INDETERMINATE).path()).isEqualTo("a");
        assertThat(rig.last(Kind.IO_INDETERMINATE).reason()).isEqualTo(task.reason);
        assertThat(rig.info()).as("the path is lost all the same").contains("a F 1");
        rig.pass(100_000_000_000L);
        assertThat(rig.sent).isEmpty();
        assertThat(rig.resets).isEmpty();
        assertThat(rig.state().inFlight()).isZero();
    }

    @ParameterizedTest
    @MethodSource("once")
    void taskAbortedLeavesTheOutcomeUnknown(int... cdb) {
        ScsiTask task = rig.command(sixteen(cdb));
        rig.answer(task, Status.TASK_ABORTED);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.delivery).isEqualTo(Delivery.ENDED);
        assertThat(task.reason).startsWith("indeterminate: ").endsWith("status 40h");
        assertThat(rig.events).containsExactly("IO_INDETERMINATE a");
        assertThat(rig.info()).as("another initiator did it, not the path").contains("a A 0 b A 0");
    }

    @ParameterizedTest
    @MethodSource("once")
    void whatNeverLeftIsSentElsewhere(int... cdb) {
        ScsiTask task = rig.command(sixteen(cdb));
        rig.unanswered(task, Delivery.NOT_SENT);
        assertThat(rig.pathNameOf(task)).isEqualTo("b");
        assertThat(rig.events).doesNotContain("IO_INDETERMINATE a");
    }

    @ParameterizedTest
    @MethodSource("once")
    void whatTheUnitRefusedBeforeItRanIsSentAgain(int... cdb) {
        ScsiTask task = rig.command(sixteen(cdb));
        rig.answer(task, Status.BUSY);
        rig.pass(EngineLimits.DEFAULT.retryDelayNanos());
        rig.answer(task, Status.TASK_SET_FULL);
        rig.pass(2 * EngineLimits.DEFAULT.retryDelayNanos());
        rig.sense(task, 0x06, 0x29, 0x00);
        rig.good(task);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.good()).isTrue();
        assertThat(rig.events).doesNotContain("IO_INDETERMINATE a", "IO_INDETERMINATE b");
    }

    /** An answer that it failed half way is the unit's own word, and the caller's. */
    @ParameterizedTest
    @CsvSource({"0x89, 0x0b", "0x89, 0x04", "0x9c, 0x0b", "0x5f, 0x0b", "0x83, 0x04", "0x83, 0x0a", "0x89, 0x0e"})
    void whatTheUnitBrokeOffIsReturnedWithItsSense(int opcode, int key) {
        ScsiTask task = rig.command(sixteen(opcode));
        rig.sense(task, key, 0x1d, 0x00);
        assertThat(rig.completed).containsExactly(task);
        assertThat(task.status).isEqualTo(Status.CHECK_CONDITION);
        assertThat(EngineRig.keyOf(task)).isEqualTo(key);
        assertThat(rig.info()).contains("a A 0 b A 0");
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aPlainWriteWaitsForItsFenceWhoeverForgotToMarkIt(int opcode) {
        ScsiTask task = rig.command(sixteen(opcode));
        assertThat(task.changesMedium).isFalse();
        rig.unanswered(task, Delivery.UNKNOWN);
        assertThat(rig.sent).isEmpty();
        assertThat(rig.completed).isEmpty();
        assertThat(rig.events).contains("FENCE_STARTED a");
        rig.engine.linkUp(0, rig.now);
        assertThat(rig.pathNameOf(task)).isEqualTo("b");
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aPlainWriteThatIsOverIsSentAgain(int opcode) {
        ScsiTask task = rig.command(sixteen(opcode));
        rig.unanswered(task, Delivery.ENDED);
        assertThat(rig.pathNameOf(task)).isEqualTo("b");
        rig.answer(task, Status.TASK_ABORTED);
        assertThat(rig.pathNameOf(task)).isEqualTo("b");
        rig.good(task);
        assertThat(task.good()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("reads")
    void whatChangesNothingIsSentElsewhereAtOnce(int opcode) {
        ScsiTask task = rig.command(sixteen(opcode));
        rig.unanswered(task, Delivery.UNKNOWN);
        assertThat(rig.pathNameOf(task)).isEqualTo("b");
        rig.good(task);
        assertThat(rig.completed).containsExactly(task);
    }

    @Test
    void aReadThatIsMarkedAsChangingTheMediumIsFenced() {
        ScsiTask task = rig.read();
        task.changesMedium = true;
        rig.unanswered(task, Delivery.UNKNOWN);
        assertThat(rig.sent).isEmpty();
        assertThat(rig.events).contains("FENCE_STARTED a");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x10, 0x12, 0x16, 0x1f, 0x11})
    void onlyReadLongAmongTheServiceActionsIsNotRepeated(int action) {
        ScsiTask task = rig.command(sixteen(0x9e, action | 0xe0));
        rig.unanswered(task, Delivery.UNKNOWN);
        assertThat(rig.completed.contains(task)).isEqualTo(action == 0x11);
        assertThat(rig.pathNameOf(task)).isEqualTo(action == 0x11 ? "" : "b");
    }

    private static EngineLimits withoutSenseTable() {
        EngineLimits on = EngineLimits.DEFAULT;
        return new EngineLimits(on.retryDelayNanos(), on.fenceDelayNanos(), on.activationTimeoutNanos(),
                on.ownerPauseNanos(), false);
    }

    @Test
    void aFastFenceRepeatsNoCommandThatMustRunOnce() {
        EngineRig fast = new EngineRig(TABLE, MapPolicy.DEFAULT.with("fence", "fast"));
        ScsiTask task = fast.command(sixteen(0x89));
        fast.unanswered(task, Delivery.UNKNOWN);
        assertThat(fast.completed).containsExactly(task);
        assertThat(fast.sent).isEmpty();
    }

    @Test
    void aCommandEndedByOurOwnResetIsIndeterminateButItsPathStays() {
        ScsiTask lost = rig.write();
        rig.unanswered(lost, Delivery.UNKNOWN);
        ScsiTask once = rig.command(sixteen(0x89));
        assertThat(rig.pathNameOf(once)).isEqualTo("b");
        rig.pass(EngineLimits.DEFAULT.fenceDelayNanos());
        rig.unanswered(once, Delivery.ENDED);
        assertThat(rig.completed).containsExactly(once);
        assertThat(rig.info()).contains("b A 0");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x04, 0x09, 0x0b, 0x0e})
    void aCompareAndWriteIsNotSentAgainWithoutTheSenseTableEither(int key) {
        EngineRig off = new EngineRig(TABLE, MapPolicy.DEFAULT,
                withoutSenseTable());
        ScsiTask task = off.command(sixteen(0x89));
        off.sense(task, key, 0x44, 0);
        assertThat(off.sent).isEmpty();
        assertThat(off.completed).containsExactly(task);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x09})
    void aCompareAndWriteIsNotSentAgainAfterSenseThatTellsNothing(int key) {
        ScsiTask task = rig.command(sixteen(0x89));
        rig.sense(task, key, 0x44, 0);
        assertThat(rig.sent).isEmpty();
        assertThat(rig.completed).containsExactly(task);
    }

    @Test
    void aCompareAndWriteIsNotSentAgainWithoutUsableSense() {
        ScsiTask task = rig.command(sixteen(0x89));
        rig.answer(task, Status.CHECK_CONDITION);
        assertThat(rig.sent).isEmpty();
        assertThat(rig.completed).containsExactly(task);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAIL_PATH", "RETRY_ELSEWHERE", "BYPASS_GROUP", "FAIL_PATH_AND_BYPASS_GROUP", "RETRY"})
    void aCompareAndWriteIsNotSentAgainWhateverTheHandlerSays(Verdict verdict) {
        rig.useHandler(Activation.NONE, asc -> verdict);
        ScsiTask task = rig.command(sixteen(0x89));
        rig.sense(task, 0x0b, 0x47, 0);
        assertThat(rig.sent).isEmpty();
        assertThat(rig.completed).containsExactly(task);
    }
}
