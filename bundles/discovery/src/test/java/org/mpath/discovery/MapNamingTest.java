package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.control.MapChange.Kind;
import org.mpath.scsi.Designator;
import org.mpath.scsi.DeviceIdentification;

/** How maps are called as discovery makes them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MapNamingTest {
    private static final String W1 = "3" + Rig.UNITS[0];
    private static final String W2 = "3" + Rig.UNITS[1];

    @TempDir
    Path directory;

    private Rig rig;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private static String alias(String wwid, String alias) {
        return " multipath {\n wwid " + wwid + "\n alias " + alias + "\n }\n";
    }

    @Test
    void aMapHasItsAliasAndNobodyElseGetsItAsLetters() throws Exception {
        rig.configuration = "multipaths {\n" + alias(W1, "data") + alias(W2, "mpatha") + "}\n";
        rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        FakePath third = rig.path("A0", 2, new FakeUnit(Rig.UNITS[2]));
        rig.startSettled();
        assertThat(rig.plane.names()).isEqualTo("data mpathb");
        assertThat(rig.seen(third).map()).isEqualTo("mpathb");

        FakePath late = rig.path("A0", 1, new FakeUnit(Rig.UNITS[1]));
        rig.settle();
        assertThat(rig.seen(late).map()).isEqualTo("mpatha");
        assertThat(Files.readString(directory.resolve("bindings"))).isEqualTo("mpathb 3" + Rig.UNITS[2] + "\n");
    }

    @Test
    void aMapIsCalledByItsWwidWhereLettersAreNotWanted() throws Exception {
        rig.configuration = "defaults {\n user_friendly_names no\n}\n";
        FakeUnit odd = new FakeUnit(Rig.UNITS[1]);
        odd.identification = new DeviceIdentification(List.of(Designator.t10("ACME", "disk/7"))).bytes();
        rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        FakePath path = rig.path("A0", 1, odd);
        rig.startSettled();
        assertThat(rig.plane.names()).isEqualTo(W1 + " 1ACME_disk=2F7");
        assertThat(rig.seen(path).wwid()).as("the identity itself stays as it is").isEqualTo("1ACME_disk/7");
        assertThat(directory.resolve("bindings")).doesNotExist();
        assertThat(Files.readString(directory.resolve("wwids"))).isEqualTo("/" + W1 + "/\n/1ACME_disk/7/\n");
    }

    @Test
    void aMapThatRunsKeepsItsNameAndTheNameIsWrittenDown() throws Exception {
        rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        rig.startSettled();
        Files.delete(directory.resolve("bindings"));
        rig.configuration = "multipaths {\n" + alias(W1, "data") + "}\n";
        rig.start().bindTransport(rig.transport);
        rig.settle();
        assertThat(rig.plane.names()).as("renaming is nobody's business here").isEqualTo("mpatha");

        Files.deleteIfExists(directory.resolve("bindings"));
        rig.configuration = "";
        rig.start().bindTransport(rig.transport);
        rig.settle();
        assertThat(Files.readString(directory.resolve("bindings"))).isEqualTo("mpatha " + W1 + "\n");
    }

    @Test
    void namesBeginWithThePrefixOfTheFileAndOldOnesStay() throws Exception {
        rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        rig.startSettled();
        rig.close();

        rig = new Rig(directory);
        rig.configuration = "defaults {\n alias_prefix lun\n}\n";
        rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        rig.path("A0", 1, new FakeUnit(Rig.UNITS[1]));
        rig.startSettled();
        assertThat(rig.plane.names()).isEqualTo("mpatha luna");
    }

    @Test
    void aPlanTellsNamesAsTheyWillBeAndWritesNoneDown() throws Exception {
        rig.configuration = "blacklist {\n wwid " + W2 + "\n}\n";
        rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        rig.path("A0", 1, new FakeUnit(Rig.UNITS[1]));
        PathInventory inventory = rig.startSettled();
        assertThat(names(inventory, "")).containsExactly(tuple(Kind.MADE, "mpathb", ""));
        assertThat(names(inventory, "defaults {\n user_friendly_names no\n}\n"))
                .containsExactly(tuple(Kind.RENAMED, "mpatha", W1), tuple(Kind.MADE, W2, ""));
        assertThat(names(inventory, "multipaths {\n" + alias(W2, "mpatha") + alias(W1, "mydata") + "}\n"))
                .containsExactly(tuple(Kind.RENAMED, "mpatha", "mydata"), tuple(Kind.MADE, "mpatha", ""));
        assertThat(names(inventory, "defaults {\n alias_prefix lun\n}\n")).containsExactly(tuple(Kind.MADE, "luna", ""));
        assertThat(Files.readString(directory.resolve("bindings"))).isEqualTo("mpatha " + W1 + "\n");

        inventory.follow(Given.configuration(""), false);
        rig.settle();
        assertThat(rig.plane.names()).isEqualTo("mpatha mpathb");
    }

    /** Kind, map and, for one that is renamed, its new name. */
    private static List<Tuple> names(PathInventory inventory, String configuration) {
        return inventory.plan(Given.configuration(configuration)).stream()
                .map(change -> tuple(change.kind(), change.map(), change.kind() == Kind.RENAMED ? change.after() : ""))
                .toList();
    }
}
