package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.config.PathSettings;

/** Which names maps would have, beside those they have. */
class WantedNamesTest {
    private static final String WWIDS = "defaults {\n user_friendly_names no\n}\n";

    @TempDir
    Path directory;

    private final FakeDataPlane plane = new FakeDataPlane();
    private final DiscoveryThread thread = new DiscoveryThread();
    private final List<KnownPath> paths = new ArrayList<>();
    private PathRules rules = GivenUnits.rules("");
    private MapBook book;

    @BeforeEach
    void setUp() {
        Wiring wiring = new Wiring("", plane, new Bindings(directory), new KnownUnits(directory), new ReservationKeys(directory), thread,
                () -> CheckTimes.DEFAULT, () -> MapRules.DEFAULT, () -> null, Runnable::run, () -> { });
        book = new MapBook(wiring, new EngineView(plane, System::nanoTime), () -> rules.global(), () -> rules.units(), () -> { });
    }

    @AfterEach
    void tearDown() {
        thread.close();
    }

    private static String aliases(String... wwidsAndNames) {
        StringBuilder text = new StringBuilder("multipaths {\n");
        for (int at = 0; at < wwidsAndNames.length; at += 2) {
            text.append("multipath {\n wwid " + wwidsAndNames[at] + "\n alias " + wwidsAndNames[at + 1] + "\n}\n");
        }
        return text + "}\n";
    }

    private void run(String... wwids) {
        for (String wwid : wwids) {
            paths.add(GivenUnits.path("A0", wwid.charAt(1), wwid, rules));
            book.place(paths.subList(paths.size() - 1, paths.size()), book::join);
        }
        book.load();
    }

    private void follow(String configuration) {
        rules = GivenUnits.rules(configuration);
        paths.forEach(path -> GivenUnits.classify(path, rules));
    }

    private Map<String, String> wanted(String configuration, KnownPath... further) {
        PathRules by = GivenUnits.rules(configuration);
        return book.wantedNames(by.units().named(path -> settings(path, by)), List.of(further));
    }

    private static PathSettings settings(KnownPath path, PathRules by) {
        return by.of(path, new Classification.Claim(null, ArrayDefaults.SYMMETRIC));
    }

    @Test
    void mapsKeepTheirNamesWhileNothingElseIsConfigured() {
        run("W1", "W2");
        assertThat(wanted("")).containsOnly(Map.entry("W1", "mpatha"), Map.entry("W2", "mpathb"));
        assertThat(book.wanted("W2")).isEqualTo("mpathb");
        assertThat(book.wanted("W3")).isNull();
    }

    @Test
    void anAliasIsToldWhileTheMapRunsAsBefore() {
        run("W1");
        follow(aliases("W1", "data"));
        assertThat(book.wanted("W1")).isEqualTo("data");
        assertThat(plane.names()).isEqualTo("mpatha");
    }

    @Test
    void twoMapsMayChangeNames() {
        run("W1", "W2");
        assertThat(wanted(aliases("W1", "mpathb", "W2", "mpatha")))
                .containsOnly(Map.entry("W1", "mpathb"), Map.entry("W2", "mpatha"));
    }

    @Test
    void lettersComeAndGo() {
        run("W1", "W2");
        assertThat(wanted(WWIDS)).containsOnly(Map.entry("W1", "W1"), Map.entry("W2", "W2"));
        assertThat(wanted("")).containsOnly(Map.entry("W1", "mpatha"), Map.entry("W2", "mpathb"));
    }

    @Test
    void mapsCalledByWwidGetDifferentLettersAndNothingIsWritten() {
        follow(WWIDS);
        run("W1", "W2");
        assertThat(plane.names()).isEqualTo("W1 W2");
        assertThat(wanted("")).containsOnly(Map.entry("W1", "mpatha"), Map.entry("W2", "mpathb"));
        assertThat(directory.resolve("bindings")).doesNotExist();
    }

    @Test
    void anotherPrefixChangesNoName() {
        run("W1");
        assertThat(wanted("defaults {\n alias_prefix lun\n}\n")).containsOnly(Map.entry("W1", "mpatha"));
    }

    @Test
    void aMapOfSomebodyElseKeepsItsName() {
        plane.create("data", GivenUnits.path("B0", 0, "FOREIGN", rules).identity.unit());
        run("W1");
        follow(aliases("W1", "data"));
        assertThat(book.wanted("W1")).isEqualTo("mpatha");
    }

    @Test
    void unitsThatWouldGetMapsAreNamedToo() {
        run("W1");
        assertThat(wanted("", GivenUnits.path("A0", 9, "W9", rules), GivenUnits.path("A0", 3, "W3", rules)))
                .containsOnly(Map.entry("W1", "mpatha"), Map.entry("W3", "mpathb"), Map.entry("W9", "mpathc"));
    }

    @Test
    void aMapThatRunsByLettersKeepsThemThoughTheFileIsLost() throws Exception {
        run("W2");
        follow(WWIDS);
        run("W1");
        assertThat(plane.names()).isEqualTo("mpatha W1");
        Files.delete(directory.resolve("bindings"));
        assertThat(wanted("")).containsOnly(Map.entry("W2", "mpatha"), Map.entry("W1", "mpathb"));
    }
}
