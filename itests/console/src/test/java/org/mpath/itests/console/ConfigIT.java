package org.mpath.itests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Programs;
import org.mpath.itests.support.ShortFolders;

/** {@code multipath.conf} in a runtime with the lab: followed from the start, checked, shown, compared, applied. */
class ConfigIT {
    private static final String UNIT = "36024d5091dc1ebb4000001265961000";
    private static final String FIRST_WITHOUT = """
            blacklist {
                wwid "0$"
            }
            multipaths {
                multipath {
                    wwid %s1
                    path_grouping_policy failover
                }
            }
            overrides {
                no_path_retry queue
            }
            """.formatted(UNIT);
    private static final String BAD = "defaults {\n\tfailback imediate\n}\n";

    private Path etc;

    @BeforeEach
    void makeEtc() throws IOException {
        etc = Daemon.etc();
    }

    private Path own(String text) throws IOException {
        return Files.writeString(etc.resolve("multipath.conf"), text);
    }

    private static Path named(String text) throws IOException {
        return Files.writeString(ShortFolders.create().resolve("multipath.conf"), text);
    }

    /** The maps by the last digit of their units' identities, each with its number of groups. */
    private static String maps(Daemon mpath) {
        StringBuilder maps = new StringBuilder();
        for (String name : mpath.ok("mpath:maps").lines().skip(1).map(line -> line.split(" ")[0]).toList()) {
            String topology = mpath.ok("mpath:topology " + name);
            String unit = topology.substring(topology.indexOf(UNIT) + UNIT.length()).substring(0, 1);
            maps.append(unit).append(':').append(topology.split("policy=", -1).length - 1).append(' ');
        }
        return maps.toString();
    }

    @Test
    void theFilesInEtcHoldFromTheStartAndOthersWhenTheyAreApplied() throws IOException {
        Path own = own(FIRST_WITHOUT);
        try (Daemon mpath = new Daemon(etc)) {
            mpath.awaitMaps(2);
            assertThat(maps(mpath)).as("one is left out, one has a group for each path").isEqualTo("1:4 2:1 ");
            assertThat(mpath.ok("mpath:paths")).contains("excluded by wwid \"0$\" (" + UNIT + "0), " + own + ":2:10 (blacklist)");
            assertThat(mpath.ok("mpath:config check")).contains(": " + own + "\n1 file would be accepted: 0 errors, ");

            Path next = named("overrides {\n path_grouping_policy group_by_prio\n no_path_retry queue\n}\n");
            String tables = mpath.ok("mpath:table");
            assertThat(mpath.ok("mpath:config apply --dry-run " + next))
                    .containsPattern("would be made: mpath\\w " + UNIT + "0\n    \\+ 0 131072 multipath ")
                    .containsPattern("would be reloaded: mpath\\w " + UNIT + "1 usable paths 4 -> 4\n"
                            + "    - 0 131072 multipath .* 4 1 round-robin .*\n    \\+ 0 131072 multipath .* 1 1 round-robin ")
                    .contains("1 file would be applied: 0 errors, 0 warnings, 0 notes; 2 maps would change\n");
            assertThat(mpath.ok("mpath:table")).as("a dry run changes nothing").isEqualTo(tables);

            assertThat(mpath.ok("mpath:config apply " + next)).contains("; 2 maps changed\n", ": " + next + ", until the next apply or start\n");
            assertThat(mpath.ok("mpath:maps").lines()).as("the made one is there at once").hasSize(4);
            assertThat(mpath.ok("mpath:config apply")).contains("removed: ", "; 2 maps changed\n", ": " + own + "\n");
            assertThat(maps(mpath)).as("what etc says again").isEqualTo("1:4 2:1 ");
            assertThat(mpath.ok("mpath:config apply --json")).contains("\"accepted\":true,\"applied\":true", "\"changes\":[]");
        }
    }

