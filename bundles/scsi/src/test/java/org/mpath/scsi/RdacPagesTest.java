package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.scsi.RdacAccess.Mode;

/** The vendor's pages of RDAC controllers, byte by byte (seed-systems 1.7 and 4.1). */
class RdacPagesTest {
    static RdacVolume volume(long lun) {
        return new RdacVolume("60".repeat(16), "data", "70".repeat(16), "array", lun);
    }

    /** A page of so many bytes with some of them set, {@code offset: hex} each. */
    private static byte[] page(int code, int length, String name, String... fields) {
        byte[] page = new byte[length];
        page[1] = (byte) code;
        page[2] = (byte) (length - 4 >> 8);
        page[3] = (byte) (length - 4);
        System.arraycopy(name.getBytes(StandardCharsets.US_ASCII), 0, page, 4, 4);
        for (String field : fields) {
            byte[] bytes = HexFormat.of().parseHex(field.substring(field.indexOf(' ') + 1).replace(" ", ""));
            System.arraycopy(bytes, 0, page, Integer.parseInt(field.substring(0, field.indexOf(' '))), bytes.length);
        }
        return page;
    }

    @Test
    void theVolumePageHasItsFieldsWhereTheControllersPutThem() {
        byte[] bytes = page(0xc8, 175, "edid",
                "11 10", "12 " + "60".repeat(16), "28 08", "29 0064 0061 0074 0061",
                "89 10", "90 " + "70".repeat(16), "106 0a", "107 0061 0072 0072 0061 0079", "174 1f");
        assertThat(volume(31).bytes()).isEqualTo(bytes);
        assertThat(RdacVolume.parse(bytes)).isEqualTo(volume(31));
        assertThat(RdacVolume.parse(page(0xc8, 175, "edid", "167 0100000000000005")).lun())
                .as("a number that is not the last byte alone").isEqualTo(0x0100_0000_0000_0005L);
    }

    @Test
    void labelsAreWhatTheLowBytesSayUpToTheFirstNul() {
        byte[] bytes = page(0xc8, 175, "edid", "29 0041 1b42 0000 0043", "107 " + "0058".repeat(30));
        assertThat(RdacVolume.parse(bytes).volumeLabel()).isEqualTo("AB");
        assertThat(RdacVolume.parse(bytes).arrayLabel()).isEqualTo("X".repeat(30));
        assertThat(RdacVolume.parse(page(0xc8, 175, "edid", "29 001b 0022")).volumeLabel()).isEqualTo("?\"");
    }

    @Test
    void theSubsystemPageTellsTheSlot() {
        byte[] bytes = page(0xc4, 30, "subs", "8 " + "41".repeat(16), "24 30313233", "28 0032");
        RdacSubsystem page = new RdacSubsystem("A".repeat(16), "0123", 0x0032);
        assertThat(page.bytes()).isEqualTo(bytes);
        assertThat(RdacSubsystem.parse(bytes)).isEqualTo(page);
    }

    @ParameterizedTest(name = "max LUN {0}: MODE SELECT (10) {1}")
    @CsvSource({"0, false", "31, false", "32, true", "255, true"})
    void theSoftwarePageTellsWhichModeSelectThereIs(int lunMax, boolean wide) {
        byte[] bytes = page(0xc2, 255, "swr4", "8 010203", "11 040506", "14 07", "15 " + String.format("%02x", lunMax));
        RdacSoftware page = new RdacSoftware("010203", "040506", 7, lunMax);
        assertThat(page.bytes()).isEqualTo(bytes);
        assertThat(RdacSoftware.parse(bytes)).isEqualTo(page);
        assertThat(page.wide()).isEqualTo(wide);
    }

    @Test
    void theAccessPageTellsTheStatesOfBothControllers() {
        byte[] bytes = page(0xc9, 48, "vac1", "0 20", "8 11", "9 02", "10 03", "11 04", "12 0f", "13 07");
        RdacAccess page = new RdacAccess(0x20, 0x11, 2, 3, 4, 15, 7);
        assertThat(page.bytes()).isEqualTo(bytes);
        assertThat(RdacAccess.parse(bytes)).isEqualTo(page);
        assertThat(page.hasStates()).isTrue();
        assertThat(new RdacAccess(0x01, 0).hasStates()).isFalse();
    }

    @Test
    void theAccessPageMayHaveTheNameThatLinuxKnows() {
        assertThat(RdacAccess.parse(page(0xc9, 48, "vace", "8 01")).owned()).isTrue();
    }

    /** Trap 7 of seed-systems 6: the two systems read the same byte otherwise. */
    @ParameterizedTest(name = "flags {0}: OpenBSD active {1}; Linux {2}, owned {3}, {4}")
    @CsvSource({
        "01, true,  RDAC,        true,  ACTIVE_OPTIMIZED",
        "00, false, RDAC,        false, STANDBY",
        "10, true,  RDAC,        false, STANDBY",
        "40, true,  RDAC,        false, STANDBY",
        "80, false, AVT,         false, ACTIVE_NON_OPTIMIZED",
        "81, true,  AVT,         true,  ACTIVE_OPTIMIZED",
        "20, true,  IO_SHIPPING, false, ACTIVE_NON_OPTIMIZED",
        "21, true,  IO_SHIPPING, true,  ACTIVE_OPTIMIZED",
        "a0, true,  IO_SHIPPING, false, ACTIVE_NON_OPTIMIZED"
    })
    void bothSystemsReadTheFlags(String flags, boolean active, Mode mode, boolean owned, AccessState state) {
        RdacAccess page = RdacAccess.parse(page(0xc9, 48, "vac1", "8 " + flags));
        assertThat(page.active()).isEqualTo(active);
        assertThat(page.mode()).isEqualTo(mode);
        assertThat(page.owned()).isEqualTo(owned);
        assertThat(page.access()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({"00, false", "01, true", "02, false", "03, true", "f1, true"})
    void thePathPriorityTellsThePreferredController(String priority, boolean preferred) {
        assertThat(RdacAccess.parse(page(0xc9, 48, "vac1", "9 " + priority)).preferred()).isEqualTo(preferred);
    }

    // ---- lies ----

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 4, 7, 47})
    void aPageThatIsNotAllThereIsRefused(int bytes) {
        byte[] cut = Arrays.copyOf(new RdacAccess(1, 1).bytes(), bytes);
        assertThatThrownBy(() -> RdacAccess.parse(cut)).isInstanceOf(MalformedResponse.class);
        byte[] declared = new RdacAccess(1, 1).bytes();
        declared[3] = (byte) Math.max(0, bytes - 4);
        assertThatThrownBy(() -> RdacAccess.parse(declared))
                .isInstanceOf(MalformedResponse.class)
                .hasMessageContaining("VPD page c9");
    }

    @Test
    void aPageOfAnotherNameIsRefused() {
        refused(RdacAccess::parse, page(0xc9, 48, "xxxx"), "xxxx");
        refused(RdacVolume::parse, page(0xc8, 175, "vac1"), "vac1");
        refused(RdacSubsystem::parse, page(0xc4, 30, "edid"), "edid");
        refused(RdacSoftware::parse, page(0xc2, 255, "subs"), "subs");
        refused(RdacAccess::parse, page(0xc8, 175, "vac1"), "page code c8");
    }

    private static void refused(Function<byte[], ?> parse, byte[] page, String words) {
        assertThatThrownBy(() -> parse.apply(page)).isInstanceOf(MalformedResponse.class).hasMessageContaining(words);
    }
}
