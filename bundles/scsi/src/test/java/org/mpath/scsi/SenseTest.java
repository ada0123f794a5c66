package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenseTest {
    private static final Sense STANDBY = new Sense(SenseKey.NOT_READY, 0x04, 0x0b);
    private static final Sense UNREADABLE = new Sense(false, 3, 0x11, 0, OptionalLong.of(0x12345678L));

    @Test
    void fixedFormatIsReadBack() {
        assertThat(Sense.parse(STANDBY.fixed(), 18)).isEqualTo(STANDBY);
        assertThat(Sense.parse(UNREADABLE.fixed(), 18)).isEqualTo(UNREADABLE);
    }

    @Test
    void descriptorFormatIsReadBack() {
        byte[] sense = UNREADABLE.descriptor();
        assertThat(Sense.parse(STANDBY.descriptor(), 8)).isEqualTo(STANDBY);
        assertThat(Sense.parse(sense, sense.length)).isEqualTo(UNREADABLE);
    }

    @Test
    void deferredErrorsAreToldApart() {
        Sense deferred = new Sense(true, 3, 0x0c, 0, OptionalLong.empty());
        assertThat(Sense.parse(deferred.fixed(), 18).deferred()).isTrue();
        assertThat(Sense.parse(deferred.descriptor(), 8).deferred()).isTrue();
    }

    @Test
    void peeksAgreeWithTheRecordInBothFormats() {
        for (byte[] sense : new byte[][] {STANDBY.fixed(), STANDBY.descriptor()}) {
            assertThat(Sense.key(sense, sense.length)).isEqualTo(0x02);
            assertThat(Sense.asc(sense, sense.length)).isEqualTo(0x04);
            assertThat(Sense.ascq(sense, sense.length)).isEqualTo(0x0b);
        }
    }

    @Test
    void thereIsNoKeyInNoSense() {
        assertThat(Sense.key(new byte[18], 18)).isEqualTo(Sense.NONE);
        assertThat(Sense.key(STANDBY.fixed(), 0)).isEqualTo(Sense.NONE);
        assertThat(Sense.key(STANDBY.fixed(), 2)).isEqualTo(Sense.NONE);
        assertThat(Sense.text(new byte[18], 18)).isEqualTo("no sense data");
    }

    @Test
    void bytesBeyondTheAdditionalLengthDoNotCount() {
        byte[] sense = STANDBY.fixed();
        sense[7] = 4;
        assertThat(Sense.parse(sense, 18)).isEqualTo(new Sense(SenseKey.NOT_READY, 0, 0));
    }

    @Test
    void informationIsNotReadFromDescriptorsThatRunOver() {
        byte[] sense = UNREADABLE.descriptor();
        sense[9] = 100;
        assertThat(Sense.parse(sense, sense.length).information()).isEmpty();
    }

    @Test
    void refusesWhatHasNoSenseFormat() {
        assertThatThrownBy(() -> Sense.parse(new byte[] {0x7f, 0, 0, 0}, 4))
                .isInstanceOf(MalformedResponse.class)
                .hasMessage("sense data, byte 0: response code 7fh is not sense data");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "2|4|11 |NOT READY 02/04/0b target port in standby state",
        "6|41|0 |UNIT ATTENTION 06/29/00 power on, reset or bus device reset occurred",
        "5|37|0 |ILLEGAL REQUEST 05/25/00 logical unit not supported",
        "6|42|6 |UNIT ATTENTION 06/2a/06 asymmetric access state changed",
        "5|148|1|ILLEGAL REQUEST 05/94/01",
        "0|0|0  |NO SENSE 00/00/00"
    })
    void saysSenseInWordsAndNumbers(int key, int asc, int ascq, String text) {
        assertThat(Sense.text(key, asc, ascq)).isEqualTo(text);
    }

    @Test
    void buildsIntoABufferThatWasUsedBefore() {
        byte[] used = new byte[252];
        java.util.Arrays.fill(used, (byte) 0xff);
        int length = Sense.fixed(used, 5, 0x24, 0);
        assertThat(Sense.parse(used, length)).isEqualTo(new Sense(SenseKey.ILLEGAL_REQUEST, 0x24, 0));
        length = Sense.descriptor(used, 5, 0x24, 0);
        assertThat(Sense.parse(used, length)).isEqualTo(new Sense(SenseKey.ILLEGAL_REQUEST, 0x24, 0));
    }
}
