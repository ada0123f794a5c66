package org.mpath.itests.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Programs;

/** Every verb of the engine in a real image. Each test has a map of its own, but for those that cut ports. */
class VerbsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String TWO_GROUPS = "0 131072 multipath 1 queue_if_no_path 1 sym 2 1"
            + " round-robin 0 2 1 lab:A0/1 1 lab:A1/1 1 queue-length 0 2 1 lab:B0/1 1 lab:B1/1 1";

    private static Daemon mpath;

    @BeforeAll
    static void start() throws IOException {
        mpath = new Daemon();
    }

    @AfterAll
    static void end() {
        mpath.close();
    }

    /** A table with each kind of mistake, and what the sentence must hold: the kernel's keyword, the word, its position. */
    private static Map<String, String[]> mistakes() {
        Map<String, String[]> mistakes = new LinkedHashMap<>();
        String path = "1 1 round-robin 0 1 1 lab:A0/0 1";
        mistakes.put("x", new String[] {"Gap in table", "x", "word 1"});
        mistakes.put("8 131072 multipath 0 0 " + path, new String[] {"8", "word 1"});
        mistakes.put("0 many multipath 0 0 " + path, new String[] {"many", "word 2"});
        mistakes.put("0 131072", new String[] {"missing after '131072'", "word 2"});
        mistakes.put("0 131072 linear 8:16 0", new String[] {"unknown target type", "linear", "word 3"});
        mistakes.put("0 131072 multipath 9 0 0 0", new String[] {"invalid number of feature args", "9", "word 4"});
        mistakes.put("0 131072 multipath 1 foo 0 0 0", new String[] {
            "Unrecognised multipath feature request", "foo", "word 5", "queue_if_no_path"});
        mistakes.put("0 131072 multipath 2 pg_init_retries 51 0 " + path, new String[] {
            "pg_init_retries must be between 1 and 50", "51", "word 6"});
        mistakes.put("0 131072 multipath 2 queue_mode warp 0 " + path, new String[] {
            "Unknown 'queue_mode' requested", "warp", "word 6"});
        mistakes.put("0 131072 multipath 0 1 nosuch " + path, new String[] {"nosuch", "word 6"});
        mistakes.put("0 131072 multipath 0 0 1 0 round-robin 0 1 1 lab:A0/0 1", new String[] {
            "invalid initial priority group", "0", "word 7"});
        mistakes.put("0 131072 multipath 0 0 2 1 round-robin 0 1 1 lab:A0/0 1", new String[] {
            "priority group count mismatch", "2", "word 6"});
        mistakes.put("0 131072 multipath 0 0 " + path + " more", new String[] {
            "priority group count mismatch", "more", "word 14"});
        mistakes.put("0 131072 multipath 0 0 1 1 nosuch 0 1 1 lab:A0/0 1", new String[] {
            "unknown path selector type", "nosuch", "word 8", "round-robin"});
        mistakes.put("0 131072 multipath 0 0 1 1 round-robin 0 two 1 lab:A0/0 1", new String[] {
            "invalid number of paths", "two", "word 10"});
        mistakes.put("0 131072 multipath 0 0 1 1 round-robin 0 2 1 lab:A0/0 1", new String[] {
            "not enough path parameters", "path 2 of 2", "word 13"});
        mistakes.put("0 131072 multipath 0 0 1 1 round-robin 0 1 1 lab:Z9/0 1", new String[] {"lab:Z9/0"});
        mistakes.put("0 131072 multipath 0 0 1 1 round-robin 0 1 1 lab:A0/0 often", new String[] {
            "invalid repeat count", "often"});
        return mistakes;
    }

    @Test
    void everyMistakeInATableIsOneSentenceThatNamesTheWordAndLeavesTheMapAlone() {
        String before = mpath.ok("mpath:table mpatha");
        SoftAssertions softly = new SoftAssertions();
        mistakes().forEach((table, words) -> {
            Programs.Result result = mpath.shell("mpath:load mpatha " + table);
            softly.assertThat(result.exitCode()).as(table).isIn(5, 15);
            softly.assertThat(result.errors()).as(table).startsWith("mpath: map mpatha: ").hasLineCount(1).contains(words);
            softly.assertThat(result.output()).as(table).isEmpty();
        });
        softly.assertAll();
        assertThat(mpath.ok("mpath:table mpatha")).isEqualTo(before);
    }

    @Test
    void aTableThatWasPrintedLoadsAgainInOneWordOrMany() {
        String table = mpath.ok("mpath:table mpatha").strip();
        assertThat(mpath.ok("mpath:load mpatha " + table)).isEqualTo("loaded mpatha: " + table + "\n");
        assertThat(mpath.ok("mpath:load mpatha '" + table + "'")).isEqualTo("loaded mpatha: " + table + "\n");
    }

    @Test
    void tablesAndStatusComeOfAllMapsAndInThreeForms() {
        assertThat(mpath.ok("mpath:status").lines()).hasSize(3).allMatch(line -> line.matches("mpath[abc]: 0 131072 multipath 2 .*"));
        assertThat(mpath.ok("mpath:status mpatha --form 2005")).startsWith("0 131072 multipath 1 0 0 1 1 ");
        assertThat(mpath.ok("mpath:table mpatha --form 2007")).startsWith("0 131072 multipath 1 queue_if_no_path");
        assertThat(mpath.ok("mpath:table --json")).contains("\"lines\":[{\"map\":\"mpatha\",\"form\":\"today\",\"table\":\"0 131072");
    }

    @Test
    void groupsAreSwitchedBypassedAndEnabled() {
        mpath.ok("mpath:load mpathb " + TWO_GROUPS);
        assertThat(mpath.ok("mpath:switch-group mpathb 2; mpath:why mpathb"))
                .contains("mpathb switches to group 2", "I/O goes to group 2", "by request");
        assertThat(mpath.ok("mpath:disable-group mpathb 2; mpath:topology mpathb; mpath:why lab:B0/1"))
                .contains("policy='queue-length 0' prio=1 status=disabled", "its group 2 is bypassed, I/O goes to group 1");
        assertThat(mpath.ok("mpath:enable-group mpathb 2; mpath:topology mpathb")).doesNotContain("disabled");
        assertThat(mpath.ok("mpath:message mpathb switch_group 1; mpath:status mpathb")).contains(" 2 1 E ");
        assertThat(mpath.shell("mpath:switch-group mpathb 3").errors())
                .isEqualTo("mpath: map mpathb has no group 3: it has group 1, 2; `mpath:topology mpathb` shows them\n");
        assertThat(mpath.shell("mpath:message mpathb switch_group 3").errors()).contains("'3'", "groups 1 to 2");
        assertThat(mpath.ok("mpath:events mpathb")).contains("mpath.group.bypassed", "mpath.group.enabled");
    }

    @Test
    void aSuspendedMapSaysSoAndTakesNoMessages() {
        assertThat(mpath.ok("mpath:suspend mpathc --noflush; maps; mpath:why mpathc"))
                .contains("mpathc  suspended", "mpathc holds I/O: it is suspended", "`mpath:resume mpathc` lets I/O go");
        Programs.Result refused = mpath.shell("mpath:queue mpathc off");
        assertThat(refused.exitCode()).isEqualTo(26);
        assertThat(refused.errors()).isEqualTo("mpath: map mpathc is suspended and takes no messages: resume it first\n");
        assertThat(mpath.ok("mpath:resume mpathc; mpath:why mpathc")).contains("mpathc is well");
    }

    @Test
    void selectorsChangeLiveAndPlugInsCountTheirUsers() {
        assertThat(mpath.ok("mpath:selector mpathc historical-service-time 900 1; mpath:topology mpathc; mpath:plugins"))
                .contains("policy='historical-service-time 2 900 1'")
                .containsPattern("selector +historical-service-time +org.mpath.selector.historical.service.time [0-9.]+ +current +1 +mpathc");
        Programs.Result refused = mpath.shell("mpath:selector mpathc nosuch");
        assertThat(refused.exitCode()).isEqualTo(5);
        assertThat(refused.errors()).contains("unknown path selector type", "'nosuch'", "round-robin");
        assertThat(mpath.ok("mpath:selector mpathc round-robin; mpath:topology mpathc")).contains("policy='round-robin 0'");
    }

    @Test
    void plugInsAreReplacedRemovedAndInstalledByHand() throws IOException {
        Path jar = Daemon.copyOfTheImages("handler-hds");
        assertThat(mpath.ok("mpath:plugin uninstall org.mpath.handler.hds"))
                .startsWith("uninstalled org.mpath.handler.hds ").endsWith(" brings it back at the next start\n");
        assertThat(mpath.ok("mpath:plugins")).doesNotContain("hds");
        assertThat(mpath.ok("mpath:plugin install " + jar)).startsWith("installed org.mpath.handler.hds ");
        assertThat(mpath.ok("mpath:plugin update hds " + jar + " --json")).contains("\"done\":\"updated org.mpath.handler.hds ");
        assertThat(mpath.ok("mpath:plugins")).containsPattern("handler +hds +org.mpath.handler.hds [0-9.]+ +current +0 +-");
        assertRefused("mpath:plugin install " + jar, 5, "org.mpath.handler.hds [0-9.]+ is installed already: .*");
        assertRefused("mpath:plugin uninstall org.mpath.core --force", 5, "org.mpath.core [0-9.]+ is no plug-in: .*");
        assertRefused("mpath:plugin uninstall round-robin", 26,
                "org.mpath.selector.round.robin [0-9.]+ is busy \\(ETXTBSY\\): selector round-robin is used by mpath.*");
        assertRefused("mpath:plugin install /no/such.jar", 15, "there is no file /no/such.jar");
        assertRefused("mpath:plugin uninstall nosuch", 15, "no bundle, and no type of a bundle, is called 'nosuch'; .*");
        assertRefused("mpath:plugin install", 1, ".* needs BUNDLE.*; usage: mpath:plugin .*");
    }

    private static void assertRefused(String command, int exitCode, String sentence) {
        Programs.Result refused = mpath.shell(command);
        assertThat(refused.exitCode()).as(command + ": " + refused.errors()).isEqualTo(exitCode);
        assertThat(refused.errors()).as(command).matches("mpath: " + sentence + "\n");
        assertThat(refused.output()).as(command).isEmpty();
    }

    @Test
    void policyChangesAndIsRemembered() {
        assertThat(mpath.ok("mpath:policy mpathc queued_age=5000 attempts_max=9; mpath:policy mpathc --json"))
                .contains("\"queued_age_millis\":5000", "\"attempts_max\":9", "\"fence\":\"strict\"");
        assertThat(mpath.shell("mpath:policy mpathc attempts_max=0").exitCode()).isEqualTo(5);
        assertThat(mpath.ok("mpath:events mpathc")).contains("the policy changed to queued_age=5000, attempts_max=9");
    }

    @Test
    void waitEndsWithTheNextEventOrItsTime() throws Exception {
        assertThat(mpath.shell("mpath:wait mpathb --timeout 1").exitCode()).isEqualTo(33);
        String seen = mpath.ok("mpath:wait mpathb 0 --timeout 0; mpath:fail lab:A0/1").lines().findFirst().orElseThrow();
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(
                () -> mpath.ok("mpath:wait mpathb " + (Long.parseLong(seen) + 1) + " --timeout 30"));
        mpath.ok("mpath:reinstate lab:A0/1");
        assertThat(Long.parseLong(waiting.get(LIMIT.toSeconds(), TimeUnit.SECONDS).strip()))
                .isGreaterThan(Long.parseLong(seen) + 1);
    }

    @Test
    void aMapWithoutPathsExplainsItselfUntilTheyAreBack() {
        mpath.ok("mpath:policy mpathc no_path_timeout=0; lab:cut A0; lab:cut A1; lab:cut B0; lab:cut B1; mpath:rescan");
        try {
            assertThat(mpath.ok("mpath:why mpathc"))
                    .startsWith("mpathc holds I/O: 0 of 4 paths usable")
                    .contains("the last usable path went: I/O waits", "port B1 was reset", "I/O waits for ever");
            assertThat(mpath.ok("mpath:why lab:A0/2"))
                    .startsWith("lab:A0/2 in mpathc takes no I/O: it is failed (the connection to port A0 was reset)")
                    .contains("faulty: TEST UNIT READY");
            Programs.Result probe = mpath.shell("mpath:probe mpathc");
            assertThat(probe.exitCode()).isEqualTo(2);
            assertThat(probe.errors()).contains("mpathc has no usable path");
            assertThat(mpath.ok("mpath:queue mpathc off; mpath:why mpathc"))
                    .contains("mpathc fails I/O: 0 of 4 paths usable, and it does not queue", "fails: by message");
        } finally {
            mpath.ok("mpath:queue mpathc on; lab:heal A0; lab:heal A1; lab:heal B0; lab:heal B1");
        }
        mpath.awaitAllPaths();
        assertThat(mpath.ok("mpath:why mpathc")).startsWith("mpathc is well: 4 of 4 paths usable");
        assertThat(mpath.ok("mpath:why lab:A0/2")).contains("takes I/O", "it is used again");
        assertThat(mpath.ok("mpath:probe mpathc")).isEqualTo("probed mpathc: 4 of 4 paths are usable\n");
    }

    @Test
    void probeFailsAPathWithItsSenseInWords() {
        mpath.ok("mpath:load mpathb " + TWO_GROUPS);
        String said = mpath.ok("lab:sense A0 02/04/0b; mpath:probe mpathb; mpath:why lab:A0/1; lab:heal A0; mpath:rescan");
        assertThat(said).contains("probed mpathb: 3 of 4 paths are usable", "NOT READY 02/04/0b target port in standby state");
        mpath.awaitAllPaths();
        assertThat(mpath.ok("mpath:why lab:A0/1")).contains("takes I/O", "it is used again");
    }

    /** The shell starts after discovery has made the maps: what happened before it is in the engine's history. */
    @Test
    void aCaptiveRunKnowsWhatHappenedBeforeItsShell() throws IOException {
        Programs.Result result = Daemon.captive("mpath:events mpatha; lab:cut A0; mpath:wait mpatha 0 --timeout 30;"
                + " mpath:why lab:A0/0 --json; mpath:why mpatha");
        assertThat(result.exitCode()).as(result.errors()).isZero();
        assertThat(result.output())
                .contains("mpath.path.added", "mpath.map.reloaded", "\"takes_io\":false", "mpatha works: 3 of 4 paths usable")
                .contains("the connection to port A0 was reset");
    }
}
