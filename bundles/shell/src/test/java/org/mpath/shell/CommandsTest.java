package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;

/** Each command as a person types it, in a Gogo session over fake services. */
class CommandsTest {
    private final Gosh gosh = new Gosh();

    @AfterEach
    void close() {
        gosh.close();
    }

    @Test
    void topologyShowsMapsAndThenPathsInNoMap() {
        assertThat(gosh.run("topology")).isEqualTo("""
                mpatha (3600a0980000000000000000000000001) MPATH,LAB
                size=64M features='1 queue_if_no_path' hwhandler='1 sym' wp=rw state=degraded
                `-+- policy='round-robin 0' prio=1 status=active
                  |- lab:A0/0 active ready running
                  `- lab:B0/0 failed faulty running: port B0 is cut
                lab:B0/7 [orphan] ready: VPD page 83h is 3 bytes long, 4 are needed
                """);
    }

    @Test
    void topologyOfOneMapShowsThatMapOnly() {
        gosh.dataPlane.maps.add(Sample.map("mpathb", MapState.Condition.EMPTY, List.of()));
        assertThat(gosh.run("topology mpathb")).startsWith("mpathb (").doesNotContain("mpatha", "orphan");
    }

    @Test
    void topologyOfNothingSaysSo() {
        gosh.dataPlane.maps.clear();
        gosh.inventory.paths.clear();
        assertThat(gosh.run("topology")).isEqualTo("no maps and no paths; `mpath:rescan` looks again\n");
    }

    @Test
    void mapsAreATable() {
        assertThat(gosh.run("mpath:maps")).isEqualTo("""
                NAME    STATE     PATHS  SIZE  QUEUED  WWID                               VENDOR,PRODUCT
                mpatha  degraded  1/2     64M       0  3600a0980000000000000000000000001  MPATH,LAB
                """);
    }

    @Test
    void pathsShowBothStatesAndTheReason() {
        assertThat(gosh.run("paths")).isEqualTo("""
                PATH      MAP     STATE   CHECKER  PRIO  ACCESS  VENDOR,PRODUCT  REASON
                lab:A0/0  mpatha  active  ready       1  -       MPATH,LAB       -
                lab:B0/0  mpatha  failed  faulty      1  -       MPATH,LAB       port B0 is cut
                lab:B0/7  -       undef   ready       1  -       MPATH,LAB       VPD page 83h is 3 bytes long, 4 are needed
                """);
    }

    @Test
    void aPathThatIsNotIdentifiedYetHasDashes() {
        gosh.inventory.paths = List.of(new DiscoveredPath(
                "lab:A0/9", "lab", "A0", 9, "", "", "", "", CheckerState.UNCHECKED, "", -1, -1, "",
                "not asked yet"));
        assertThat(gosh.run("paths").lines().skip(1))
                .containsExactly("lab:A0/9  -    undef  undef    undef  -       -               not asked yet");
    }

    @Test
    void failAndReinstateSendTheKernelsWords() {
        assertThat(gosh.run("mpath:fail lab:A0/0")).isEqualTo("failed lab:A0/0 in mpatha\n");
        assertThat(gosh.run("reinstate lab:A0/0 mpatha")).isEqualTo("reinstated lab:A0/0 in mpatha\n");
        assertThat(gosh.dataPlane.messages)
                .containsExactly("mpatha fail_path lab:A0/0", "mpatha reinstate_path lab:A0/0");
    }

    @Test
    void aPathIsMarginalUntilItIsUnset() {
        assertThat(gosh.run("mpath:setmarginal lab:A0/0")).isEqualTo("marginal from now on: lab:A0/0\n");
        assertThat(gosh.inventory.marginal).containsExactly("lab:A0/0");
        assertThat(gosh.run("mpath:unsetmarginal lab:A0/0")).isEqualTo("marginal no longer: lab:A0/0\n");
        assertThat(gosh.inventory.marginal).isEmpty();
        assertThat(gosh.failure("mpath:setmarginal lab:A9/0"))
                .isEqualTo("mpath: no path lab:A9/0: nearest is lab:A0/0; `mpath:paths` lists all");
    }

    @Test
    void anUnknownPathIsAnsweredWithTheNearest() {
        assertThat(gosh.failure("mpath:fail lab:A9/0"))
                .isEqualTo("mpath: no path lab:A9/0: nearest is lab:A0/0; `mpath:paths` lists all");
        assertThat(gosh.code("mpath:fail lab:A9/0")).isEqualTo(15);
    }

