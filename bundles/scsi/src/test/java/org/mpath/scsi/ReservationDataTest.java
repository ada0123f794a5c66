package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of persistent reservations. */
class ReservationDataTest {
    private final byte[] cdb = new byte[16];

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    @Test
    void theCommandsAreTheStandards() {
        assertThat(Cdb.persistentReserveIn(cdb, PersistentReserve.READ_KEYS, 0x1008)).isEqualTo(10);
        assertThat(cdb).startsWith(hex("5e 00 00 00 00 00 00 10 08 00"));
        assertThat(CdbFields.allocationLength(cdb)).isEqualTo(0x1008);
        assertThat(Cdb.persistentReserveOut(cdb, PersistentReserve.RESERVE, 5, 24)).isEqualTo(10);
        assertThat(cdb).startsWith(hex("5f 01 05 00 00 00 00 00 18 00"));
        assertThat(CdbFields.reservationType(cdb)).isEqualTo(5);
        assertThat(CdbFields.reservationScope(cdb)).isZero();
        assertThat(CdbFields.parameterLength(cdb)).isEqualTo(24);
    }

    @Test
    void theParameterListIsTheStandards() {
        byte[] list = hex("00 00 00 00 00 00 00 00 ab cd 01 23 45 67 89 ef 00 00 00 00 05 00 00 00");
        ReservationRequest request = ReservationRequest.register(0xabcd_0123_4567_89efL, true, true);
        assertThat(request.bytes()).isEqualTo(list);
        assertThat(ReservationRequest.parse(list)).isEqualTo(request);
        assertThatThrownBy(() -> ReservationRequest.parse(Arrays.copyOf(list, 23))).isInstanceOf(MalformedResponse.class);
    }

    @Test
    void keysAreThoseThatCameAndNotThoseThatAreSaidToBeThere() {
        byte[] data = hex("00 00 00 09 00 00 00 10 00 00 00 00 00 00 00 01 ff ff ff ff ff ff ff ff");
        RegisteredKeys keys = RegisteredKeys.parse(data);
        assertThat(keys).isEqualTo(new RegisteredKeys(9, List.of(1L, -1L)));
        assertThat(keys.bytes()).isEqualTo(data);
        assertThat(keys.truncated()).isFalse();
        RegisteredKeys cut = RegisteredKeys.parse(Arrays.copyOf(data, 20));
        assertThat(cut.keys()).containsExactly(1L);
        assertThat(cut.truncated()).isTrue();
        byte[] lie = data.clone();
        lie[4] = (byte) 0xff;
        assertThat(RegisteredKeys.parse(lie).keys()).hasSize(2);
        lie[4] = 0;
        lie[7] = 8;
        assertThat(RegisteredKeys.parse(lie).keys()).hasSize(1);
        assertThatThrownBy(() -> RegisteredKeys.parse(new byte[7])).isInstanceOf(MalformedResponse.class);
    }

    @Test
    void theHolderIsTheOneWhoCame() {
        byte[] data = hex("00 00 00 02 00 00 00 10 00 00 00 00 00 00 00 2a 00 00 00 00 00 05 00 00");
        HeldReservation held = HeldReservation.parse(data);
        assertThat(held).isEqualTo(new HeldReservation(2, 42, ReservationType.WRITE_EXCLUSIVE_REGISTRANTS_ONLY));
        assertThat(held.bytes()).isEqualTo(data);
        byte[] none = hex("00 00 00 02 00 00 00 00");
        assertThat(HeldReservation.parse(none)).isEqualTo(new HeldReservation(2, 0, null));
        assertThat(new HeldReservation(2, 0, null).bytes()).isEqualTo(none);
        assertThatThrownBy(() -> HeldReservation.parse(Arrays.copyOf(data, 16))).isInstanceOf(MalformedResponse.class);
    }
}
