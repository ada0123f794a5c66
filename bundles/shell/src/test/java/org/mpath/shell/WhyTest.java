package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.map.PathState;

/** Histories as they happen, and what people read at 3 am. */
class WhyTest {
    private static final String NOT_READY = "NOT READY, becoming ready (02/04/01)";

    private final Story story = new Story();

    private static String text(Explanation explanation) {
        return String.join("\n", new WhyText(new Times(ZoneId.of("UTC"), Story.NOW), Screen.UNLIMITED).lines(explanation)) + "\n";
    }

    private Explanation path(String name) {
        return Why.path(story.facts(), name);
    }

    private Explanation map() {
        return Why.map(story.facts());
    }

    private static List<String> topics(Explanation explanation) {
        return explanation.steps().stream().map(Explanation.Step::topic).toList();
    }

    private static String step(Explanation explanation, String topic) {
        return explanation.steps().stream()
                .filter(step -> step.topic().equals(topic))
                .map(Explanation.Step::text)
                .reduce((one, other) -> other)
                .orElse("");
    }

    // ---- paths ----

    @Test
    void aFailedPathTellsWhatFollowedItsFailure() {
        story.condition = Condition.DEGRADED;
        story.first = GroupState.State.DISABLED;
        story.second = GroupState.State.ACTIVE;
        story.failed(1, "lab:A0/0", 125, 3, NOT_READY, CheckerState.DOWN).good(1, "lab:A1/0").good(2, "lab:B0/0");
        story.event(300, Kind.PATH_REINSTATED, "lab:A0/0", "failed", "active", "")
                .event(125, Kind.PATH_FAILED, "lab:A0/0", "active", "failed", NOT_READY)
                .event(124, Kind.GROUP_BYPASSED, "", "", "group 1", "another controller owns the unit")
                .event(124, Kind.GROUP_SWITCHED, "", "group 1", "group 2", "")
                .event(124, Kind.ACTIVATION_STARTED, "", "", "group 2", "")
                .event(100, Kind.PATH_FAILED, "lab:Z9/0", "active", "failed", "of no concern");
        assertThat(text(path("lab:A0/0"))).isEqualTo("""
                lab:A0/0 in mpatha takes no I/O: it is failed (NOT READY, becoming ready (02/04/01)); its group 1 is bypassed, I/O goes to group 2
                  11:57:55.000  2 min 5 s ago  failed    NOT READY, becoming ready (02/04/01) (failed 3 times in all)
                  11:57:56.000  2 min 4 s ago  bypassed  group 1 is bypassed: another controller owns the unit
                  11:57:56.000  2 min 4 s ago  switched  I/O goes to group 2, before to group 1
                  now                          path      failed for 2 min 5 s, 1 request in flight, 1200 done, 3 errors, 3 sent again elsewhere
                  now                          checker   faulty: port is cut
                  now                          plug-in   sym
                  now                          group     number 1 of 2, disabled, 1 of 2 paths usable, round-robin
                  now                          map       degraded, 2 of 3 paths usable
                  do                                     mend what the checker complains of: the path is used again when it is ready
                  do                                     `mpath:enable-group mpatha 1` takes the bypass off
                """);
    }

    @Test
    void aPathInNoMapTellsWhyNot() {
        Explanation why = Why.lonePath(Sample.discovered("lab:B0/7", "", CheckerState.UP,
                "unit is our own map mpathz: its I/O would come back to it for ever"));
        assertThat(text(why)).startsWith(
                "lab:B0/7 is in no map: unit is our own map mpathz: its I/O would come back to it for ever\n");
        assertThat(why.takesIo()).isFalse();
        assertThat(why.map()).isEmpty();
        assertThat(step(why, "unit")).startsWith("MPATH LAB, wwid ");
        assertThat(why.advice()).containsExactly("`mpath:rescan` has it identified again");
    }

    @Test
    void aPathWhoseArrayNoPlugInKnowsSaysSo() {
        story.good(1, "lab:A0/0").good(2, "lab:B0/0");
        DiscoveredPath known = story.discovered.get("lab:A0/0");
        story.discovered.put("lab:A0/0", new DiscoveredPath(known.name(), known.transport(), known.port(), known.lun(),
                known.vendor(), known.product(), known.wwid(), known.map(), known.checker(), "", 1, -1, "", ""));
        assertThat(step(path("lab:A0/0"), "plug-in")).isEqualTo(
                "none claims its array: its map has no hardware handler, its checks are TEST UNIT READY");
    }

