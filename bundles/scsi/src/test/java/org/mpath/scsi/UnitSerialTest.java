package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnitSerialTest {
    static Stream<Vector> vectors() throws IOException {
        return Vector.read("vpd80.json").stream();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void readsTheSerialAsMultipathToolsDoesOrOtherwiseForAReason(Vector vector) throws IOException {
        String serial = UnitSerial.parse(vector.page()).serial();
        String cut = serial.substring(0, Math.min(serial.length(), vector.charactersMax()));
        assertThat(cut).isEqualTo(Vector.exceptions("vpd80-exceptions.txt").getOrDefault(vector.toString(), vector.text("serial")));
    }

    @Test
    void noExceptionIsNone() throws IOException {
        assertThat(Vector.idle(Vector.read("vpd80.json"), Vector.exceptions("vpd80-exceptions.txt"), each -> each.text("serial")))
                .isEmpty();
    }

    @Test
    void buildsWhatItParses() {
        UnitSerial serial = new UnitSerial("LAB-0001");
        assertThat(UnitSerial.parse(serial.bytes())).isEqualTo(serial);
    }

    @Test
    void refusesAnotherPageThanAsked() {
        byte[] page = new UnitSerial("1").bytes();
        page[1] = (byte) 0x83;
        assertThatThrownBy(() -> UnitSerial.parse(page))
                .isInstanceOf(MalformedResponse.class)
                .hasMessage("VPD page 80h, byte 1: page code 83h answered for 80h");
    }

    @Test
    void readsOnlyWhatCameWhenMoreIsDeclared() {
        byte[] page = {0, (byte) 0x80, (byte) 0xff, (byte) 0xff, '4', '2'};
        assertThat(UnitSerial.parse(page).serial()).isEqualTo("42");
    }
}