    @Test
    void anUnknownMapIsAnsweredWithTheNearest() {
        assertThat(gosh.failure("topology mpathx"))
                .isEqualTo("mpath: no map mpathx: nearest is mpatha; `mpath:maps` lists all");
    }

    @Test
    void aPathOfAnotherMapIsNotFailed() {
        gosh.dataPlane.maps.add(Sample.map(
                "mpathb", MapState.Condition.ACTIVE, List.of(Sample.path("lab:A0/1", PathState.State.ACTIVE, ""))));
        assertThat(gosh.failure("mpath:fail lab:A0/0 mpathb"))
                .isEqualTo("mpath: no path in map mpathb lab:A0/0: nearest is lab:A0/1; `mpath:topology mpathb` lists all");
        assertThat(gosh.dataPlane.messages).isEmpty();
    }

    @Test
    void aRefusalOfTheDataPlaneIsItsSentenceAndCode() {
        gosh.dataPlane.refusal = new MapException(MapException.Code.BUSY, "map mpatha is being reloaded; try again");
        assertThat(gosh.code("mpath:fail lab:A0/0")).isEqualTo(26);
        assertThat(gosh.complaint()).isEqualTo("mpath: map mpatha is being reloaded; try again");
    }

    @Test
    void tableStatusAndMessageSpeakDeviceMapper() {
        assertThat(gosh.run("mpath:table mpatha")).startsWith("0 131072 multipath 1 queue_if_no_path");
        assertThat(gosh.run("mpath:status mpatha")).startsWith("0 131072 multipath 2 0 0 0");
        assertThat(gosh.run("mpath:message mpatha switch_group 2")).isEqualTo("sent mpatha switch_group 2\n");
        assertThat(gosh.dataPlane.messages).containsExactly("mpatha switch_group 2");
    }

