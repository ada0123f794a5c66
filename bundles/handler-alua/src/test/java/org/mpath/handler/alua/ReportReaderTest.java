package org.mpath.handler.alua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.handler.alua.HandMadeArray.REPORT;
import static org.mpath.handler.alua.HandMadeArray.REPORT_PLAIN;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.itests.array.Reply;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.TargetPortGroup;
import org.mpath.scsi.TargetPortGroups;

/** Long reports, and reports that lie: what was known stays, every wait ends, nothing is thrown. */
class ReportReaderTest {
    private static final String ONE_GROUP = "0000000c 008f0002 00000001 00000001";

    private final HandMadeArray array = new HandMadeArray();
    private final AluaHandler handler = new AluaHandler(false);

    private static byte[] report(int groups) {
        List<TargetPortGroup> list = IntStream.rangeClosed(1, groups)
                .mapToObj(group -> new TargetPortGroup(group, AccessState.ACTIVE_OPTIMIZED, false, 0x8f, 0, List.of(group)))
                .toList();
        return TargetPortGroups.extended(list, 30).bytes();
    }

    /** The group is known to be non-optimized, which takes I/O without a set. */
    private void known() {
        array.tpgs = 1;
        array.group(2, AccessState.ACTIVE_NON_OPTIMIZED);
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
        array.answers.clear();
        array.log.clear();
    }

    @Test
    void aReportOfMoreThan128BytesIsAskedForAgainWithRoom() {
        array.always.put(REPORT, Reply.data(report(11)));
        array.always.put("a32a000000000000008c0000", Reply.data(report(11)));
        array.activate(handler, "b");
        assertThat(array.commands()).containsExactly("b: " + REPORT, "b: a32a000000000000008c0000");
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
        assertThat(handler.statusWords().split(" ")).hasSize(11);
    }

    @Test
    void aReportOf128BytesIsNotAskedForAgain() {
        array.always.put(REPORT, Reply.data(report(10)));
        array.activate(handler, "b");
        assertThat(array.commands()).containsExactly("b: " + REPORT);
    }

    @Test
    void aReportThatGrowsWhileItIsReadIsNotBelieved() {
        known();
        array.always.put(REPORT, Reply.data(report(11)));
        array.always.put("a32a000000000000008c0000", Reply.data(report(12)));
        array.activate(handler, "b");
        assertThat(array.commands()).filteredOn(command -> command.startsWith("b: a3")).hasSize(2);
        assertThat(handler.statusWords()).isEqualTo("2:active/non-optimized");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", // nothing
        "000000", // no length
        "00000000", // no group
        "0000000c 008f0002 00000001", // shorter than it says
        "0000000b 008f0002 00000001 000000", // ends in a descriptor
        "0000000c 008f0002 00000002 00000001", // more ports than there are
        "ffffffff 008f0002 00000001 00000001", // four gigabytes
        "00010000 008f0002 00000001 00000001", // more than is ever read
        "0000000c 008f0003 00000001 00000001", // not the group that answers
        "00000008 008f0002 00000000", // the group that answers has no port
        "0000000c 058f0002 00000001 00000001" // a state that is reserved
    })
    void whatLiesIsNotBelievedAndWhatWasKnownStays(String lie) {
        known();
        array.always.put(REPORT, Reply.hex(lie));
        array.activate(handler, "b");
        array.reactor.pass(300 * SECOND);
        assertThat(handler.statusWords()).isEqualTo("2:active/non-optimized");
        assertThat(array.answers("b")).as("judged by what was known").containsExactly(ActivationCode.OK);
        assertThat(handler.rejected()).isPositive();
    }

    @Test
    void withoutAnythingKnownALieFailsThePath() {
        array.always.put(REPORT, Reply.hex("00000000"));
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(ActivationCode.IO);
        assertThat(handler.rejected()).isOne();
        assertThat(handler.statusWords()).isEmpty();
    }

    @Test
    void another65535GroupsAreNotRead() {
        known();
        array.always.put(REPORT, Reply.data(report(65_535)));
        array.activate(handler, "b");
        assertThat(array.commands()).filteredOn(command -> command.startsWith("b: a3")).hasSize(1);
        assertThat(handler.statusWords()).isEqualTo("2:active/non-optimized");
    }

    @Test
    void moreGroupsThanAnyArrayHasAreNotKept() {
        known();
        array.always.put(REPORT, Reply.data(report(257)));
        byte[] cdb = HexFormat.of().parseHex(REPORT);
        ByteBuffer.wrap(cdb).putInt(6, report(257).length);
        array.always.put(HexFormat.of().formatHex(cdb), Reply.data(report(257)));
        array.activate(handler, "b");
        assertThat(array.commands()).filteredOn(command -> command.startsWith("b: a3")).hasSize(2);
        assertThat(handler.statusWords()).isEqualTo("2:active/non-optimized");
    }

    @Test
    void anExtendedHeaderThatIsNotCountedIsDoneWithout() {
        array.tpgs = 1;
        array.group(1, AccessState.ACTIVE_OPTIMIZED).group(2, AccessState.ACTIVE_NON_OPTIMIZED);
        // as LIO of Linux 6.1 answers: 24 bytes of descriptors are told, the header beside them, and 24 bytes sent in all
        array.always.put(REPORT, Reply.hex("00000018 10000000 00cf0001 00000001 00000001 01cf0002 00000001"));
        array.activate(handler, "a");
        array.activate(handler, "a");
        assertThat(array.commands()).containsExactly("a: " + REPORT, "a: " + REPORT_PLAIN, "a: " + REPORT_PLAIN);
        assertThat(array.answers("a")).containsExactly(ActivationCode.OK, ActivationCode.OK);
        assertThat(handler.statusWords()).isEqualTo("1:active/optimized 2:active/non-optimized");
        assertThat(handler.rejected()).isZero();
    }

    @Test
    void otherGroupsMayHaveNoPorts() {
        array.always.put(REPORT, Reply.hex("00000014 028f0000 00000000 008f0002 00000001 00000001"));
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
        assertThat(handler.statusWords()).isEqualTo("0:standby 2:active/optimized");
    }

    @Test
    void ofTwoEntriesOfAGroupTheFirstCounts() {
        array.always.put(REPORT, Reply.hex("00000018 008f0002 00000001 00000001 0e8f0002 00000001 00000001"));
        array.activate(handler, "b");
        assertThat(array.answers("b")).containsExactly(ActivationCode.OK);
        assertThat(handler.statusWords()).isEqualTo("2:active/optimized");
    }

    @Test
    void noMutilatedReportThrowsOrLeavesAPathWaiting() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] whole = HexFormat.of().parseHex(ONE_GROUP.replace(" ", ""));
        for (int round = 0; round < 500; round++) {
            byte[] mutilated = Arrays.copyOf(whole, random.nextInt(whole.length + 8));
            for (int flips = random.nextInt(4); flips > 0 && mutilated.length > 0; flips--) {
                mutilated[random.nextInt(mutilated.length)] = (byte) random.nextInt();
            }
            HandMadeArray hostile = new HandMadeArray();
            hostile.always.put(REPORT, Reply.data(mutilated));
            AluaHandler fresh = new AluaHandler(false);
            hostile.activate(fresh, "b");
            hostile.reactor.pass(600 * SECOND);
            assertThat(hostile.answers("b")).as("seed %d, round %d: %s", seed, round, HexFormat.of().formatHex(mutilated))
                    .hasSize(1);
            assertThat(hostile.reactor.armedCount()).isZero();
        }
    }
}