    @Test
    void aGoodPathOfTheCurrentGroupTakesIo() {
        story.good(1, "lab:A0/0").good(2, "lab:B0/0");
        Explanation why = path("lab:A0/0");
        assertThat(why.verdict()).isEqualTo("lab:A0/0 in mpatha takes I/O");
        assertThat(why.takesIo()).isTrue();
        assertThat(why.advice()).isEmpty();
    }

    @Test
    void aGoodPathOfAnotherGroupWaits() {
        story.good(1, "lab:A0/0").good(2, "lab:B0/0");
        Explanation why = path("lab:B0/0");
        assertThat(why.verdict()).isEqualTo("lab:B0/0 in mpatha takes no I/O: its group 2 waits, I/O goes to group 1");
        assertThat(why.advice()).containsExactly("`mpath:switch-group mpatha 2` sends I/O to its group");
    }

    @Test
    void aPathThatWasFailedByHandIsReinstatedByHand() {
        story.condition = Condition.DEGRADED;
        story.failed(1, "lab:A0/0", 5, 1, "failed by hand", CheckerState.UP).good(1, "lab:A1/0");
        story.event(5, Kind.PATH_FAILED, "lab:A0/0", "active", "failed", "failed by hand");
        Explanation why = path("lab:A0/0");
        assertThat(why.verdict()).isEqualTo("lab:A0/0 in mpatha takes no I/O: it is failed (failed by hand)");
        assertThat(why.advice()).containsExactly("`mpath:reinstate lab:A0/0` uses it now; else its next check does, if it finds it ready again");
    }

    @Test
    void aSuspendedMapKeepsIoFromEveryPath() {
        story.condition = Condition.SUSPENDED;
        story.good(1, "lab:A0/0");
        story.event(9, Kind.MAP_SUSPENDED, "", "", "", "asked for");
        Explanation why = path("lab:A0/0");
        assertThat(why.verdict()).isEqualTo("lab:A0/0 in mpatha takes no I/O: map mpatha is suspended");
        assertThat(why.advice()).containsExactly("`mpath:resume mpatha` lets I/O go");
        assertThat(step(why, "suspended")).isEqualTo("all I/O is held: asked for");
    }

    @Test
    void activationHoldsIo() {
        story.condition = Condition.ACTIVATING;
        story.good(1, "lab:A0/0");
        story.event(2, Kind.ACTIVATION_STARTED, "", "", "group 1", "")
                .event(1, Kind.ACTIVATION_ENDED, "", "", "retry", "group 1");
        Explanation why = path("lab:A0/0");
        assertThat(why.verdict()).isEqualTo("lab:A0/0 in mpatha takes no I/O: group 1 is being activated");
        assertThat(why.steps()).extracting(Explanation.Step::text)
                .contains("the activation of group 1 began", "the activation of group 1 ended: retry");
    }

    @Test
    void aBypassedGroupTakesIoWhenNoOtherCan() {
        story.condition = Condition.DEGRADED;
        story.first = GroupState.State.DISABLED;
        story.good(1, "lab:A0/0").failed(2, "lab:B0/0", 5, 1, "cut", CheckerState.DOWN);
        assertThat(path("lab:A0/0").takesIo()).isTrue();
        assertThat(step(map(), "group 1")).startsWith("takes I/O although bypassed");
    }

    @Test
    void beforeAnyIoTheNextGroupIsNamed() {
        story.first = GroupState.State.ENABLED;
        story.turn = 2;
        story.good(1, "lab:A0/0").good(2, "lab:B0/0");
        assertThat(path("lab:B0/0").verdict())
                .isEqualTo("lab:B0/0 in mpatha takes I/O when there is some: none came since its group was chosen");
        assertThat(path("lab:A0/0").verdict()).endsWith("takes no I/O: its group 1 waits, I/O goes to group 2");
        assertThat(map().verdict()).endsWith("I/O goes to group 2");
        assertThat(step(map(), "group 2")).startsWith("next: no I/O came since it was chosen");
    }

    @Test
    void aNextGroupWithoutUsablePathsIsSkipped() {
        story.condition = Condition.DEGRADED;
        story.first = GroupState.State.ENABLED;
        story.failed(1, "lab:A0/0", 5, 1, "cut", CheckerState.DOWN).good(2, "lab:B0/0");
        assertThat(map().verdict()).isEqualTo("mpatha works: 1 of 2 paths usable, I/O goes to group 2");
        assertThat(step(map(), "group 1")).startsWith("of no use");
    }