    @Test
    void tablesAndStatusOfAllMapsCarryTheirNames() {
        gosh.dataPlane.maps.add(Sample.map("mpathb", MapState.Condition.EMPTY, List.of()));
        assertThat(gosh.run("mpath:status").lines())
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("mpatha: 0 131072 multipath 2 0 0 0"),
                        line -> assertThat(line).startsWith("mpathb: 0 131072 multipath 2 0 0 0"));
        assertThat(gosh.run("mpath:table")).startsWith("mpatha: 0 131072 multipath 1 queue_if_no_path");
    }

    @Test
    void tablesAndStatusComeInThreeForms() {
        assertThat(gosh.run("mpath:table mpatha --form 2005")).isEqualTo("2005 table of mpatha\n");
        assertThat(gosh.run("mpath:status --form 2007 mpatha")).isEqualTo("2007 status of mpatha\n");
        assertThat(gosh.code("mpath:status mpatha --form 1999")).isEqualTo(1);
        assertThat(gosh.complaint()).startsWith("mpath: --form is one of 2005|2007|today, not '1999'; usage: mpath:status");
    }

    @Test
    void rescanWaitsAndCounts() {
        assertThat(gosh.run("rescan")).isEqualTo("found 3 paths, 2 of them in 1 map; mpath:paths tells why not the others\n");
        assertThat(gosh.inventory.rescans).isEqualTo(1);
    }

    @Test
    void rescanThatDoesNotSettleIsNotReady() {
        gosh.inventory.settled = false;
        assertThat(gosh.code("rescan")).isEqualTo(2);
        assertThat(gosh.complaint()).startsWith("mpath: discovery has not settled after 30 s");
    }

    @Test
    void theEventLogForgetsTheOldest() {
        for (int i = 1; i <= EventLog.EVENTS_MAX + 1; i++) {
            gosh.events.mapEvent(new MapEvent(i, 0, MapEvent.Kind.MAP_CREATED, "m", "", "", "", ""));
        }
        assertThat(gosh.events.last(EventLog.EVENTS_MAX)).hasSize(EventLog.EVENTS_MAX);
        assertThat(gosh.events.last(EventLog.EVENTS_MAX).get(0).sequence()).isEqualTo(2);
    }

    @Test
    void labVerbsReachTheLab() {
        assertThat(gosh.run("lab:cut A0")).isEqualTo("port A0 is cut\n");
        gosh.run("lab:silence A0");
        assertThat(gosh.run("lab:delay A0 200")).isEqualTo("port A0 answers 200 ms late\n");
        assertThat(gosh.run("lab:sense A0 02/04/0b 3"))
                .startsWith("port A0 answers the next 3: ")
                .contains("02/04/0b");
        assertThat(gosh.run("lab:sense A0 5/24/0"))
                .startsWith("port A0 answers every command: ")
                .contains("05/24/00");
        gosh.run("lab:heal A0");
        assertThat(gosh.lab.calls)
                .containsExactly(
                        "cut A0", "silence A0", "delay A0 200", "sense A0 2/4/11 3", "sense A0 5/36/0 0", "heal A0");
    }

    @Test
    void labRefusesWhatIsNotAPortADelayOrSense() {
        assertThat(gosh.failure("lab:cut A1")).isEqualTo("mpath: no port A1: nearest is A0; `lab:ports` lists all");
        assertThat(gosh.failure("lab:delay A0 600001")).contains("MILLIS is a number from 0 to 600000");
        assertThat(gosh.failure("lab:sense A0 1f/04/0b")).contains("not '1f/04/0b'");
        assertThat(gosh.failure("lab:sense A0 02-04-0b")).contains("such as 02/04/0b");
        assertThat(gosh.code("lab:sense A0 02/04/0b 0")).isEqualTo(1);
        assertThat(gosh.lab.calls).isEmpty();
    }

    @Test
    void labPortsAreListed() {
        assertThat(gosh.run("lab:ports")).isEqualTo("""
                ARRAY  PORT  FAULT  UNITS  COMMANDS
                lab1   A0    none       3       120
                lab1   B0    cut        3         7
                """);
    }

    @Test
    void iscsiCommandsListAndSteer() {
        assertThat(gosh.run("iscsi:discover 192.0.2.1")).contains(FakeIscsi.TARGET + "  192.0.2.1:3260     1");
        assertThat(gosh.run("iscsi:sessions")).contains("waiting", "None,CRC32C", "connection refused");
        assertThat(gosh.run("iscsi:login 192.0.2.1 " + FakeIscsi.TARGET))
                .isEqualTo("logged in to iqn.2026-11.org.example:t1 on 192.0.2.1\n");
        assertThat(gosh.run("iscsi:logout 192.0.2.1 " + FakeIscsi.TARGET)).endsWith("1 session\n");
        assertThat(gosh.code("iscsi:logout 192.0.2.1 iqn.2026-11.org.example:t2")).isEqualTo(15);
        assertThat(gosh.iscsi.calls).containsExactly("login 192.0.2.1 iqn.2026-11.org.example:t1");
    }

    @Test
    void anAddressInBracketsIsAWordWhenItIsQuoted() {
        gosh.run("iscsi:login '[::1]:3260' " + FakeIscsi.TARGET);
        assertThat(gosh.iscsi.calls).containsExactly("login [::1]:3260 " + FakeIscsi.TARGET);
        assertThat(gosh.failure("iscsi:login [::1]:3260 " + FakeIscsi.TARGET))
                .contains("one word too many", "quote a word with brackets");
    }

    @Test
    void aFailureOfTheWireIsOneSentence() {
        gosh.iscsi.failure = "portal 192.0.2.1:3260: connection refused";
        assertThat(gosh.code("iscsi:discover 192.0.2.1")).isEqualTo(99);
        assertThat(gosh.complaint()).isEqualTo("mpath: portal 192.0.2.1:3260: connection refused");
    }

    @Test
    void nbdShowsExportsAndClients() {
        assertThat(gosh.run("nbd:exports")).contains("mpatha   64M  no", "nbd+unix:///mpatha?socket=/run/nbd.sock");
        assertThat(gosh.run("nbd:connections")).contains(" 1  unix  mpatha         3        99       0");
    }

    @Test
    void aMissingPartIsOneSentence() {
        gosh.iscsiCommands.control = null;
        gosh.labCommands.control = null;
        gosh.nbdCommands.control = null;
        gosh.maps.dataPlane = null;
        assertThat(gosh.failure("iscsi:sessions"))
                .isEqualTo("mpath: no iSCSI transport is installed: bundle org.mpath.transport.iscsi brings it");
        assertThat(gosh.code("lab:cut A0")).isEqualTo(2);
        assertThat(gosh.complaint()).startsWith("mpath: no lab is installed");
        assertThat(gosh.failure("nbd:exports")).startsWith("mpath: no NBD server is installed");
        assertThat(gosh.failure("maps")).startsWith("mpath: no data plane is installed");
    }

    @Test
    void helpExplainsACommand() {
        String help = """
                mpath:fail - fails a path: no I/O goes there until it is reinstated, by hand or when a check finds it ready
                usage: mpath:fail [--json] [--help] PATH [MAP]
                  --json     print JSON
                  --help     print this
                example: mpath:fail lab:A0/0
                """;
        assertThat(gosh.run("help mpath:fail")).isEqualTo(help);
        assertThat(gosh.run("help fail")).isEqualTo(help);
        assertThat(gosh.run("mpath:fail --help")).isEqualTo(help);
    }

    @Test
    void helpListsEveryCommandAndNoHiddenOne() {
        assertThat(gosh.run("help"))
                .contains("mpath:topology ", "iscsi:login ", "lab:sense ", "nbd:exports ", "mpath:shutdown ")
                .doesNotContain("__");
    }

    @Test
    void helpForNothingNamesTheNearest() {
        assertThat(gosh.failure("help mpath:topologie"))
                .isEqualTo("mpath: no command mpath:topologie: nearest is mpath:topology; `help` lists all");
    }

    @Test
    void anUnknownCommandNamesTheNearest() {
        assertThat(gosh.code("topologie")).isEqualTo(1);
        assertThat(gosh.complaint()).isEqualTo("mpath: no command topologie: nearest is topology; `help` lists all");
        assertThat(gosh.failure("lab:cutt A0")).contains("nearest is lab:cut;");
    }

    @Test
    void anUnreadableLineIsOneLineOfComplaint() {
        assertThat(gosh.code("maps {")).isEqualTo(1);
        assertThat(gosh.complaint()).startsWith("mpath: cannot read the command line").hasLineCount(1);
    }

    @Test
    void theFirstFailureEndsAProgram() {
        assertThat(gosh.code("lab:cut A0; lab:cut A9; lab:heal A0")).isEqualTo(15);
        assertThat(gosh.lab.calls).containsExactly("cut A0");
    }

    @Test
    void versionNamesTheParts() {
        assertThat(gosh.run("version"))
                .isEqualTo("mpath 1.2.3, example.framework 1.2.3, Java " + System.getProperty("java.version") + "\n");
    }

    @Test
    void exitEndsTheSessionWhereThereIsOneAndElseTheRuntime() {
        int[] ended = {0};
        gosh.session.put(RuntimeCommands.SESSION_END, (Runnable) () -> ended[0]++);
        gosh.run("exit");
        assertThat(ended[0]).isEqualTo(1);
        assertThat(gosh.framework.stops).hasValue(0);
        gosh.session.put(RuntimeCommands.SESSION_END, null);
        gosh.run("exit");
        gosh.run("shutdown");
        assertThat(gosh.framework.stops).hasValue(2);
    }

    @Test
    void commandsReturnNothingASessionCouldKeep() throws Exception {
        for (String program : List.of("mpath:maps", "mpath:paths --json", "lab:cut A0", "iscsi:sessions", "help")) {
            assertThat(gosh.session.execute(program)).as(program).isNull();
        }
    }

    @Test
    void aTerminalGetsColourAndItsWidthUnlessNoColorIsSet() {
        gosh.session.put("TERM", "xterm");
        gosh.session.put("COLUMNS", 40);
        gosh.session.put(Screen.NO_COLOR, "");
        assertThat(gosh.run("maps")).contains("\u001b[33mdegraded\u001b[m").contains("360...");
        gosh.session.put(Screen.NO_COLOR, "1");
        assertThat(gosh.run("maps")).doesNotContain("\u001b").contains("360...");
        gosh.session.put("TERM", "dumb");
        gosh.session.put(Screen.NO_COLOR, "");
        assertThat(gosh.run("maps")).doesNotContain("\u001b");
    }

    @Test
    void aPipeGetsNeitherColourNorCuts() throws Exception {
        gosh.session.put("TERM", "xterm");
        gosh.session.put("COLUMNS", 40);
        Object captured = gosh.session.execute("(mpath:maps)");
        assertThat(String.valueOf(captured)).contains(Sample.WWID).doesNotContain("\u001b");
    }
}
