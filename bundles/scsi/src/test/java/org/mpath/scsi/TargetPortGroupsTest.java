package org.mpath.scsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetPortGroupsTest {
    /** What a LIO target of four groups answered. */
    private static final byte[] FOUR_GROUPS = bytes("""
            00 00 00 30 00 cf 00 0b 00 00 00 01 00 00 00 01
            01 cf 00 0c 00 02 00 01 00 00 00 02 02 cf 00 0d
            00 02 00 01 00 00 00 03 03 cf 00 0e 00 02 00 01
            00 00 00 04""");

    private static final int ALL_BUT_LBA = 0xcf;

    static byte[] bytes(String hex) {
        return HexFormat.ofDelimiter(" ").parseHex(hex.replace("\n", " ").strip());
    }

    private static TargetPortGroup group(int number, AccessState state, boolean preferred, Integer... ports) {
        return new TargetPortGroup(number, state, preferred, ALL_BUT_LBA, 2, List.of(ports));
    }

    @Test
    void readsWhatARealTargetAnswered() {
        TargetPortGroups groups = TargetPortGroups.parse(FOUR_GROUPS);
        assertThat(groups.extended()).isFalse();
        assertThat(groups.truncated()).isFalse();
        assertThat(groups.groups()).extracting(TargetPortGroup::group).containsExactly(11, 12, 13, 14);
        assertThat(groups.groups())
                .extracting(TargetPortGroup::state)
                .containsExactly(
                        AccessState.ACTIVE_OPTIMIZED,
                        AccessState.ACTIVE_NON_OPTIMIZED,
                        AccessState.STANDBY,
                        AccessState.UNAVAILABLE);
        assertThat(groups.groups()).extracting(TargetPortGroup::statusCode).containsExactly(0, 2, 2, 2);
        assertThat(groups.group(13).ports()).containsExactly(3);
        assertThat(groups.group(13).supports(AccessState.OFFLINE)).isTrue();
        assertThat(groups.group(13).supports(AccessState.LBA_DEPENDENT)).isFalse();
        assertThat(groups.group(15)).isNull();
        assertThat(groups.bytes()).isEqualTo(FOUR_GROUPS);
    }

    @Test
    void writesAndReadsTheExtendedHeader() {
        byte[] expected = bytes("""
                00 00 00 28 10 1e 00 00
                80 cf 00 01 00 02 00 02 00 00 00 01 00 00 00 02
                0f cf 01 02 00 02 00 03 00 00 00 03 00 00 00 04 00 00 ff ff""");
        TargetPortGroups groups = TargetPortGroups.extended(
                List.of(
                        group(1, AccessState.ACTIVE_OPTIMIZED, true, 1, 2),
                        group(0x102, AccessState.TRANSITIONING, false, 3, 4, 0xffff)),
                30);
        assertThat(groups.bytes()).isEqualTo(expected);
        assertThat(TargetPortGroups.parse(expected)).isEqualTo(groups);
    }

    @Test
    void tellsThatTheRoomWasTooSmallAndHowMuchThereIs() {
        for (int room = 4; room < FOUR_GROUPS.length; room++) {
            TargetPortGroups cut = TargetPortGroups.parse(Arrays.copyOf(FOUR_GROUPS, room));
            assertThat(cut.truncated()).as("%d bytes", room).isTrue();
            assertThat(cut.listBytes()).isEqualTo(0x30);
            assertThat(cut.groups()).hasSize((room - 4) / 12);
        }
    }

    @Test
    void readsAReplyWithoutGroups() {
        assertThat(TargetPortGroups.parse(new byte[4]).groups()).isEmpty();
        assertThat(TargetPortGroups.parse(bytes("00 00 00 04 10 05 00 00")).transitionSeconds()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "00 00|ends after 2 bytes, needs 4",
        "00 00 00 08 00 cf 00 0b 00 00 00 01|descriptor of 12 bytes, 8 left",
        "00 00 00 04 00 cf 00 0b|descriptor of 8 bytes, 4 left",
        "00 00 00 08 07 cf 00 0b 00 00 00 00|access state 07h is reserved"
    })
    void refusesWhatIsNotWhole(String hex, String complaint) {
        assertThatThrownBy(() -> TargetPortGroups.parse(bytes(hex)))
                .isInstanceOf(MalformedResponse.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void refusesMoreGroupsThanItKeeps() {
        byte[] many = new byte[4 + 8 * (TargetPortGroups.GROUPS_MAX + 1)];
        BigEndian.put32(many, 0, many.length - 4);
        assertThatThrownBy(() -> TargetPortGroups.parse(many)).hasMessageContaining("more than 256 groups");
    }

    @Test
    void writesAndReadsTheListThatAsksForAState() {
        byte[] expected = bytes("00 00 00 00 00 00 01 02");
        assertThat(SetTargetPortGroups.of(0x102, AccessState.ACTIVE_OPTIMIZED).bytes()).isEqualTo(expected);
        assertThat(SetTargetPortGroups.parse(bytes("00 00 00 00 00 00 00 01 02 00 00 02")).requests())
                .containsExactly(new SetTargetPortGroups.Request(1, 0), new SetTargetPortGroups.Request(2, 2));
        assertThatThrownBy(() -> SetTargetPortGroups.parse(new byte[7])).hasMessageContaining("a list of 7 bytes");
        assertThatThrownBy(() -> SetTargetPortGroups.parse(new byte[3])).hasMessageContaining("ends after 3 bytes");
    }

    @Test
    void buildsTheCommandsAsTheSeedSendsThem() {
        byte[] cdb = new byte[16];
        assertThat(Cdb.reportTargetPortGroups(cdb, false, 128)).isEqualTo(12);
        assertThat(Arrays.copyOf(cdb, 12)).isEqualTo(bytes("a3 0a 00 00 00 00 00 00 00 80 00 00"));
        Cdb.reportTargetPortGroups(cdb, true, 128);
        assertThat(Arrays.copyOf(cdb, 12)).isEqualTo(bytes("a3 2a 00 00 00 00 00 00 00 80 00 00"));
        assertThat(CdbFields.parameterFormat(cdb)).isEqualTo(1);
        assertThat(CdbFields.serviceAction(cdb)).isEqualTo(Opcode.TARGET_PORT_GROUPS_ACTION);
        assertThat(Cdb.setTargetPortGroups(cdb, 8)).isEqualTo(12);
        assertThat(Arrays.copyOf(cdb, 12)).isEqualTo(bytes("a4 0a 00 00 00 00 00 00 00 08 00 00"));
        assertThat(CdbFields.parameterLength(cdb)).isEqualTo(8);
        assertThat(Cdb.startUnit(cdb)).isEqualTo(6);
        assertThat(Arrays.copyOf(cdb, 6)).isEqualTo(bytes("1b 00 00 00 01 00"));
        assertThat(CdbFields.start(cdb)).isTrue();
    }

    @Test
    void knowsEveryStateByCodeAndWords() {
        for (AccessState state : AccessState.values()) {
            assertThat(AccessState.of(state.code())).isEqualTo(state);
            assertThat(AccessState.ofWords(state.words())).isEqualTo(state);
        }
        assertThat(AccessState.of(5)).isNull();
        assertThat(AccessState.ofWords("active")).isNull();
    }
}
