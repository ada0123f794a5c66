package org.mpath.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Sizes and logical unit numbers as multipath-tools 0.14.3 writes them. */
class NumberVectorsTest {
    private static final Map<String, Object> VECTORS = VectorFile.of("formatting.json");

    static List<Map<String, Object>> sizes() {
        return VectorFile.list(VECTORS.get("size"));
    }

    static List<Map<String, Object>> luns() {
        return VectorFile.list(VECTORS.get("lun"));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void sizesAreThoseOfSinglePrecision(Map<String, Object> vector) {
        assertThat(Sizes.text((long) vector.get("size_sectors"))).isEqualTo(vector.get("text"));
    }

    /** C rounds what lies between two digits to the even one: 2.25 GiB, 6.5 ... 10.5 MiB. */
    @ParameterizedTest
    @CsvSource({"4718592, 2.2G", "4456448, 2.1G", "21504, 10M", "23552, 12M"})
    void tiesAreRoundedToTheEvenDigit(long sectors, String text) {
        assertThat(Sizes.text(sectors)).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("luns")
    void unitNumbersAreTheirEightBytes(Map<String, Object> vector) {
        assertThat(Luns.text(Luns.ofLinux(Long.parseUnsignedLong((String) vector.get("linux_lun")))))
                .isEqualTo(vector.get("lun_hex"));
    }

    @ParameterizedTest
    @CsvSource({"0, 0x0000000000000000", "255, 0x00ff000000000000", "256, 0x4100000000000000",
        "16383, 0x7fff000000000000", "16384, 0xd200400000000000", "-4539628424389459968, 0xc100000000000000"})
    void aPlainNumberHasTheFormThatArraysReportItIn(long number, String text) {
        assertThat(Luns.text(Luns.ofNumber(number))).isEqualTo(text);
    }
}
