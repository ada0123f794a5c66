package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.Delivery;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.TextForm;
import org.mpath.api.plugin.PathSelector;
import org.mpath.scsi.Status;

/** What a selector is told: each request that started once ended, paths that come and go, and nothing of others' work. */
class SelectorContractTest {
    private static final String TWO = "0 1024 multipath 1 queue_if_no_path 0 1 1 log 2 x y 2 1 a 7 b 8";
    private static final String TWO_GROUPS = "0 1024 multipath 1 queue_if_no_path 0 2 1 log 0 1 0 a other 0 1 0 b";

    private final List<Log> made = new ArrayList<>();
    private final EngineRig rig = rig(TWO);

    private EngineRig rig(String table) {
        EngineRig made = new EngineRig("0 1024 multipath 0 0 0 0");
        load(made, table);
        made.events.clear();
        made.told.clear();
        return made;
    }

    private void load(EngineRig into, String table) {
        into.load(table, spec -> {
            Log log = new Log();
            made.add(log);
            return log;
        });
    }

    private Log first() {
        return made.get(0);
    }

    @Test
    void itLearnsItsPathsWithTheirArgumentsInTableOrder() {
        assertThat(first().said).containsExactly("add 0 [7]", "add 1 [8]");
    }

    @Test
    void eachRequestStartsAndEndsOnceWithItsPathSizeAndTime() {
        rig.pass(5);
        long started = rig.now;
        ScsiTask read = rig.read();
        rig.pass(70);
        rig.good(read);
        assertThat(first().heard()).containsExactly("started 0 4096 at " + started,
                "ended 0 4096 from " + started + " at " + rig.now);
        assertThat(first().asked).containsExactly("4096 at " + started);
    }

    @Test
    void anAttemptThatFailedEndsBeforeTheNextStarts() {
        ScsiTask read = rig.read();
        rig.unanswered(read, Delivery.NOT_SENT);
        long at = rig.now;
        assertThat(first().heard()).containsExactly("started 0 4096 at " + at, "ended 0 4096 from " + at + " at " + at,
                "fail 0", "started 1 4096 at " + at);
    }

    @Test
    void aRefusedRequestEndsAndStartsAnew() {
        ScsiTask read = rig.read();
        rig.answer(read, Status.BUSY);
        long at = rig.now;
        rig.pass(EngineLimits.DEFAULT.retryDelayNanos());
        assertThat(first().heard()).containsExactly("started 0 4096 at " + at, "ended 0 4096 from " + at + " at " + at,
                "started 1 4096 at " + rig.now);
    }

    @Test
    void passedThroughTasksCountToo() {
        ScsiTask task = new ScsiTask();
        rig.engine.passThrough(task, rig.now);
        rig.good(task);
        assertThat(first().heard()).containsExactly("started 0 0 at " + rig.now,
                "ended 0 0 from " + rig.now + " at " + rig.now);
    }

    @Test
    void failedAndReinstatedPathsAreToldOnce() {
        rig.fail("a", "a");
        rig.reinstate("a", "a");
        assertThat(first().heard()).containsExactly("fail 0", "reinstate 0");
    }

    @Test
    void aSelectorHearsOnlyOfItsOwnGroup() {
        made.clear();
        EngineRig two = rig(TWO_GROUPS);
        two.fail("b");
        two.good(two.read());
        assertThat(made.get(1).said).containsExactly("add 1 []", "fail 1");
        assertThat(made.get(0).heard()).hasSize(2).noneMatch(word -> word.contains("fail"));
    }

    @Test
    void aReloadMakesANewSelectorThatKnowsWhichPathsAreFailedAndNothingOfOldRequests() {
        ScsiTask old = rig.read();
        rig.fail("b");
        load(rig, TWO);
        Log second = made.get(1);
        assertThat(second.said).containsExactly("add 0 [7]", "add 1 [8]", "fail 1");
        ScsiTask young = rig.read();
        int before = first().said.size();
        rig.good(old);
        assertThat(second.said).as("it was not told of the start, nor of the end").filteredOn(s -> s.startsWith("ended")).isEmpty();
        assertThat(first().said).as("the old one is not used any more").hasSize(before);
        rig.good(young);
        assertThat(second.said).filteredOn(s -> s.startsWith("ended")).hasSize(1);
    }