    @Test
    void aMapWhoseOwnerIsStuckIsExplainedWithoutIt() {
        story.policy = null;
        story.good(1, "lab:A0/0");
        assertThat(step(map(), "owner")).startsWith("its reactor does not answer");
        assertThat(topics(map())).doesNotContain("queueing");
    }

    @Test
    void aLinkThatIsDownWarnsBeforeTheEngineNotices() {
        story.path(1, "lab:A0/0", PathState.State.ACTIVE, 0, 0, "", CheckerState.DOWN);
        assertThat(path("lab:A0/0").verdict())
                .isEqualTo("lab:A0/0 in mpatha takes I/O, but its checker says faulty: port is cut");
    }

    @Test
    void aFlappingPathIsCalledThat() {
        story.path(1, "lab:A0/0", PathState.State.ACTIVE, 5, 3, "reset", CheckerState.UP);
        for (int ago : new int[] {900, 60, 40, 20}) {
            story.event(ago, Kind.PATH_FAILED, "lab:A0/0", "active", "failed", "reset")
                    .event(ago - 5, Kind.PATH_REINSTATED, "lab:A0/0", "failed", "active", "");
        }
        Explanation why = path("lab:A0/0");
        assertThat(step(why, "flapping")).startsWith("failed 3 times in the last 10 min");
        assertThat(topics(why)).startsWith("failed", "reinstated", "path");
    }

    @Test
    void aPathThatIsFailedByHandDoesNotFlap() {
        story.path(1, "lab:A0/0", PathState.State.ACTIVE, 5, 3, "", CheckerState.UP);
        for (int ago : new int[] {60, 40, 20}) {
            story.event(ago, Kind.PATH_FAILED, "lab:A0/0", "active", "failed", "failed by message");
        }
        assertThat(topics(path("lab:A0/0"))).doesNotContain("flapping");
    }

    @Test
    void aPathOfASuspendedMapIsNotToBeReinstatedByHand() {
        story.condition = Condition.SUSPENDED;
        story.failed(1, "lab:A0/0", 5, 1, "cut", CheckerState.UP);
        assertThat(path("lab:A0/0").advice()).containsExactly("`mpath:resume mpatha` lets I/O go");
    }

    @Test
    void aThrottledPathIsNotAnyMoreOnceItIsReinstated() {
        story.good(1, "lab:A0/0");
        story.event(9, Kind.PATH_THROTTLED, "lab:A0/0", "", "1", "status 08h");
        assertThat(step(map(), "throttled")).isEqualTo("lab:A0/0 gets at most 1 request at a time: status 08h");
        story.event(8, Kind.PATH_FAILED, "lab:A0/0", "active", "failed", "reset")
                .event(5, Kind.PATH_REINSTATED, "lab:A0/0", "failed", "active", "");
        assertThat(topics(map())).doesNotContain("throttled");
    }

    @Test
    void aThrottledPathAndItsFenceAreTold() {
        story.good(1, "lab:A0/0");
        story.event(9, Kind.PATH_THROTTLED, "lab:A0/0", "32", "16", "TASK SET FULL")
                .event(8, Kind.FENCE_STARTED, "lab:A0/0", "", "", "1 write, the connection was lost");
        assertThat(step(map(), "throttled")).isEqualTo("lab:A0/0 gets at most 16 requests at a time: TASK SET FULL");
        Explanation why = path("lab:A0/0");
        assertThat(step(why, "throttled")).isEqualTo("it gets at most 16 requests at a time: TASK SET FULL");
        assertThat(why.verdict()).endsWith("takes I/O; writes of unknown outcome wait for a fence");
        story.event(7, Kind.PATH_THROTTLED, "lab:A0/0", "", "unbounded", "it answers again");
        assertThat(topics(map())).doesNotContain("throttled");
    }

    @Test
    void whatTheHistoryForgotIsStillCounted() {
        story.condition = Condition.DEGRADED;
        story.path(1, "lab:A0/0", PathState.State.ACTIVE, 50, 2, "reset", CheckerState.UP);
        story.failed(1, "lab:A1/0", 70, 1, "cut", CheckerState.DOWN);
        assertThat(text(path("lab:A0/0"))).contains("earlier", "reset (failed 2 times in all); the events around it are not");
        assertThat(text(path("lab:A1/0"))).contains("11:58:50.000  1 min 10 s ago  failed   cut; the events");
    }

