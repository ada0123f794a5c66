package org.mpath.handler.rdac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.ArrayDefaults.Grouping;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.PathFacts;

class RdacHandlerFactoryTest {
    private final RdacHandlerFactory rdac = new RdacHandlerFactory();

    private boolean claims(String vendor, String product) {
        String paddedVendor = String.format("%-8s", vendor);
        String paddedProduct = String.format("%-16s", product);
        return rdac.claims(new PathFacts("p", "p", 0, paddedVendor, paddedProduct, "1", 0, new byte[36]));
    }

    /** Every row of seed-systems 4.2 and 1.7, with the product as the array shows it or longer. */
    @ParameterizedTest
    @CsvSource({
        "IBM, 1722-600", "IBM, 1724-100  FAStT", "IBM, 1726-4xx  FAStT", "IBM, 1742", "IBM, 1745", "IBM, 1746      FAStT",
        "IBM, 1813      FAStT", "IBM, 1814", "IBM, 1815", "IBM, 1818", "IBM, 3526", "IBM, 3542", "IBM, 3552",
        "SGI, TP9300", "SGI, TP9400", "SGI, TP9500", "SGI, TP9700", "SGI, IS500", "STK, OPENstorage D280",
        "STK, FLEXLINE 380", "STK, BladeCtlr BC88", "SUN, CSM200_R", "SUN, CSM100_R_FC", "SUN, LCSM100_F",
        "SUN, STK6580_6780", "SUN, SUN_6180", "SUN, ArrayStorage", "DELL, MD3000", "DELL, MD3000i", "DELL, MD32xx",
        "DELL, MD32xxi", "DELL, MD36xxf", "NETAPP, INF-01-00", "LSI, INF-01-00", "ENGENIO, INF-01-00",
        "LENOVO, DE_Series", "FUJITSU, ETERNUS_AHB", "MPATH, LAB-RDAC"
    })
    void claimsItsArrays(String vendor, String product) {
        assertThat(claims(vendor, product)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "IBM, 1750500", "IBM, 2145", "SGI, TP9100", "STK, FLEXLINE 280", "SUN, StorEdge 3510F D", "DELL, MD1220",
        "NETAPP, LUN", "LSI, MR9260", "MPATH, LAB-ALUA", "MPATH, LAB-SYM", "FUJITSU, ETERNUS_DXM", "DGC, RAID 5"
    })
    void leavesOthersAlone(String vendor, String product) {
        assertThat(claims(vendor, product)).isFalse();
    }

    @Test
    void matchesTheMostSpecificRowFirstAndItsBlanksCount() {
        List<HandlerMatch> rows = rdac.matches();
        for (int row = 0; row < rows.size(); row++) {
            HandlerMatch earlier = rows.get(row);
            assertThat(rows.subList(row + 1, rows.size())).noneSatisfy(later -> assertThat(
                            later.vendor().equals(earlier.vendor()) && later.product().startsWith(earlier.product()))
                    .as(later + " is never reached").isTrue());
        }
        assertThat(rows).filteredOn(row -> row.product().startsWith("MD3") && row.product().length() == 16).hasSize(4);
        HandlerMatch md3000 = new HandlerMatch("DELL", "MD3000          ");
        assertThat(rows).contains(md3000);
        assertThat(md3000.matches("DELL    ", "MD3000i         ")).isFalse();
    }

    @Test
    void activatesOrFollowsAsTheArgumentSays() {
        assertThat(rdac.create(List.of()).activation()).isEqualTo(Activation.EVERY_PATH);
        assertThat(rdac.create(List.of("1")).activation()).isEqualTo(Activation.EVERY_PATH);
        assertThat(rdac.create(List.of("600")).activation()).isEqualTo(Activation.EVERY_PATH);
        assertThat(rdac.create(List.of("follow")).activation()).isEqualTo(Activation.FOLLOW);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "601", "9999999999", "-1", "3x", "Follow", "follow 30", "30 30"})
    void refusesOtherArguments(String arguments) {
        assertThatThrownBy(() -> rdac.create(List.of(arguments.split(" "))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("rdac: ")
                .hasMessageContaining(String.join(", ", arguments.split(" ")));
    }

    @Test
    void buildsMapsAsTheRowsOfItsArraysSay() {
        assertThat(rdac.defaults()).isEqualTo(new ArrayDefaults(
                Grouping.GROUP_BY_PRIO, "service-time", List.of("pg_init_retries 50"), List.of(), 0));
        assertThat(rdac.name()).isEqualTo("rdac");
        assertThat(rdac.checker().name()).isEqualTo("rdac");
        assertThat(rdac.prioritizer().name()).isEqualTo("rdac");
    }
}