    @Test
    void aRequestOnAPathThatMovedToAnotherGroupEndsForNobody() {
        made.clear();
        EngineRig two = rig(TWO_GROUPS);
        ScsiTask old = two.read();
        load(two, TWO_GROUPS.replace("0 1 0 a other 0 1 0 b", "0 1 0 b other 0 1 0 a"));
        two.good(old);
        assertThat(made).allSatisfy(log -> assertThat(log.said).noneMatch(word -> word.startsWith("ended")));
        assertThat(two.completed).containsExactly(old);
    }

    @Test
    void aRequestOnAPathThatLeftEndsForNobody() {
        ScsiTask old = rig.read();
        load(rig, "0 1024 multipath 0 0 1 1 log 0 1 1 b 8");
        rig.good(old);
        assertThat(made).allSatisfy(log -> assertThat(log.said).noneMatch(word -> word.startsWith("ended")));
        assertThat(rig.completed).containsExactly(old);
        assertThat(rig.state().counters().reads()).isEqualTo(1);
    }

    @Test
    void aPlugInThatLeavesIsReplacedInItsGroupsOnlyAndIsNotCalledAgain() {
        made.clear();
        EngineRig two = rig(TWO_GROUPS);
        ScsiTask out = two.read();
        int before = first().said.size();
        two.engine.selectors().drop("log");
        assertThat(two.last(Kind.SELECTOR_CHANGED)).isEqualTo(new EngineRig.Told(
                Kind.SELECTOR_CHANGED, "", "log", "first-usable", "the plug-in left", 2));
        assertThat(two.events).hasSize(1);
        assertThat(two.state().groups()).extracting(GroupState::selector).containsExactly("first-usable", "other");
        two.good(out);
        two.good(two.read());
        two.fail("a");
        two.reinstate("a");
        assertThat(first().said).hasSize(before);
        assertThat(two.engine.table(TextForm.TODAY)).as("the table names what was loaded").contains("log 0 1 0 a other");
    }

    @Test
    void theTableOfAMapWhosePlugInLeftStillLoads() {
        rig.engine.selectors().drop("log");
        assertThat(rig.engine.table(TextForm.TODAY)).isEqualTo(TWO);
        assertThat(rig.info()).isEqualTo("2 1 0 0 1 1 E 2 x y 2 0 a A 0 b A 0");
    }

    @Test
    void tableAndStatusAreInTheSelectorsOwnWords() {
        load(rig, TWO.replace("a 7", "a 07"));
        rig.fail("b");
        assertThat(rig.engine.table(TextForm.TODAY)).isEqualTo(TWO);
        assertThat(rig.info()).isEqualTo("2 1 0 0 1 1 E 2 x y 2 1 a A 0 up b F 1 down");
        rig.engine.selectors().drop("log");
        assertThat(rig.engine.table(TextForm.TODAY)).as("then as it was given").isEqualTo(TWO.replace("a 7", "a 07"));
    }

    @Test
    void droppingATypeThatIsNotUsedIsNothing() {
        rig.engine.selectors().drop("turns");
        assertThat(rig.events).isEmpty();
        assertThat(rig.state().groups().get(0).selector()).isEqualTo("log");
    }

    @Test
    void aPlugInThatIsBackGetsItsGroupsWithTheirArgumentsAndFailedPaths() {
        rig.engine.selectors().drop("log");
        rig.fail("b");
        rig.told.clear();
        Log back = new Log();
        List<List<String>> arguments = new ArrayList<>();
        rig.engine.selectors().restore("log", spec -> {
            arguments.add(spec.selectorArguments());
            return back;
        });
        assertThat(arguments).containsExactly(List.of("x", "y"));
        assertThat(back.said).containsExactly("add 0 [7]", "add 1 [8]", "fail 1");
        assertThat(rig.last(Kind.SELECTOR_CHANGED)).isEqualTo(new EngineRig.Told(
                Kind.SELECTOR_CHANGED, "", "first-usable", "log", "the plug-in is back", 1));
        rig.good(rig.read());
        assertThat(back.heard()).hasSize(3).last().asString().startsWith("ended 0");
    }