    @Test
    void aLongStoryIsCutInFront() {
        story.good(1, "lab:A0/0");
        for (int i = 20; i > 0; i--) {
            story.event(i, Kind.MAP_RELOADED, "", "", "", "load " + i);
        }
        Explanation why = path("lab:A0/0");
        assertThat(why.steps().stream().filter(step -> step.topic().equals("table"))).hasSize(8)
                .last().extracting(Explanation.Step::text).asString().endsWith("load 1");
        assertThat(step(why, "history")).isEqualTo("12 more events; `mpath:events mpatha` lists them");
    }

    // ---- maps ----

    @Test
    void aMapWithoutAPathTellsWhenItsPatienceEnds() {
        story.condition = Condition.QUEUEING;
        story.queued = 7;
        story.users = List.of("nbd unix");
        story.first = GroupState.State.ENABLED;
        story.failed(1, "lab:A0/0", 20, 1, NOT_READY, CheckerState.DOWN);
        story.failed(2, "lab:B0/0", 18, 2, "the connection to port B0 was reset", CheckerState.DOWN);
        story.event(500, Kind.MAP_RELOADED, "", "", "", "2 groups")
                .event(20, Kind.PATH_FAILED, "lab:A0/0", "active", "failed", NOT_READY)
                .event(19, Kind.GROUP_SWITCHED, "", "group 1", "group 2", "")
                .event(18, Kind.PATH_FAILED, "lab:B0/0", "active", "failed", "the connection to port B0 was reset")
                .event(18, Kind.MAP_NO_PATH, "", "", "", "I/O waits");
        assertThat(text(map())).isEqualTo("""
                mpatha holds I/O: 0 of 2 paths usable; 7 requests wait
                  11:51:40.000  8 min 20 s ago  table     a new table is live: 2 groups
                  11:59:40.000  20 s ago        failed    lab:A0/0: NOT READY, becoming ready (02/04/01)
                  11:59:41.000  19 s ago        switched  I/O goes to group 2, before to group 1
                  11:59:42.000  18 s ago        failed    lab:B0/0: the connection to port B0 was reset (failed 2 times in all)
                  11:59:42.000  18 s ago        no path   the last usable path went: I/O waits
                  now                           map       queueing, 0 of 2 paths usable, for 18 s
                  now                           used by   nbd unix
                  now                           group 1   of no use, 0 of 1 paths usable, round-robin
                  now                           group 2   of no use, 0 of 1 paths usable, round-robin
                  now                           queueing  on: without a usable path I/O fails after 30 s, in 12 s from now
                  now                           bounds    7 requests now; at most 65536 requests wait, more fail; at most 256M of data wait, more fails; one request waits for a path as long as the map does
                  now                           handler   alua
                  do                                      mend a path, or `mpath:queue mpatha off` fails what waits
                  do                                      `mpath:why lab:A0/0` explains a failed path
                """);
    }

    @Test
    void patienceBeginsAnewWithAnotherPolicyAndWithResume() {
        story.condition = Condition.QUEUEING;
        story.failed(1, "lab:A0/0", 25, 1, "cut", CheckerState.DOWN);
        story.event(25, Kind.MAP_NO_PATH, "", "", "", "I/O waits");
        assertThat(step(map(), "queueing")).endsWith("after 30 s, in 5 s from now");
        story.event(10, Kind.POLICY_CHANGED, "", "a=1", "a=2", "");
        assertThat(step(map(), "queueing")).endsWith("after 30 s, in 20 s from now");
        story.event(2, Kind.MAP_RESUMED, "", "", "", "0 task(s) waited");
        assertThat(step(map(), "queueing")).endsWith("after 30 s, in 28 s from now");
    }

    @Test
    void aBypassedGroupThatIsActivatedIsNamed() {
        story.condition = Condition.ACTIVATING;
        story.second = GroupState.State.DISABLED;
        story.first = GroupState.State.ENABLED;
        story.good(1, "lab:A0/0").good(2, "lab:B0/0");
        story.event(2, Kind.ACTIVATION_STARTED, "", "", "group 2", "attempt 1 of 1, in 2000 ms");
        assertThat(map().verdict()).contains("group 2 is being activated");
    }