    @Test
    void whatIsRefusedLeavesEverythingAsItWas() throws IOException {
        try (Daemon mpath = new Daemon(etc)) {
            mpath.awaitMaps(3);
            assertThat(mpath.ok("mpath:config check")).contains(": the built-in defaults: ").contains("no files: ");
            String tables = mpath.ok("mpath:table");
            Path bad = named(BAD);
            Programs.Result refused = mpath.shell("mpath:config apply " + bad);
            assertThat(refused.exitCode()).isEqualTo(5);
            assertThat(refused.output()).isEqualTo(bad + ":2:11: error: failback: \"imediate\" is not valid; valid is manual,"
                    + " immediate, followover or 1 to 2147483647 s (nearest: immediate)\n");
            assertThat(refused.errors()).isEqualTo("mpath: 1 file refused: 1 error, 0 warnings, 0 notes; all is as it was\n");

            Path nonsense = named("devices {\n device {\n  vendor MPATH\n  product LAB\n  hardware_handler \"2 rdac nonsense\"\n }\n}\n");
            Programs.Result impossible = mpath.shell("mpath:config apply " + nonsense);
            assertThat(impossible.exitCode()).isEqualTo(99);
            assertThat(impossible.errors()).contains("nonsense").endsWith("all maps are what they were\n");
            assertThat(mpath.ok("mpath:table")).isEqualTo(tables);
        }
    }

    @Test
    void aFileIsCheckedShownAndCompared() throws IOException {
        Path good = named("defaults {\n    path_selector \"queue-length 0\"\n    no_path_retry 5\n}\n");
        Path bad = named(BAD);
        try (Daemon mpath = new Daemon(etc)) {
            mpath.awaitMaps(3);
            String tables = mpath.ok("mpath:table");
            assertThat(mpath.ok("mpath:config check " + good)).endsWith("1 file would be accepted: 0 errors, 0 warnings, 0 notes\n");
            Programs.Result refused = mpath.shell("mpath:config check " + bad);
            assertThat(refused.exitCode()).isEqualTo(5);
            assertThat(refused.output()).startsWith(bad + ":2:11: error: failback: \"imediate\" ");
            assertThat(refused.errors()).isEqualTo("mpath: 1 file would be refused: 1 error, 0 warnings, 0 notes\n");
            assertThat(mpath.shell("mpath:config show " + bad).errors())
                    .startsWith("mpath: the files would be refused: ").contains("imediate");
            assertThat(mpath.shell("mpath:config apply /no/such.conf").exitCode()).isEqualTo(15);
            assertThat(mpath.ok("mpath:config show-local " + good)).contains("\tno_path_retry 5\n").doesNotContain("Xserve RAID");
            Path shown = named(mpath.ok("mpath:config show " + good));
            assertThat(shown).content().contains("Xserve RAID");
            assertThat(mpath.ok("mpath:config diff " + good + " " + shown)).isEqualTo("no difference\n");
            assertThat(mpath.ok("mpath:config origin no_path_retry " + good))
                    .containsPattern("defaults +no_path_retry +5 +" + good + ":3:19 \\(defaults\\)\n$");
            assertThat(mpath.ok("mpath:table")).as("only apply changes something").isEqualTo(tables);
        }
    }

    @Test
    void aBadFileAtTheFirstStartMakesNoMapsUntilAGoodOneIsApplied() throws IOException {
        Path own = own(BAD);
        try (Daemon mpath = new Daemon(etc)) {
            mpath.awaitPaths(12);
            assertThat(mpath.ok("mpath:maps")).doesNotContain(UNIT);
            assertThat(mpath.ok("mpath:paths")).contains("excluded by wwid \".*\"", "no accepted configuration");
            Programs.Result check = mpath.shell("mpath:config check");
            assertThat(check.exitCode()).isEqualTo(5);
            assertThat(check.output()).startsWith(own + ":2:11: error: ")
                    .contains(": nothing, and no map is made: at the start the files in etc were refused and none had been accepted before");
            own(FIRST_WITHOUT);
            assertThat(mpath.ok("mpath:config apply")).contains("made: ", "; 2 maps changed\n");
            assertThat(maps(mpath)).isEqualTo("1:4 2:1 ");
        }
    }

    @Test
    void aBadFileAtALaterStartLeavesWhatWasAcceptedLast() throws IOException {
        own(FIRST_WITHOUT);
        Path var = ShortFolders.create();
        try (Daemon first = new Daemon(etc, var)) {
            first.awaitMaps(2);
        }
        own(BAD);
        try (Daemon mpath = new Daemon(etc, var)) {
            mpath.awaitMaps(2);
            assertThat(maps(mpath)).isEqualTo("1:4 2:1 ");
            assertThat(mpath.shell("mpath:config check").output())
                    .contains(": what was accepted last (" + var.resolve("multipath.conf.accepted") + "), because at the start");
            assertThat(mpath.log()).contains("event=config.refused reason=", "event=config.former ");
        }
    }
}
