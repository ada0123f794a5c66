package org.mpath.export.nbd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;

class ErrorTableTest {
    private static ScsiTask answered(int status) {
        ScsiTask task = new ScsiTask();
        task.begin();
        task.delivery = Delivery.ANSWERED;
        task.status = status;
        task.dataLength = 4096;
        return task;
    }

    private static ScsiTask sense(int key, int asc, int ascq) {
        ScsiTask task = answered(Status.CHECK_CONDITION);
        task.senseLength = Sense.descriptor(task.sense, key, asc, ascq);
        return task;
    }

    @ParameterizedTest
    @CsvSource({
        // key, asc, ascq, of a command that reads, of one that writes
        "0x1, 0x17, 0x01, 0,      0",
        "0x2, 0x04, 0x01, EIO,    EIO",
        "0x3, 0x11, 0x00, EIO,    EIO",
        "0x4, 0x44, 0x00, EIO,    EIO",
        "0x5, 0x20, 0x00, EINVAL, EINVAL",
        "0x5, 0x21, 0x00, EINVAL, ENOSPC",
        "0x6, 0x29, 0x00, EIO,    EIO",
        "0x7, 0x27, 0x00, EPERM,  EPERM",
        "0x7, 0x27, 0x07, ENOSPC, ENOSPC",
        "0xb, 0x47, 0x03, EIO,    EIO",
        "0xd, 0x00, 0x02, ENOSPC, ENOSPC",
        "0xe, 0x1d, 0x00, EIO,    EIO",
    })
    void namesSenseInNbd(int key, int asc, int ascq, String reading, String writing) {
        ScsiTask task = sense(key, asc, ascq);
        assertThat(ErrorTable.name(ErrorTable.errorOf(task))).isEqualTo(reading);
        task.changesMedium = true;
        assertThat(ErrorTable.name(ErrorTable.errorOf(task))).isEqualTo(writing);
    }

    @ParameterizedTest
    @CsvSource({"0x00, 0", "0x08, EIO", "0x18, EIO", "0x28, EIO", "0x30, EIO", "0x40, EIO", "0x02, EIO"})
    void namesStatusInNbd(int status, String expected) {
        assertThat(ErrorTable.name(ErrorTable.errorOf(answered(status)))).isEqualTo(expected);
    }

    @Test
    void noAnswerIsAnInputOutputErrorWithItsReason() {
        ScsiTask task = answered(Status.GOOD);
        task.unanswered(Delivery.UNKNOWN, "no path is left");
        assertThat(ErrorTable.errorOf(task)).isEqualTo(ErrorTable.EIO);
        assertThat(ErrorTable.words(task)).isEqualTo("no path is left");
    }

    @Test
    void aTransferThatIsTooShortIsNoSuccess() {
        ScsiTask task = answered(Status.GOOD);
        task.residual = 512;
        assertThat(ErrorTable.errorOf(task)).isEqualTo(ErrorTable.EIO);
        assertThat(ErrorTable.words(task)).isEqualTo("512 of 4096 bytes were not transferred");
    }

    @Test
    void aDeferredErrorIsNeverASuccess() {
        ScsiTask task = sense(1, 0x17, 1);
        task.sense[0] = 0x73;
        assertThat(ErrorTable.errorOf(task)).isEqualTo(ErrorTable.EIO);
        assertThat(ErrorTable.words(task)).startsWith("deferred error: RECOVERED ERROR");
    }

    @Test
    void knowsACommandThatTheUnitDoesNotHave() {
        assertThat(ErrorTable.isUnsupported(sense(5, 0x20, 0))).isTrue();
        assertThat(ErrorTable.isUnsupported(sense(5, 0x24, 0))).isTrue();
        assertThat(ErrorTable.isUnsupported(sense(5, 0x21, 0))).isFalse();
        assertThat(ErrorTable.isUnsupported(sense(3, 0x20, 0))).isFalse();
        assertThat(ErrorTable.isUnsupported(answered(Status.GOOD))).isFalse();
    }
}