    @Test
    void aWellMapDoesNotHideTheRequestsThatFailed() {
        story.good(1, "lab:A0/0").good(2, "lab:B0/0");
        assertThat(topics(map())).doesNotContain("errors");
        story.errors = 3;
        assertThat(step(map(), "errors"))
                .isEqualTo("3 requests ended with an error since the map was made; their callers were told");
    }

    @Test
    void whatStaysAsItIsIsNotToldAsAChange() {
        story.good(1, "lab:A0/0");
        story.event(3, Kind.GROUP_SWITCHED, "", "group 1", "group 1", "by request")
                .event(2, Kind.SELECTOR_CHANGED, "", "queue-length", "queue-length", "by request");
        assertThat(step(map(), "switched")).isEqualTo("I/O goes to group 1, as before: by request");
        assertThat(step(map(), "selector")).isEqualTo("the path selector is queue-length, as before: by request");
    }

    @Test
    void aMapWhoseTableNamesNoneOfThePathsThatWereFoundWantsAnotherTable() {
        story.condition = Condition.EMPTY;
        story.discovered.put("lab:A0/0", Sample.discovered("lab:A0/0", "mpatha", CheckerState.UP, ""));
        assertThat(map().advice()).containsExactly("its table names no path, discovery found 1 path:"
                + " `mpath:load mpatha TABLE` loads one that does");
    }

    @Test
    void aSwitchIsToldWithTheFailuresThatCausedIt() {
        story.first = GroupState.State.ENABLED;
        story.second = GroupState.State.ACTIVE;
        story.good(1, "lab:A0/0").good(1, "lab:A1/0").good(2, "lab:B0/0");
        story.event(90, Kind.PATH_FAILED, "lab:A1/0", "active", "failed", "long before")
                .event(21, Kind.PATH_FAILED, "lab:A0/0", "active", "failed", NOT_READY)
                .event(20, Kind.GROUP_SWITCHED, "", "group 1", "group 2", "the first with a usable path")
                .event(10, Kind.PATH_REINSTATED, "lab:A0/0", "failed", "active", "");
        assertThat(map().steps()).extracting(Explanation.Step::text)
                .contains("lab:A0/0: " + NOT_READY)
                .noneMatch(text -> text.contains("long before"));
        assertThat(topics(map())).startsWith("failed", "switched", "reinstated");
    }

    @Test
    void aMapThatFailsIoTellsWhoSwitchedQueueingOff() {
        story.condition = Condition.FAILED;
        story.features = List.of();
        story.failed(1, "lab:A0/0", 20, 1, "cut", CheckerState.DOWN);
        story.event(60, Kind.QUEUEING_CHANGED, "", "on", "off", "message fail_if_no_path")
                .event(20, Kind.MAP_NO_PATH, "", "", "", "I/O fails");
        Explanation why = map();
        assertThat(why.verdict()).isEqualTo("mpatha fails I/O: 0 of 1 paths usable, and it does not queue");
        assertThat(why.takesIo()).isFalse();
        assertThat(step(why, "queueing")).isEqualTo("off: without a usable path I/O fails at once");
        assertThat(why.steps()).extracting(Explanation.Step::text)
                .contains("without a usable path I/O fails: message fail_if_no_path");
        assertThat(why.advice()).first().asString().contains("mpath:queue mpatha on");
    }

    @Test
    void aMapThatWaitedInVainFailsIoUntilAPathIsBack() {
        story.condition = Condition.FAILED;
        story.failed(1, "lab:A0/0", 50, 1, "cut", CheckerState.DOWN);
        story.event(50, Kind.MAP_NO_PATH, "", "", "", "I/O waits")
                .event(20, Kind.MAP_NO_PATH, "", "", "", "I/O fails: no usable path for 30 s");
        assertThat(map().verdict()).endsWith("0 of 1 paths usable, and it waited for one in vain");
        assertThat(step(map(), "no path")).isEqualTo("the last usable path went: I/O fails: no usable path for 30 s");
        assertThat(step(map(), "queueing")).startsWith("on, but the time is over");
    }

