package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.config.PathSettings;
import org.mpath.discovery.MapNames.Wish;

/** Alias, bindings, letters, WWID: the first that can be had. */
class MapNamesTest {
    private static final String W1 = "36000000000000000000000000000000a";
    private static final String W2 = "36000000000000000000000000000000b";

    @TempDir
    Path directory;

    private MapNames names;

    @BeforeEach
    void setUp() {
        names = new MapNames(new Bindings(directory));
    }

    private static Wish wish(String wwid, String alias, boolean friendly, String prefix, String running) {
        return new Wish(wwid, new PathSettings.Name(alias, friendly, prefix), running);
    }

    private static Wish letters(String wwid) {
        return wish(wwid, "", true, "mpath", "");
    }

    private static Wish alias(String wwid, String alias) {
        return wish(wwid, alias, true, "mpath", "");
    }

    private void bind(String text) throws Exception {
        Files.writeString(directory.resolve("bindings"), text);
    }

    private String bound() throws Exception {
        return Files.exists(directory.resolve("bindings")) ? Files.readString(directory.resolve("bindings")) : "";
    }

    private String give(Wish wish, Map<String, String> taken) {
        return names.give(List.of(wish), taken).get(wish.wwid());
    }

    @Test
    void anAliasWinsAndIsNotWrittenDown() throws Exception {
        bind("mpathc " + W1 + "\n");
        assertThat(give(alias(W1, "data"), Map.of())).isEqualTo("data");
        assertThat(bound()).isEqualTo("mpathc " + W1 + "\n");
    }

    @Test
    void aUnitKeepsItsNameWhenThePrefixBecomesAnother() throws Exception {
        bind("mpathc " + W1 + "\n");
        assertThat(names.give(List.of(wish(W1, "", true, "MPATH", ""), wish(W2, "", true, "MPATH", "")), Map.of()))
                .containsEntry(W1, "mpathc")
                .containsEntry(W2, "MPATHa");
        assertThat(bound()).isEqualTo("mpathc " + W1 + "\nMPATHa " + W2 + "\n");
    }

    @Test
    void aUnitIsCalledByItsWwidWhenLettersAreNotWanted() throws Exception {
        bind("mpathc " + W1 + "\n");
        assertThat(give(wish(W1, "", false, "mpath", ""), Map.of())).isEqualTo(W1);
        assertThat(bound()).as("its other name is kept for it").isEqualTo("mpathc " + W1 + "\n");
    }

    @Test
    void ofTwoUnitsThatAreToHaveOneAliasTheFirstGetsIt() {
        assertThat(names.give(List.of(alias(W2, "data"), alias(W1, "data")), Map.of()))
                .containsEntry(W2, "data")
                .containsEntry(W1, "mpatha");
    }

    @Test
    void lettersAreNeverTheAliasOfAUnitThatIsNotThereYet() {
        assertThat(give(letters(W1), Map.of("mpatha", W2))).isEqualTo("mpathb");
        assertThat(give(alias(W2, "mpatha"), Map.of("mpatha", W2))).isEqualTo("mpatha");
    }

    @Test
    void anAliasGivenInTheSameMomentIsNotGivenAgainAsLetters() {
        assertThat(names.give(List.of(letters(W1), alias(W2, "mpatha")), Map.of()))
                .containsEntry(W1, "mpathb")
                .containsEntry(W2, "mpatha");
    }

    @Test
    void aUnitWhoseBoundNameRunsForAnotherOneIsCalledByItsWwid() throws Exception {
        bind("mpatha " + W1 + "\n");
        assertThat(give(letters(W1), Map.of("mpatha", W2))).isEqualTo(W1);
        assertThat(bound()).isEqualTo("mpatha " + W1 + "\n");
    }

    @Test
    void anotherUnitsMapMayEvenHaveTheWwidAsItsName() {
        Wish byWwid = wish(W1, "", false, "mpath", "");
        assertThat(give(byWwid, Map.of(W1, W2))).isEqualTo(W1 + "==2");
        assertThat(give(byWwid, Map.of(W1, W2, W1 + "==2", W2))).isEqualTo(W1 + "==3");
    }

