package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mode page 22h and the parameter lists it travels in, byte by byte (seed-systems 4.1 and 4.5, emc). */
class TrespassTest {
    private static byte[] bytes(String hex) {
        return TargetPortGroupsTest.bytes(hex);
    }

    @ParameterizedTest(name = "short {0}, honours reservations {1}")
    @CsvSource({
        "false, false, 22 09 81 ff ff 00 00 00 00 00 00",
        "false, true, 22 09 01 ff ff 00 00 00 00 00 00",
        "true, false, 22 02 81 ff",
        "true, true, 22 02 01 ff"
    })
    void hasFourForms(boolean shortForm, boolean honours, String page) {
        Trespass trespass = new Trespass(shortForm, honours);
        assertThat(trespass.bytes()).isEqualTo(bytes(page));
        assertThat(trespass.list6()).isEqualTo(bytes("00 00 00 00 " + page));
        assertThat(trespass.list10()).isEqualTo(bytes("00 00 00 00 00 00 00 00 " + page));
        assertThat(Trespass.parse(bytes(page))).isEqualTo(trespass);
    }

    @ParameterizedTest(name = "in MODE SELECT ({0}), short {1}: {2} bytes, {3}")
    @CsvSource({
        "6, false, 15, 15 10 00 00 0f 00",
        "6, true, 8, 15 10 00 00 08 00",
        "10, false, 19, 55 10 00 00 00 00 00 00 13 00"
    })
    void travelsInModeSelect(int form, boolean shortForm, int length, String cdb) {
        Trespass trespass = new Trespass(shortForm, false);
        byte[] list = form == 6 ? trespass.list6() : trespass.list10();
        byte[] built = new byte[16];
        int cdbBytes = form == 6
                ? Cdb.modeSelect6(built, true, list.length)
                : Cdb.modeSelect10(built, true, list.length);
        assertThat(list).hasSize(length);
        assertThat(Arrays.copyOf(built, cdbBytes)).isEqualTo(bytes(cdb));
        ModeSelect select = form == 6 ? ModeSelect.parse6(list) : ModeSelect.parse10(list);
        assertThat(select.pages()).extracting(ModeSelect.Page::code).containsExactly(Trespass.CODE);
    }

    @Test
    void mayNameAUnit() {
        Trespass named = new Trespass(false, true, 0x0102);
        assertThat(named.bytes()).isEqualTo(bytes("22 09 01 01 02 00 00 00 00 00 00"));
        assertThat(Trespass.parse(named.bytes())).isEqualTo(named);
        assertThat(Trespass.parse(bytes("22 02 81 07")).lun()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "22 02 81", // ends early
        "22 09 81 ff ff 00", // ends early
        "22 03 81 ff 00", // neither form
        "2c 02 81 ff", // another page
        "22 02 80 ff", // no trespass
        "22 02 02 ff"
    })
    void refusesEverythingElse(String page) {
        assertThatThrownBy(() -> Trespass.parse(bytes(page)))
                .isInstanceOf(MalformedResponse.class)
                .hasMessageStartingWith("mode page 22h, byte ");
    }

    @Test
    void noDamagedBytesThrowAnythingElse() {
        long seed = Long.getLong("mpath.seed", System.nanoTime());
        Random random = new Random(seed);
        byte[][] sound = {
            new Trespass(false, false).bytes(),
            new ClariionPage(2, 0, 0, 0, "00".repeat(16), 3, 4, true, false, "1").bytes(),
            new ClariionModel("1", "CX").in(Inquiry.disk("DGC", "RAID 5", "1", 0).bytes())
        };
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = Arrays.copyOf(sound[round % 3], random.nextInt(sound[round % 3].length + 16));
            for (int change = random.nextInt(4); change > 0 && damaged.length > 0; change--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                switch (round % 3) {
                    case 0 -> Trespass.parse(damaged);
                    case 1 -> ClariionPage.parse(damaged);
                    default -> ClariionModel.parse(damaged);
                }
            } catch (MalformedResponse expected) {
                assertThat(expected).as("-Dmpath.seed=%d round %d", seed, round).hasMessageContaining(", byte ");
            }
        }
    }
}
