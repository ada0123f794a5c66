package org.mpath.handler.hds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.api.plugin.PathFacts;
import org.mpath.scsi.HdsInquiry;
import org.mpath.scsi.HdsInquiry.Access;
import org.mpath.scsi.Inquiry;

class HdsHandlerFactoryTest {
    private final HdsHandlerFactory hds = new HdsHandlerFactory();

    private boolean claims(String vendor, String product, byte[] inquiry) {
        return hds.claims(new PathFacts("lab:A0/0", "A0", 0, vendor, product, "0000", 0, inquiry));
    }

    private static byte[] inquiry(Access access) {
        return new HdsInquiry(access, 1, 1, 'A').in(Inquiry.disk("HITACHI", "DF600F", "0000", 0).bytes());
    }

    @ParameterizedTest
    @CsvSource({
        "'HITACHI ', 'DF600F          ', true",
        "'HITACHI ', 'DF600F-CM       ', true",
        "'HITACHI ', 'DF600F-CN       ', false",
        "'HITACHI ', 'DF600FX         ', false",
        "'HITACHI ', 'DF600           ', false",
        "'HITACHI ', 'OPEN-V          ', false",
        "'HITACH  ', 'DF600F          ', false",
        "'MPATH   ', 'DF600F          ', false"
    })
    void claimsTheFamilysProductsAndBlanksCount(String vendor, String product, boolean claimed) {
        assertThat(claims(vendor, product, inquiry(Access.ASYMMETRIC))).isEqualTo(claimed);
        assertThat(claims(vendor, product, inquiry(Access.SYMMETRIC))).isEqualTo(claimed);
    }

    @ParameterizedTest(name = "bytes 128 to 131 {0}: {1}")
    @CsvSource({"00000000, true", "00ffffff, true", "44463030, true", "44463031, false", "20202020, false", "01000000, false"})
    void claimsOnlyWhatSaysWhetherItHasAnOwner(String bytes, boolean claimed) {
        byte[] inquiry = inquiry(Access.ASYMMETRIC);
        System.arraycopy(HexFormat.of().parseHex(bytes), 0, inquiry, 128, 4);
        assertThat(claims("HITACHI ", "DF600F          ", inquiry)).isEqualTo(claimed);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 36, 50, 51, 131})
    void doesNotClaimWhatIsTooShortToSaySo(int length) {
        byte[] inquiry = Arrays.copyOf(inquiry(Access.SYMMETRIC), length);
        assertThat(claims("HITACHI ", "DF600F          ", inquiry)).isFalse();
    }

    @Test
    void takesNoArgumentOrFollowWhichIsWhatItDoes() {
        assertThat(hds.create(List.of()).activation()).isEqualTo(Activation.FOLLOW);
        assertThat(hds.create(List.of("follow")).activation()).isEqualTo(Activation.FOLLOW);
        assertThatThrownBy(() -> hds.create(List.of("activate")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hds: takes no argument, or follow, not [activate]");
        assertThatThrownBy(() -> hds.create(List.of("follow", "1"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void buildsMapsAsTheRowOfItsArraysSays() {
        assertThat(hds.name()).isEqualTo("hds");
        assertThat(hds.defaults())
                .isEqualTo(new ArrayDefaults(Grouping.GROUP_BY_PRIO, "service-time", List.of(), List.of(), 0));
        assertThat(hds.checker()).as("TEST UNIT READY").isNull();
        assertThat(hds.prioritizer().name()).isEqualTo("hds");
        assertThat(hds.prioritizer(List.of("any"))).isSameAs(hds.prioritizer());
    }
}
