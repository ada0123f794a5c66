package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.config.ReservationKey;

/** The file of reservation keys, in multipath-tools' form. */
class ReservationKeysTest {
    private static final ReservationKey KEY = new ReservationKey(0x123abc, false);

    @TempDir
    Path directory;

    private Path file;
    private ReservationKeys keys;

    @BeforeEach
    void setUp() {
        file = directory.resolve("prkeys");
        keys = new ReservationKeys(directory);
    }

    @Test
    void readsWhatMultipathToolsWrote() throws Exception {
        Files.writeString(file, """
                # Multipath persistent reservation keys, Version : 1.0
                0x0000000000123abc 3600a
                0X00000000deadbeef 3600b
                0xffffffffffffffff 3600c
                0x0000000000000001 3600a
                """);
        assertThat(keys.key("3600a")).as("the first line of two").isEqualTo(KEY);
        assertThat(keys.key("3600b")).isEqualTo(new ReservationKey(0xdead_beefL, true));
        assertThat(keys.key("3600c")).isEqualTo(new ReservationKey(-1, false));
        assertThat(keys.key("3600d")).isNull();
    }

    @Test
    void keepsWhatItDoesNotUnderstandAndTakesTheKeyOfOneUnitOut() throws Exception {
        Files.writeString(file, "# mine\n0x12 3600a\n0x0000000000000001 3600a\n0x0000000000000002 3600b\n");
        keys.set("3600a", new ReservationKey(0xff, true));
        assertThat(file).hasContent("# mine\n0x12 3600a\n0x0000000000000002 3600b\n0X00000000000000ff 3600a\n");
        assertThat(keys.key("3600a")).isEqualTo(new ReservationKey(0xff, true));
        keys.set("3600a", null);
        assertThat(keys.key("3600a")).isNull();
        assertThat(file).hasContent("# mine\n0x12 3600a\n0x0000000000000002 3600b\n");
    }

    @Test
    void whatSomebodyElseWroteCountsFromTheNextLookOn() throws Exception {
        assertThat(keys.key("3600a")).isNull();
        new ReservationKeys(directory).set("3600a", KEY);
        keys.refresh();
        assertThat(keys.key("3600a")).isEqualTo(KEY);
    }

    @Test
    void withoutADirectoryKeysAreKeptAsLongAsTheRuntimeRuns() throws Exception {
        ReservationKeys remembered = new ReservationKeys((Path) null);
        remembered.set("3600a", KEY);
        assertThat(remembered.key("3600a")).isEqualTo(KEY);
    }
}
