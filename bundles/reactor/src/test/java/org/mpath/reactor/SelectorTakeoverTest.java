package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.PlugInState.Standing;
import org.mpath.itests.support.Await;

/** A selector that does not return keeps its thread and nothing else, although it is called in the middle of the engine's work. */
@Timeout(60)
class SelectorTakeoverTest {
    private static final String TABLE = "0 2048 multipath 0 0 1 1 pick 0 2 0 hand:a hand:b";
    private static final String OTHER = "other";
    private static final String THIRD = "third";
    private static final int LIMIT_MILLIS = 500;
    /** Three times the limit, and what a busy machine adds. */
    private static final long BOUND_MILLIS = 3 * LIMIT_MILLIS + 5_000;

    private final PlaneRig rig = new PlaneRig(
            Map.of("plugin_call_timeout_millis", LIMIT_MILLIS), "hand:a", "hand:b", "hand:c", "hand:d").map();
    private final List<LoopingSelector> versions = new ArrayList<>();

    @BeforeEach
    void otherMaps() {
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "0", "hand:a hand:b"));
        rig.plane.create(OTHER, PlaneRig.unit(OTHER));
        rig.plane.load(OTHER, PlaneRig.table("0", "0", "hand:c"));
        rig.plane.create(THIRD, PlaneRig.unit(THIRD));
    }

    @AfterEach
    void close() {
        versions.forEach(LoopingSelector::letGo);
        rig.close();
    }

    private LoopingSelector bind(String version) {
        LoopingSelector bound = new LoopingSelector(version).bind(rig);
        versions.add(bound);
        return bound;
    }

    private LoopingSelector only() {
        LoopingSelector only = bind("1.0.0");
        rig.plane.load(PlaneRig.MAP, TABLE);
        rig.plane.load(THIRD, "0 2048 multipath 0 0 1 1 pick 0 1 0 hand:d");
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertThat(PlaneRig.await(rig.read(THIRD)).good()).isTrue();
        return only;
    }

    private void assertOthersGoOn(LoopingSelector kept) throws Exception {
        kept.entered.get(10, TimeUnit.SECONDS);
        long begunNanos = System.nanoTime();
        assertThat(PlaneRig.await(rig.read(OTHER)).good()).isTrue();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos)).isLessThan(BOUND_MILLIS);
    }

    private void assertHeld(LoopingSelector version) {
        Await.until(version.bundle + " held", () -> rig.versions("pick").stream().allMatch(
                state -> state.uses() == (state.bundle().equals(version.bundle) ? 2 : 0)), rig.plane::plugIns);
    }

    private List<String> selectors(String map) {
        return rig.plane.stateOf(map).groups().stream().map(group -> group.selector()).toList();
    }

    private String reason() {
        return rig.versions("pick").stream().map(PlugInState::reason).filter(said -> !said.isEmpty()).findFirst().orElse("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"select", "started", "ended"})
    void aCallOfARequestThatDoesNotEndCostsNoRequestOfAnyMap(String call) throws Exception {
        LoopingSelector only = only();
        only.loopIn(call);
        List<CompletableFuture<ScsiTask>> own = new ArrayList<>();
        rig.runOnReactor(() -> {
            for (int i = 0; i < 20; i++) {
                CompletableFuture<ScsiTask> done = new CompletableFuture<>();
                rig.offered().submit(PlaneRig.readTask(), done::complete);
                own.add(done);
            }
        });
        assertOthersGoOn(only);
        own.forEach(read -> assertThat(PlaneRig.await(read).good()).isTrue());
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertThat(PlaneRig.await(rig.read(THIRD)).good()).isTrue();
        Await.until("its reason", () -> reason().endsWith(
                call + " took longer than 500 ms and ignored its interrupt: its thread is abandoned"), rig.plane::plugIns);
        assertThat(rig.versions("pick").get(0).standing()).isEqualTo(Standing.DISTRUSTED);
        assertThat(selectors(PlaneRig.MAP)).containsExactly("first-usable");
        assertThat(selectors(THIRD)).as("it shares its code").containsExactly("first-usable");
        assertThat(rig.events).extracting(event -> event.kind()).doesNotContain(Kind.PATH_FAILED);
        assertThat(rig.paths.get("hand:a").log.size() + rig.paths.get("hand:b").log.size()).as("each was sent once").isEqualTo(22);
        assertEndsWithoutATrace(only, call);
    }

    /** The thread comes back after all. */
    private void assertEndsWithoutATrace(LoopingSelector kept, String call) throws Exception {
        Thread thread = kept.entered.get();
        assertThat(thread.getName()).isEqualTo("plane-test, abandoned in org.example.plugin 1.0.0 " + call);
        int calls = kept.calls.get();
        kept.letGo();
        thread.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(thread.isAlive()).isFalse();
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertThat(PlaneRig.await(rig.read(OTHER)).good()).isTrue();
        assertThat(kept.calls).hasValue(calls);
        assertThat(rig.paths.values()).allSatisfy(path -> assertThat(path.strangers).isEmpty());
    }

    @Test
    void aTableThatIsLoadedAgainDoesWithoutIt() throws Exception {
        LoopingSelector only = only();
        only.loopIn("select");
        CompletableFuture<ScsiTask> own = rig.read();
        assertOthersGoOn(only);
        assertThat(PlaneRig.await(own).good()).isTrue();
        int calls = only.calls.get();
        rig.plane.load(PlaneRig.MAP, TABLE);
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertThat(only.calls).hasValue(calls);
        assertThat(selectors(PlaneRig.MAP)).containsExactly("first-usable");
        assertThat(rig.plane.table(PlaneRig.MAP)).contains("pick 0 2 0 hand:a hand:b");
        LoopingSelector mended = bind("1.0.1");
        Await.until("the next version", () -> selectors(PlaneRig.MAP).contains("pick"), rig.plane::plugIns);
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertThat(mended.calls).hasPositiveValue();
    }

    @Test
    void theVersionBeforeTakesItsPlace() throws Exception {
        LoopingSelector old = only();
        LoopingSelector next = bind("2.0.0");
        assertHeld(next);
        next.loopIn("ended");
        CompletableFuture<ScsiTask> own = rig.read();
        assertOthersGoOn(next);
        assertThat(PlaneRig.await(own).good()).isTrue();
        assertHeld(old);
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertThat(PlaneRig.await(rig.read(THIRD)).good()).isTrue();
        assertThat(selectors(PlaneRig.MAP)).containsExactly("pick");
    }

    @Test
    void toldOfAPathThatFailedItHoldsUpNobody() throws Exception {
        LoopingSelector only = only();
        only.loopIn("fail or reinstate");
        CompletableFuture<Void> verb = CompletableFuture.runAsync(
                () -> rig.plane.failPath(PlaneRig.MAP, "hand:a", "a test"));
        assertOthersGoOn(only);
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertThat(rig.paths.get("hand:b").log).isNotEmpty();
        assertThat(verb).as("nobody knows how far it came").failsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void askedForWordsItHoldsUpNobody() throws Exception {
        LoopingSelector only = only();
        only.loopIn("words");
        CompletableFuture<String> verb = CompletableFuture.supplyAsync(() -> rig.plane.status(PlaneRig.MAP));
        assertOthersGoOn(only);
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertThat(rig.plane.status(PlaneRig.MAP)).contains("hand:a A 0");
        assertThat(verb).failsWithin(20, TimeUnit.SECONDS);
    }

    @Test
    void aNewerVersionThatLoopsWhenItIsGivenItsPathsIsNotUsed() throws Exception {
        LoopingSelector old = only();
        LoopingSelector next = new LoopingSelector("2.0.0");
        versions.add(next);
        next.loopIn("add");
        next.bind(rig);
        assertOthersGoOn(next);
        Await.until("its reason", () -> reason().contains("add took longer than 500 ms"), rig.plane::plugIns);
        assertHeld(old);
        assertThat(selectors(PlaneRig.MAP)).containsExactly("pick");
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
    }

    @Test
    void oneThatHeedsItsInterruptIsReplacedOnTheSameThread() throws Exception {
        LoopingSelector only = only();
        only.doIn("select", () -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException heeded) {
                // and nobody is told
            }
        });
        CompletableFuture<ScsiTask> own = rig.read();
        assertOthersGoOn(only);
        assertThat(PlaneRig.await(own).good()).isTrue();
        Await.until("its reason", () -> reason().endsWith("select took longer than 500 ms"), rig.plane::plugIns);
        assertThat(selectors(PlaneRig.MAP)).containsExactly("first-usable");
        assertThat(rig.onReactor(Thread::currentThread)).isSameAs(only.entered.get());
        assertThat(rig.onReactor(() -> Thread.currentThread().isInterrupted())).isFalse();
    }

    @Test
    void manyShortCallsInALongTurnAreNobodysFault() throws Exception {
        LoopingSelector only = only();
        only.callNanos = 1_000_000;
        List<CompletableFuture<ScsiTask>> own = new ArrayList<>();
        rig.runOnReactor(() -> {
            for (int i = 0; i < LIMIT_MILLIS; i++) { // three calls each
                CompletableFuture<ScsiTask> done = new CompletableFuture<>();
                rig.offered().submit(PlaneRig.readTask(), done::complete);
                own.add(done);
            }
        });
        own.forEach(read -> assertThat(PlaneRig.await(read).good()).isTrue());
        only.callNanos = 0;
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertThat(reason()).isEmpty();
        assertThat(selectors(PlaneRig.MAP)).containsExactly("pick");
    }

    @Test
    void twoInARowCostTwoThreads() throws Exception {
        LoopingSelector one = only();
        one.loopIn("select");
        CompletableFuture<ScsiTask> own = rig.read();
        assertOthersGoOn(one);
        assertThat(PlaneRig.await(own).good()).isTrue();
        LoopingSelector two = bind("2.0.0");
        Await.until("the next version", () -> selectors(PlaneRig.MAP).contains("pick"), rig.plane::plugIns);
        two.loopIn("started");
        CompletableFuture<ScsiTask> again = rig.read();
        assertOthersGoOn(two);
        assertThat(PlaneRig.await(again).good()).isTrue();
        assertThat(two.entered.get()).isNotSameAs(one.entered.get());
    }

    @Test
    void aSelectorIsCalledWithNothingOfTransportsOrOutletsOnTheStack() throws Exception {
        LoopingSelector only = only();
        List<String> below = new ArrayList<>();
        for (String call : List.of("select", "started", "ended")) {
            only.doIn(call, () -> below.addAll(StackWalker.getInstance().walk(frames -> frames
                    .map(StackWalker.StackFrame::getClassName)
                    .filter(name -> name.matches("org\\.mpath\\..*"))
                    .filter(name -> !name.matches("org\\.mpath\\.core\\..*|.*\\.(SelectorTakeoverTest|LoopingSelector|UserMap|MapInbox|EventLoop|LoopThread)\\b.*"))
                    .toList())));
            assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        }
        assertThat(below).isEmpty();
    }
}
