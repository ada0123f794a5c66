package org.mpath.api.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Prefix compare of vendor and product, on every row of OpenBSD's path drivers. */
class HandlerMatchTest {
    private static final int VENDOR_CHARACTERS = 8;
    private static final int PRODUCT_CHARACTERS = 16;

    static Stream<HandlerMatch> rows() {
        //                       vendor      product
        //                       12345678    1234567890123456
        return Stream.of(
                new HandlerMatch("TOSHIBA", "MBF"), // sym
                new HandlerMatch("SEAGATE", "ST"),
                new HandlerMatch("SGI", "ST"),
                new HandlerMatch("FUJITSU", "MBD"),
                new HandlerMatch("FUJITSU", "MA"),
                new HandlerMatch("DELL", "MD1220          "), // sym, each path a group
                new HandlerMatch("DELL", "MD3060e         "),
                new HandlerMatch("SUN", "StorEdge 3510F D"),
                new HandlerMatch("SUNW", "SUNWGS INT FCBPL"),
                new HandlerMatch("Transtec", "PROVIGO1100"),
                new HandlerMatch("NetBSD", "NetBSD iSCSI"),
                new HandlerMatch("SUN", "CSM200_"), // rdac
                new HandlerMatch("DELL", "MD3000          "),
                new HandlerMatch("DELL", "MD3000i         "),
                new HandlerMatch("DELL", "MD32xx          "),
                new HandlerMatch("DELL", "MD32xxi         "),
                new HandlerMatch("DGC", "RAID"), // emc
                new HandlerMatch("DGC", "DISK"),
                new HandlerMatch("DGC", "VRAID"),
                new HandlerMatch("DGC", "LUNZ"),
                new HandlerMatch("HITACHI", "DF600F          "), // hds
                new HandlerMatch("HITACHI", "DF600F-CM       "));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void matchesItsOwnStringsAndWhatBeginsWithThem(HandlerMatch row) {
        String vendor = padded(row.vendor(), VENDOR_CHARACTERS);
        assertThat(row.matches(vendor, padded(row.product(), PRODUCT_CHARACTERS))).isTrue();
        if (row.product().length() < PRODUCT_CHARACTERS) {
            assertThat(row.matches(vendor, padded(row.product() + 'X', PRODUCT_CHARACTERS))).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void doesNotMatchWithOneCharacterChanged(HandlerMatch row) {
        String vendor = padded(row.vendor(), VENDOR_CHARACTERS);
        String product = padded(row.product(), PRODUCT_CHARACTERS);
        for (int at = 0; at < row.vendor().length(); at++) {
            assertThat(row.matches(changed(vendor, at), product)).as("vendor character %d", at).isFalse();
        }
        for (int at = 0; at < row.product().length(); at++) {
            assertThat(row.matches(vendor, changed(product, at))).as("product character %d", at).isFalse();
        }
    }

    @Test
    void blanksAtTheEndOfARowForceTheExactProduct() {
        HandlerMatch exact = new HandlerMatch("DELL", "MD3000          ");
        assertThat(exact.matches("DELL    ", "MD3000          ")).isTrue();
        assertThat(exact.matches("DELL    ", "MD3000i         ")).as("one more letter").isFalse();
        assertThat(new HandlerMatch("DELL", "MD3000").matches("DELL    ", "MD3000i         ")).isTrue();
        HandlerMatch exactVendor = new HandlerMatch("SUN     ", "CSM200_");
        assertThat(exactVendor.matches("SUNW    ", "CSM200_R        ")).isFalse();
        assertThat(new HandlerMatch("SUN", "CSM200_").matches("SUNW    ", "CSM200_R        ")).isTrue();
    }

    private static String padded(String text, int characters) {
        return text + " ".repeat(characters - text.length());
    }

    private static String changed(String text, int at) {
        char other = text.charAt(at) == '~' ? '!' : '~';
        return text.substring(0, at) + other + text.substring(at + 1);
    }
}
