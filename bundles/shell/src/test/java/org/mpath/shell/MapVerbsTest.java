package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;

/** The verbs that steer a map, as a person types them. */
class MapVerbsTest {
    private final Gosh gosh = new Gosh();

    @AfterEach
    void close() {
        gosh.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "mpath:suspend mpatha; mpatha suspend; mpatha is suspended, its I/O waits",
        "mpath:suspend mpatha --noflush; mpatha suspend noflush; mpatha is suspended, its I/O waits",
        "mpath:resume mpatha; mpatha resume; mpatha is resumed",
        "mpath:queue mpatha on; mpatha queue_if_no_path; mpatha holds I/O while no path is usable",
        "mpath:queue mpatha off; mpatha fail_if_no_path; mpatha fails I/O while no path is usable",
        "mpath:switch-group mpatha 1; mpatha switch_group 1; mpatha switches to group 1",
        "mpath:disable-group mpatha 1; mpatha disable_group 1; mpatha bypasses group 1",
        "mpath:enable-group mpatha 1; mpatha enable_group 1; mpatha does not bypass group 1",
        "mpath:selector mpatha round-robin 1 2; mpatha selector round-robin 1 2; mpatha chooses paths by round-robin",
        "mpath:load mpatha 0 8 multipath 0 0 0 0; mpatha load 0 8 multipath 0 0 0 0; loaded mpatha: 0 131072 multipath",
        "mpath:load mpatha '0 8 multipath 0 0 0 0'; mpatha load 0 8 multipath 0 0 0 0; loaded mpatha: 0 131072 multipath",
    })
    void verbsReachTheDataPlaneAndSayWhatTheyDid(String typed, String reached, String said) {
        assertThat(gosh.run(typed)).startsWith(said);
        assertThat(gosh.dataPlane.messages).containsExactly(reached);
    }

    @ParameterizedTest
    @CsvSource({
        "suspend mpathx", "resume mpathx", "queue mpathx on", "switch-group mpathx 1", "selector mpathx round-robin",
        "load mpathx 0", "probe mpathx", "policy mpathx", "wait mpathx", "table mpathx", "status mpathx",
        "message mpathx fail_if_no_path"
    })
    void everyVerbNamesTheNearestMap(String verb) {
        assertThat(gosh.code("mpath:" + verb)).isEqualTo(15);
        assertThat(gosh.complaint()).isEqualTo("mpath: no map mpathx: nearest is mpatha; `mpath:maps` lists all");
        assertThat(gosh.dataPlane.messages).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "suspend mpatha", "resume mpatha", "queue mpatha on", "switch-group mpatha 1", "selector mpatha nice",
        "load mpatha 0", "policy mpatha fence=fast"
    })
    void aRefusalIsPassedOnWithItsCode(String verb) {
        gosh.dataPlane.refusal = new MapException(MapException.Code.INVALID, "map mpatha: word 7 'x' is no number");
        assertThat(gosh.code("mpath:" + verb)).isEqualTo(5);
        assertThat(gosh.complaint()).isEqualTo("mpath: map mpatha: word 7 'x' is no number");
    }

    @Test
    void aGroupThatIsNotThereIsAnsweredWithThoseThatAre() {
        assertThat(gosh.code("mpath:switch-group mpatha 2")).isEqualTo(15);
        assertThat(gosh.complaint())
                .isEqualTo("mpath: map mpatha has no group 2: it has group 1; `mpath:topology mpatha` shows them");
        assertThat(gosh.failure("mpath:disable-group mpatha one")).contains("has no group one");
    }

    @Test
    void queueTakesOnOrOff() {
        assertThat(gosh.code("mpath:queue mpatha maybe")).isEqualTo(1);
        assertThat(gosh.complaint()).startsWith("mpath: the word is one of on|off, not 'maybe'; usage: mpath:queue");
    }

    @Test
    void aTableMayComeFromAFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("table");
        Files.writeString(file, "# as it was on Monday\n\n  0 8 multipath 0 0 0 0\t\n");
        gosh.run("mpath:load mpatha --from " + file);
        Files.writeString(file, "0 8 multipath 0 0 0 0\n8 8 linear 8:16 0\n");
        gosh.run("mpath:load mpatha --from " + file);
        assertThat(gosh.dataPlane.messages)
                .containsExactly(
                        "mpatha load 0 8 multipath 0 0 0 0",
                        "mpatha load 0 8 multipath 0 0 0 0\n8 8 linear 8:16 0");
        assertThat(gosh.code("mpath:load mpatha --from " + folder.resolve("none"))).isEqualTo(99);
        assertThat(gosh.complaint()).startsWith("mpath: cannot read the table in " + folder.resolve("none"));
        assertThat(gosh.failure("mpath:load mpatha 0 8 --from " + file)).contains("either typed or in a file");
        assertThat(gosh.failure("mpath:load mpatha")).contains("needs a TABLE or --from FILE");
    }

    @Test
    void aFileThatIsTooLongIsNotReadWhole(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("long"), new byte[(1 << 20) + 1]);
        assertThat(gosh.failure("mpath:load mpatha --from " + file)).contains("longer than 1048576 bytes");
    }

    @Test
    void probeCountsTheUsablePaths() {
        assertThat(gosh.run("mpath:probe mpatha")).isEqualTo("probed mpatha: 1 of 2 paths are usable\n");
    }

    @Test
    void policyIsShownWithItsMeaning() {
        assertThat(gosh.run("mpath:policy mpatha").lines())
                .anyMatch(line -> line.matches("KEY +VALUE +MEANS"))
                .anyMatch(line -> line.matches("fence +strict +a write of unknown outcome is repeated only when .*"))
                .anyMatch(line -> line.matches("no_path_timeout +30000 +without a usable path I/O fails after 30 s"))
                .anyMatch(line -> line.matches("queued_bytes_max +268435456 +at most 256M of data wait, more fails"));
        assertThat(gosh.dataPlane.messages).isEmpty();
    }

    @Test
    void policyChangesWhatIsNamedAndKeepsTheRest() {
        assertThat(gosh.run("mpath:policy mpatha no_path_timeout=0 fence=fast"))
                .startsWith("policy of mpatha: fence=fast no_path_timeout=0 queued_tasks_max=65536");
        assertThat(gosh.dataPlane.policy)
                .isEqualTo(MapPolicy.DEFAULT.with("no_path_timeout", "0").with("fence", "fast"));
    }

    @Test
    void aPolicyThatIsWrongAnywhereChangesNothing() {
        assertThat(gosh.code("mpath:policy mpatha no_path_timeout=0 attempts_max=0")).isEqualTo(5);
        assertThat(gosh.complaint()).isEqualTo("mpath: attempts_max must be between 1 and 10000, not 0");
        assertThat(gosh.failure("mpath:policy mpatha fense=fast")).contains("unknown policy 'fense'", "no_path_timeout");
        assertThat(gosh.code("mpath:policy mpatha fence")).isEqualTo(1);
        assertThat(gosh.dataPlane.messages).isEmpty();
    }

    @Test
    void waitPrintsTheNewCounter() {
        gosh.dataPlane.counterAfterWait = 7;
        assertThat(gosh.run("mpath:wait mpatha")).isEqualTo("7\n");
        assertThat(gosh.dataPlane.messages).containsExactly("mpatha wait 4 1000");
        assertThat(gosh.run("mpath:wait mpatha 6 --timeout 5")).isEqualTo("7\n");
    }

    @Test
    void waitThatIsOverHasItsExitCode() {
        assertThat(gosh.code("mpath:wait mpatha 9 --timeout 0")).isEqualTo(33);
        assertThat(gosh.complaint())
                .isEqualTo("mpath: no event of mpatha in 0 s: its counter is 4; `mpath:status mpatha` shows how it is");
    }

    @Test
    void eventsMergeTheHistoriesBySequence() {
        gosh.dataPlane.maps.add(Sample.map("mpathb", MapState.Condition.ACTIVE, List.of()));
        gosh.dataPlane.events.add(event(3, "mpatha", "third"));
        gosh.dataPlane.events.add(event(2, "mpathb", "second"));
        gosh.dataPlane.events.add(event(4, "mpathb", "fourth"));
        assertThat(gosh.run("events").lines().skip(1))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("  2").endsWith("second").contains("mpath.path.failed"),
                        line -> assertThat(line).endsWith("third"),
                        line -> assertThat(line).endsWith("fourth"));
        assertThat(gosh.run("events -n 1").lines().skip(1)).singleElement().asString().endsWith("fourth");
        assertThat(gosh.run("events mpatha").lines().skip(1)).singleElement().asString().endsWith("third");
    }

    @Test
    void whyExplainsAMapWhoseOwnerIsStuckAndOneThatIsGone() {
        assertThat(gosh.run("mpath:why mpatha")).startsWith("mpatha works: 1 of 2 paths usable, I/O goes to group 1");
        gosh.dataPlane.stuck = new MapException(MapException.Code.TIMEOUT, "map mpatha: its owner did not answer in 5 s");
        assertThat(gosh.run("mpath:why mpatha")).contains("its reactor does not answer");
        assertThat(gosh.run("mpath:topology mpatha")).startsWith("mpatha (");
        gosh.events.mapEvent(new MapEvent(9, System.currentTimeMillis() - 3_600_000, MapEvent.Kind.MAP_REMOVED, "mpathz",
                "", "", "", "no path is left"));
        assertThat(gosh.code("mpath:why mpathz")).isEqualTo(15);
        assertThat(gosh.complaint()).isEqualTo("mpath: mpathz is not there any more: map removed: no path is left, 1 h ago;"
                + " `mpath:events` shows what happened");
        assertThat(gosh.failure("mpath:why lab:A9/0"))
                .isEqualTo("mpath: no map or path lab:A9/0: nearest is lab:A0/0; `mpath:topology` lists all");
    }

    @Test
    void aChangedPolicyIsToldByItsChanges() {
        gosh.dataPlane.events.add(new MapEvent(1, 0, MapEvent.Kind.POLICY_CHANGED, "mpatha", "",
                MapPolicy.DEFAULT.toString(), MapPolicy.DEFAULT.with("attempts_max", "9").toString(), ""));
        assertThat(gosh.run("events")).contains("changed  the policy changed to attempts_max=9").doesNotContain("fence");
    }

    @Test
    void eventsOfMapsThatAreGoneAreKeptAndNoneIsShownTwice() {
        gosh.dataPlane.events.add(event(3, "mpatha", "third"));
        gosh.events.mapEvent(event(3, "mpatha", "third"));
        gosh.events.mapEvent(event(2, "mpathz", "gone"));
        assertThat(gosh.run("events").lines().skip(1)).hasSize(2).first().asString().endsWith("gone");
        assertThat(gosh.run("events mpathz").lines().skip(1)).hasSize(1);
        assertThat(gosh.code("events mpathx")).isEqualTo(15);
    }

    private static MapEvent event(long sequence, String map, String reason) {
        return new MapEvent(sequence, 0, MapEvent.Kind.PATH_FAILED, map, "lab:B0/0", "active", "failed", reason);
    }

    @Test
    void topologyShowsSelectorArgumentsAndWhatAMapDoes() {
        gosh.dataPlane.maps.add(Sample.map("mpathb", MapState.Condition.SUSPENDED, List.of()));
        gosh.dataPlane.table = "0 131072 multipath 1 queue_if_no_path 0 1 1 round-robin 2 972 0 2 0 lab:A0/0 lab:B0/0";
        assertThat(gosh.run("topology")).contains("policy='round-robin 2 972 0' prio=1", "state=suspended");
        gosh.dataPlane.table = gosh.dataPlane.table.replace("round-robin", "historical-service-time");
        assertThat(gosh.run("topology")).as("the table's selector is gone, the built-in one at work")
                .contains("policy='round-robin 0' prio=1");
    }
}