    /**
     * The eight rows of multipath-tools' table: a running map or none, its name bound to this unit, another one or none, and
     * the unit bound or not. Row 5, bound by its name but not by its WWID, cannot be.
     */
    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
        "1, '',     -,      -,      mpatha",
        "2, '',     -,      mpathc, mpathc",
        "3, mpathz, -,      -,      mpathz",
        "4, mpathz, -,      mpathc, mpathc",
        "6, mpathz, mine,   mpathz, mpathz",
        "7, mpathz, others, -,      mpatha",
        "8, mpathz, others, mpathc, mpathc"
    })
    void aRunningMapsNameCountsUnlessTheBindingsSayOtherwise(
            int row, String running, String runningNameIs, String bound, String expected) throws Exception {
        bind(("others".equals(runningNameIs) ? "mpathz " + W2 + "\n" : "") + (bound == null ? "" : bound + " " + W1 + "\n"));
        assertThat(give(wish(W1, "", true, "mpath", running), Map.of())).as("row " + row).isEqualTo(expected);
        assertThat(new BindingTable(List.of(bound().split("\n"))).units()).containsEntry(expected, W1);
    }

    @Test
    void aRunningMapWithANameOfNoLettersGetsOneWhenSuchAreWanted() {
        assertThat(give(wish(W1, "", true, "mpath", W1), Map.of())).isEqualTo("mpatha");
    }

    @Test
    void foreseeingWritesNothingDown() throws Exception {
        assertThat(names.foresee(List.of(letters(W1), letters(W2)), Map.of()))
                .containsEntry(W1, "mpatha")
                .containsEntry(W2, "mpathb");
        assertThat(bound()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "36000000000000000000000000000000a,     36000000000000000000000000000000a",
        "8iqn.2026-11.org.mpath:disk+1@x#2_3,   8iqn.2026-11.org.mpath:disk+1@x#2_3",
        "1ACME_disk/7,                          1ACME_disk=2F7",
        "1ACME_a=b,                             1ACME_a=3Db",
        "1ACME_\\\"*,                            1ACME_=5C=22=2A"
    })
    void charactersThatNoNameMayHaveAreWrittenAsTheirCodes(String wwid, String name) {
        assertThat(give(wish(wwid, "", false, "mpath", ""), Map.of())).isEqualTo(name);
        assertThat(Alias.isName(name)).isTrue();
    }

    @Test
    void namesOfLongWwidsAreCutAndStayDifferent() {
        String longest = "1" + "A".repeat(125) + "/";
        String one = NameText.ofWwid(longest);
        String other = NameText.ofWwid("1" + "A".repeat(124) + "//");
        assertThat(one).hasSize(127).startsWith("1AAA").matches(".*==[0-9a-f]{16}").isNotEqualTo(other);
        assertThat(Alias.isName(one)).isTrue();
        assertThat(NameText.another(one, 2)).hasSize(127).endsWith("==2");
        assertThat(NameText.ofWwid("1" + "A".repeat(126))).as("as long as a name may be").isEqualTo("1" + "A".repeat(126));
    }

    @Test
    void anAliasIsTakenAsItIsWheneverItCanBe() {
        assertThat(give(alias(W1, "a=b"), Map.of())).isEqualTo("a=b");
        assertThat(give(alias(W2, "my data"), Map.of())).isEqualTo("my=20data");
    }

    @Test
    void aPrefixThatLeavesNoRoomForLettersMakesTheWwidTheName() throws Exception {
        assertThat(give(wish(W1, "", true, "p".repeat(127), ""), Map.of())).isEqualTo(W1);
        assertThat(give(wish(W1, "", true, "my ", ""), Map.of())).isEqualTo("my=20a");
        assertThat(bound()).isEqualTo("my=20a " + W1 + "\n");
    }

    @Test
    void namesAreShortestFirstThenByTheirBytes() {
        assertThat(List.of("mpathaa", "a", "mpathz", "Z", "mpathb").stream().sorted(Alias.ORDER))
                .containsExactly("Z", "a", "mpathb", "mpathz", "mpathaa");
    }

    @Test
    void manyUnitsAreNamedInOneGo() throws Exception {
        List<Wish> wishes = IntStream.range(0, 5_000).mapToObj(number -> letters("W" + number)).toList();
        Map<String, String> given = names.give(wishes, Map.of("mpathb", "FOREIGN"));
        assertThat(given).hasSize(5_000).containsEntry("W0", "mpatha").containsEntry("W1", "mpathc");
        assertThat(given.get("W4999")).isEqualTo(Alias.of(5_001));
        assertThat(give(letters("W5000"), Map.of())).as("free again").isEqualTo("mpathb");
    }
}
