package org.mpath.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.api.inventory.CheckerState;

class ListingsTest {
    @Test
    void listsTheWildcardsOfMapsAndPathsInTheirOrder() {
        assertThat(Listings.wildcards())
                .startsWith("multipath format wildcards:\n%n  name\n%w  uuid\n%d  sysfs\n%F  failback\n")
                .contains("%k  max_sectors_kb\n\npath format wildcards:\n%w  uuid\n%i  hcil\n%d  dev\n")
                .endsWith("%A  TPG\n%k  max_sectors_kb\n");
        assertThat(Listings.wildcards().lines()).hasSize(25 + 28 + 3);
    }

    @Test
    void countsPathsByWhatTheirCheckersSaid() {
        List<CheckerState> checks = List.of(
                CheckerState.UP, CheckerState.DOWN, CheckerState.UP, CheckerState.UP, CheckerState.UNCHECKED);
        assertThat(Listings.status(checks, false)).isEqualTo("""
                path checker states:
                unchecked           1
                down                1
                up                  3

                paths: 5
                busy: False
                """);
        assertThat(Listings.status(List.of(), true)).isEqualTo("path checker states:\n\npaths: 0\nbusy: True\n");
    }

    @Test
    void barsShowHowFarSomethingIs() {
        assertThat(Words.progress(5, 20)).isEqualTo("XX........ 5/20");
        assertThat(Words.progress(20, 20)).isEqualTo("XXXXXXXXXX 20/20");
        assertThat(Words.progress(30, 20)).isEqualTo("XXXXXXXXXX 30/20");
        assertThat(Words.progress(0, 0)).isEqualTo(" 0/0");
    }

    @Test
    void theColumnsOfATreeMayStandBelowThoseOfOtherMaps() {
        MapLine map = GoldenMap.line();
        PathLine wide = new PathLine(new Values<>(PathWildcard.class).put(PathWildcard.DEVICE, "sdaaaa"));
        assertThat(new Tree(List.of(wide)).lines(map)).contains("| |- 2:0:0:1 sdb    8:16 active ready running");
        assertThat(new Tree(map.paths().toList()).lines(map)).contains("| |- 2:0:0:1 sdb 8:16 active ready  running");
    }

    @Test
    void aMapThatIsCalledByItsIdentityIsNotNamedTwice() {
        MapLine map = new MapLine(
                new Values<>(MapWildcard.class).put(MapWildcard.NAME, "3600").put(MapWildcard.UUID, "3600"), List.of());
        assertThat(new Tree(List.of()).lines(map))
                .containsExactly("3600 undef ##,##", "size=[undef] features='0' hwhandler='0' wp=undef");
    }
}
