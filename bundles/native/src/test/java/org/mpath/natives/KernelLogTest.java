package org.mpath.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Why the kernel refused a table, from records as Linux 6.1 wrote them. */
class KernelLogTest {
    private static final List<String> RECORDS = List.of(
            "6,900,74837123,-;sd 0:0:0:0: [sda] Attached SCSI disk\n SUBSYSTEM=scsi\n DEVICE=+scsi:0:0:0:0\n",
            "3,901,91661095,-;device-mapper: table: 253:1: multipath: unknown path selector type (-EINVAL)\n",
            "3,902,91661096,-;device-mapper: table: 253:0: multipath: invalid number of paths (-EINVAL)\n",
            "3,903,91661097,-;device-mapper: ioctl: error adding target to table\n");

    @Test
    void findsTheReasonOfItsDevice() {
        assertThat(KernelLog.refusal(RECORDS, "253:0")).isEqualTo("multipath: invalid number of paths");
        assertThat(KernelLog.refusal(RECORDS, "253:1")).isEqualTo("multipath: unknown path selector type");
    }

    @Test
    void saysNothingOfADeviceThatTheKernelDidNotMention() {
        assertThat(KernelLog.refusal(RECORDS, "253:10")).isEmpty();
        assertThat(KernelLog.refusal(List.of("", ";", "garbage"), "253:0")).isEmpty();
    }

    @Test
    void aLogThatCannotBeReadHasNothingToSay() {
        try (KernelLog log = KernelLog.fromNow("/nonexistent")) {
            assertThat(log.refusal("253:0")).isEmpty();
        }
    }
}