    @Test
    void whatStartedWhileThePlugInWasAwayEndsForNobody() {
        rig.engine.selectors().drop("log");
        ScsiTask meanwhile = rig.read();
        Log back = new Log();
        rig.engine.selectors().restore("log", spec -> back);
        rig.good(meanwhile);
        assertThat(back.heard()).isEmpty();
    }

    @Test
    void restoringATypeThatIsThereOrThatNobodyWantsIsNothing() {
        rig.engine.selectors().restore("log", spec -> {
            throw new AssertionError("not asked for");
        });
        rig.engine.selectors().drop("log");
        rig.events.clear();
        rig.engine.selectors().restore("turns", spec -> {
            throw new AssertionError("not asked for");
        });
        assertThat(rig.events).isEmpty();
        assertThat(rig.state().groups().get(0).selector()).isEqualTo("first-usable");
    }

    @Test
    void theBuiltInChoiceIsTheFirstUsablePath() {
        rig.engine.selectors().drop("log");
        assertThat(rig.pathNameOf(rig.read())).isEqualTo("a");
        assertThat(rig.pathNameOf(rig.read())).isEqualTo("a");
        rig.fail("a");
        assertThat(rig.pathNameOf(rig.read())).isEqualTo("b");
        rig.reinstate("a");
        assertThat(rig.pathNameOf(rig.read())).isEqualTo("a");
    }

    @Test
    void aRefusedReloadKeepsSelectorsPathsAndRequests() {
        ScsiTask out = rig.read();
        assertThatThrownBy(() -> rig.load(TWO.replace("b 8", "c 8"), spec -> new Log() {
            @Override
            public void add(int path, List<String> arguments) {
                throw new IllegalArgumentException("log: no");
            }
        })).hasMessage("log: no for path 'a' (word 15)");
        assertThat(rig.engine.numberOf("c")).isEqualTo(-1);
        assertThat(rig.engine.numberOf("b")).isEqualTo(1);
        rig.good(out);
        assertThat(first().heard()).as("it hears of its requests as before").hasSize(2);
        rig.fail("b");
        assertThat(first().heard()).contains("fail 1");
        assertThat(rig.events).containsExactly("PATH_FAILED b");
    }