    @Test
    void aHandlerThatWasSwappedIsTold() {
        story.good(1, "lab:A0/0");
        story.event(9, Kind.HANDLER_CHANGED, "", "", "sym", "table loaded");
        assertThat(map().steps()).extracting(Explanation.Step::text).noneMatch(text -> text.contains("table loaded"));
        story.event(8, Kind.HANDLER_CHANGED, "", "sym", "", "plug-in sym was removed");
        assertThat(map().steps()).extracting(Explanation.Step::text)
                .contains("the hardware handler is none, it was sym: plug-in sym was removed");
        assertThat(step(path("lab:A0/0"), "handler")).contains("plug-in sym was removed");
    }

    @Test
    void aWellMapSaysWhereIoGoes() {
        story.good(1, "lab:A0/0").good(2, "lab:B0/0");
        story.event(9, Kind.ACTIVATION_STARTED, "", "", "group 1", "")
                .event(8, Kind.ACTIVATION_ENDED, "", "", "ready", "group 1");
        Explanation why = map();
        assertThat(why.verdict()).isEqualTo("mpatha is well: 2 of 2 paths usable, I/O goes to group 1");
        assertThat(why.advice()).isEmpty();
        assertThat(step(why, "activation")).isEqualTo("the activation of group 1 ended: ready");
    }

    @Test
    void aSuspendedMapSaysSinceWhenAndHowItGoesOn() {
        story.condition = Condition.SUSPENDED;
        story.queued = 1;
        story.good(1, "lab:A0/0");
        story.event(3, Kind.MAP_SUSPENDED, "", "", "", "");
        assertThat(map().verdict()).isEqualTo("mpatha holds I/O: it is suspended; 1 request waits");
        assertThat(step(map(), "map")).endsWith("for 3 s");
        assertThat(map().advice()).contains("`mpath:resume mpatha` lets I/O go");
    }

    @Test
    void openFencesAndLostRequestsAreTold() {
        story.good(1, "lab:A0/0").good(2, "lab:B0/0");
        story.event(30, Kind.FENCE_STARTED, "lab:A0/0", "", "", "").event(29, Kind.FENCE_ENDED, "lab:A0/0", "", "lost", "")
                .event(28, Kind.IO_INDETERMINATE, "lab:A0/0", "", "", "COMPARE AND WRITE")
                .event(9, Kind.FENCE_STARTED, "lab:B0/0", "", "", "2 writes");
        Explanation why = map();
        assertThat(step(why, "fence")).startsWith("writes of unknown outcome wait on lab:B0/0; a write of unknown outcome");
        assertThat(step(why, "unknown")).isEqualTo("1 request of late ended without a known outcome; their callers were told");
        assertThat(why.steps()).extracting(Explanation.Step::text)
                .contains("writes of unknown outcome on lab:A0/0 are given up: their outcome stays unknown")
                .contains("a request on lab:A0/0 ended without a known outcome: COMPARE AND WRITE");
    }

    @Test
    void aFastFenceIsAWarning() {
        story.policy = story.policy.with("fence", "fast");
        story.good(1, "lab:A0/0");
        assertThat(step(map(), "fence")).startsWith("fast: a write of unknown outcome is repeated at once");
    }

    @Test
    void aMapWithoutATableHasNoPaths() {
        story.condition = Condition.EMPTY;
        assertThat(map().verdict()).isEqualTo("mpatha has no paths: I/O waits; 0 requests wait");
        assertThat(map().advice()).first().asString().contains("mpath:rescan");
    }

    @Test
    void wrapsBelowItselfOnANarrowTerminal() {
        story.good(1, "lab:A0/0");
        List<String> lines = new WhyText(new Times(ZoneId.of("UTC"), Story.NOW), 60).lines(map());
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
        assertThat(lines).anyMatch(line -> line.startsWith("                 ") && line.endsWith("30 s"));
    }

    @Test
    void neverPrintsControlCharactersOfATarget() {
        story.failed(1, "lab:A0/0", 5, 1, "said \u001b]0;gotcha\u0007", CheckerState.DOWN);
        assertThat(text(path("lab:A0/0"))).contains("said ?]0;gotcha?").doesNotContain("\u001b", "\u0007");
    }

    @Test
    void everyKindOfEventHasATopicAndASentence() {
        for (Kind kind : Kind.values()) {
            story.events.clear();
            story.event(1, kind, "lab:A0/0", "1", "2", "");
            assertThat(EventWords.topic(kind)).isNotBlank();
            assertThat(EventWords.sentence(story.events.get(0), "")).as(kind.name()).isNotBlank();
        }
    }
}
