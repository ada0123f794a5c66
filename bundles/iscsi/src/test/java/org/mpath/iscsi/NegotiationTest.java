package org.mpath.iscsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The result functions of RFC 7143 13, seen from the side that offers and from the side that answers. */
class NegotiationTest {
    @Test
    void theSmallerBurstWins() {
        assertThat(NumericKey.MAX_BURST_LENGTH.answer(1000, 600)).isEqualTo(600);
        assertThat(NumericKey.MAX_BURST_LENGTH.result(1000, 600)).isEqualTo(600);
        assertThatThrownBy(() -> NumericKey.MAX_BURST_LENGTH.result(1000, 1001))
                .isInstanceOf(MalformedPdu.class)
                .hasMessageContaining("MaxBurstLength=1001")
                .hasMessageContaining("1000");
    }

    @Test
    void theLongerWaitWins() {
        assertThat(NumericKey.DEFAULT_TIME_TO_WAIT.answer(2, 5)).isEqualTo(5);
        assertThatThrownBy(() -> NumericKey.DEFAULT_TIME_TO_WAIT.result(2, 1)).isInstanceOf(MalformedPdu.class);
    }

    @Test
    void eachSideStatesItsOwnReceiveLength() {
        assertThat(NumericKey.MAX_RECV_DATA_SEGMENT_LENGTH.answer(1000, 600)).isEqualTo(600);
        assertThat(NumericKey.MAX_RECV_DATA_SEGMENT_LENGTH.result(1000, 5000)).isEqualTo(5000);
    }

    @Test
    void refusesNumbersOutOfTheRangeOfTheRfc() {
        assertThat(NumericKey.MAX_RECV_DATA_SEGMENT_LENGTH.parse("512")).isEqualTo(512);
        assertThatThrownBy(() -> NumericKey.MAX_RECV_DATA_SEGMENT_LENGTH.parse("511")).hasMessageContaining("512");
        assertThatThrownBy(() -> NumericKey.ERROR_RECOVERY_LEVEL.parse("3")).hasMessageContaining("ErrorRecoveryLevel=3");
        for (NumericKey key : NumericKey.values()) {
            assertThat(key.parse(Integer.toString(key.unsaid()))).isEqualTo(key.unsaid());
        }
    }

    @Test
    void initialR2tIsAnOrAndImmediateDataAnAnd() {
        assertThat(BooleanKey.INITIAL_R2T.answer(false, true)).isTrue();
        assertThat(BooleanKey.INITIAL_R2T.result(false, true)).isTrue();
        assertThatThrownBy(() -> BooleanKey.INITIAL_R2T.result(true, false)).hasMessageContaining("InitialR2T=No");
        assertThat(BooleanKey.IMMEDIATE_DATA.answer(true, false)).isFalse();
        assertThat(BooleanKey.IMMEDIATE_DATA.result(true, false)).isFalse();
        assertThatThrownBy(() -> BooleanKey.IMMEDIATE_DATA.result(false, true)).hasMessageContaining("ImmediateData=Yes");
    }

    @Test
    void theFirstDigestOfTheOfferThatIsAcceptedWins() {
        List<DigestKind> both = List.of(DigestKind.CRC32C, DigestKind.NONE);
        assertThat(DigestKind.offer(both)).isEqualTo("CRC32C,None");
        assertThat(DigestKind.choose("X-foo,None,CRC32C", both)).isEqualTo(DigestKind.NONE);
        assertThat(DigestKind.choose("X-foo", both)).isNull();
        assertThat(DigestKind.result("DataDigest", both, "CRC32C")).isEqualTo(DigestKind.CRC32C);
        assertThatThrownBy(() -> DigestKind.result("DataDigest", List.of(DigestKind.CRC32C), "None"))
                .isInstanceOf(MalformedPdu.class)
                .hasMessageContaining("DataDigest=None");
    }

    @Test
    void serialNumbersWrap() {
        assertThat(SerialNumber.before(0xffff_fff0, 5)).isTrue();
        assertThat(SerialNumber.after(5, 0xffff_fff0)).isTrue();
        assertThat(SerialNumber.before(7, 7)).isFalse();
        assertThat(SerialNumber.after(7, 7)).isFalse();
    }

    @Test
    void namesAreCheckedAndMadeFit() {
        assertThat(IscsiName.valid("iqn.2026-11.org.mpath:host-1")).isTrue();
        assertThat(IscsiName.valid("naa.52004567ba64678d")).isTrue();
        assertThat(IscsiName.valid("iqn.2026-11.org.mpath:Host")).isFalse();
        assertThat(IscsiName.valid("iqn.2026-11.org.mpath:a b")).isFalse();
        assertThat(IscsiName.valid("disk1")).isFalse();
        assertThat(IscsiName.valid("iqn." + "a".repeat(219))).isTrue();
        assertThat(IscsiName.valid("iqn." + "a".repeat(220))).isFalse();
        assertThat(IscsiName.part("My Host_1.example")).isEqualTo("my-host-1.example");
    }

    @Test
    void anIsidOfSixBytesOnly() {
        assertThat(Isid.random(0x010203, 0xfffe)).hasToString("80010203fffe");
        assertThatThrownBy(() -> new Isid(1L << 48)).isInstanceOf(IllegalArgumentException.class);
    }
}