    @Test
    void aSelectorThatCannotBeMadeLeavesTheMapAsItWas() {
        assertThatThrownBy(() -> rig.load(TWO, spec -> {
            throw new IllegalArgumentException("unknown path selector type: 'log'");
        })).hasMessageContaining("unknown path selector type");
        assertThat(rig.engine.table(TextForm.TODAY)).isEqualTo(TWO);
        assertThat(rig.pathNameOf(rig.read())).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"started", "ended", "fail", "reinstate"})
    void aSelectorThatThrowsAnywhereIsReplacedAndNoRequestIsLost(String where) {
        rig.load(TWO.replace("log", "odd"), spec -> new Throws(where));
        rig.events.clear();
        ScsiTask first = rig.read();
        assertThat(rig.pathNameOf(first)).isNotEmpty();
        rig.unanswered(first, Delivery.NOT_SENT);
        assertThat(rig.pathNameOf(first)).isNotEmpty();
        rig.good(first);
        rig.reinstate("a", "b");
        ScsiTask second = rig.read();
        rig.good(second);
        assertThat(rig.completed).containsExactly(first, second);
        assertThat(rig.events).contains("SELECTOR_CHANGED");
    }

    @Test
    void aRefusalWhenAPlugInIsBackLeavesTheBuiltInChoice() {
        rig.engine.selectors().drop("log");
        try {
            rig.engine.selectors().restore("log", spec -> new Throws("add"));
        } catch (RuntimeException e) {
            // saying so is fine
        }
        assertThat(rig.state().groups().get(0).selector()).isEqualTo("first-usable");
        rig.events.clear();
        assertThat(rig.pathNameOf(rig.read())).isEqualTo("a");
        assertThat(rig.events).isEmpty();
    }

    @Test
    void aRefusedReloadGivesBackTheNumbersItTook() {
        assertThatThrownBy(() -> load(rig, TWO.replace("2 1 a 7 b 8", "4 1 a 7 b 8 c 9 d bad")))
                .hasMessageContaining("bad");
        load(rig, TWO.replace("2 1 a 7 b 8", "3 1 a 7 b 8 e 9"));
        assertThat(rig.engine.numberOf("e")).isEqualTo(2);
    }

    @Test
    void aSelectorOfARemovedMapIsNotToldOfWhatEnds() {
        ScsiTask out = rig.read();
        int before = first().said.size();
        rig.engine.close(rig.now);
        rig.good(out);
        assertThat(rig.completed).containsExactly(out);
        assertThat(first().said).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "reinstate"})
    void aSelectorThatThrowsWhileNothingIsSentIsReportedAtOnce(String where) {
        rig.load(TWO.replace("log", "odd"), spec -> new Throws(where));
        rig.told.clear();
        rig.fail("a");
        rig.reinstate("a");
        assertThat(rig.last(Kind.SELECTOR_CHANGED).from()).isEqualTo("odd");
        assertThat(rig.last(Kind.SELECTOR_CHANGED).reason()).contains("it threw").contains("bug in " + where);
    }

    /** Each path in turn, and a log of what it was told. */
    private static class Log implements PathSelector {
        final List<String> said = new ArrayList<>();
        final List<String> asked = new ArrayList<>();
        private final EngineRig.Turns turns = new EngineRig.Turns();

        /** Without what it was told when it was made. */
        List<String> heard() {
            return said.stream().filter(word -> !word.startsWith("add")).toList();
        }

        @Override
        public void add(int path, List<String> arguments) {
            said.add("add " + path + " " + arguments);
            turns.add(path, arguments);
        }

        @Override
        public void fail(int path) {
            said.add("fail " + path);
            turns.fail(path);
        }

        @Override
        public void reinstate(int path) {
            said.add("reinstate " + path);
            turns.reinstate(path);
        }

        @Override
        public int select(long bytes, long nowNanos) {
            asked.add(bytes + " at " + nowNanos);
            return turns.select(bytes, nowNanos);
        }

        @Override
        public void started(int path, long bytes, long nowNanos) {
            said.add("started " + path + " " + bytes + " at " + nowNanos);
        }

        @Override
        public void ended(int path, long bytes, long startedNanos, long nowNanos) {
            said.add("ended " + path + " " + bytes + " from " + startedNanos + " at " + nowNanos);
        }

        @Override
        public String words() {
            return "x y";
        }

        @Override
        public String tableArguments(int path) {
            return Integer.toString(7 + path);
        }

        @Override
        public String statusArguments(int path) {
            return said.contains("fail " + path) ? "down" : "up";
        }
    }

    private static final class Throws implements PathSelector {
        private final EngineRig.Turns turns = new EngineRig.Turns();
        private final String where;

        Throws(String where) {
            this.where = where;
        }

        private void at(String place) {
            if (place.equals(where)) {
                throw new IllegalStateException("bug in " + where);
            }
        }

        @Override
        public void add(int path, List<String> arguments) {
            at("add");
            turns.add(path, arguments);
        }

        @Override
        public void fail(int path) {
            at("fail");
            turns.fail(path);
        }

        @Override
        public void reinstate(int path) {
            at("reinstate");
            turns.reinstate(path);
        }

        @Override
        public int select(long bytes, long nowNanos) {
            return turns.select(bytes, nowNanos);
        }

        @Override
        public void started(int path, long bytes, long nowNanos) {
            at("started");
        }

        @Override
        public void ended(int path, long bytes, long startedNanos, long nowNanos) {
            at("ended");
        }
    }
}
