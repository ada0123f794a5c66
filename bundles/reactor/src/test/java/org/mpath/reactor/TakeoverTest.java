package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.PlugInState.Standing;
import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.Verdict;
import org.mpath.itests.support.Await;

/**
 * A handler that loops without end, and ignores its interrupt, keeps its thread and nothing else: the reactor goes on on
 * another one, for its own map and for every other.
 */
@Timeout(60)
class TakeoverTest {
    private static final String TABLE = PlaneRig.table("0", "1 arr", "hand:a hand:b");
    private static final String OTHER = "other";
    private static final int LIMIT_MILLIS = 200;
    /** Twice the limit, and what the watchdog's looks and a busy machine add. */
    private static final long BOUND_MILLIS = 2 * LIMIT_MILLIS + 5_000;

    /** A call without end; the test's end ends it. What it can do afterwards is kept. */
    private static final class Loop implements Plugged.Script {
        final CompletableFuture<Thread> entered = new CompletableFuture<>();
        final CompletableFuture<List<String>> afterwards = new CompletableFuture<>();
        volatile boolean over;
        private volatile ReactorTimer timer;

        @Override
        public void at(PathDevice path) {
            timer = path == null ? null : path.reactor().timer(() -> {});
            entered.complete(Thread.currentThread());
            while (!over) {
                Thread.onSpinWait();
            }
            afterwards.complete(path == null ? List.of() : tried(path));
        }

        private List<String> tried(PathDevice path) {
            List<String> done = new ArrayList<>();
            LinkListener none = new LinkListener() {
                @Override
                public void linkUp(PathDevice up) {}

                @Override
                public void linkDown(PathDevice down, String reason) {}
            };
            Map<String, Runnable> deeds = Map.of(
                    "submit", () -> path.submit(PlaneRig.readTask(), task -> {}),
                    "abort", () -> path.abort(PlaneRig.readTask()),
                    "listen", () -> path.addLinkListener(none),
                    "listen no more", () -> path.removeLinkListener(none),
                    "make a timer", () -> path.reactor().timer(() -> {}),
                    "arm", () -> timer.arm(0),
                    "cancel", () -> timer.cancel(),
                    "post", () -> path.reactor().execute(() -> {}),
                    "put off", () -> path.reactor().atTurnEnd(() -> {}),
                    "take a buffer", () -> path.reactor().buffers().acquire(512));
            deeds.forEach((words, deed) -> {
                try {
                    deed.run();
                    done.add(words);
                } catch (IllegalStateException refused) {
                    // as it should be
                }
            });
            return done;
        }
    }

    private final PlaneRig rig = new PlaneRig(
            Map.of("plugin_call_timeout_millis", LIMIT_MILLIS), "hand:a", "hand:b", "hand:c").map();
    private final List<Loop> loops = new ArrayList<>();

    @BeforeEach
    void anotherMap() {
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "0", "hand:a hand:b"));
        rig.plane.create(OTHER, PlaneRig.unit(OTHER));
        rig.plane.load(OTHER, PlaneRig.table("0", "0", "hand:c"));
    }

    @AfterEach
    void close() {
        loops.forEach(each -> each.over = true);
        rig.close();
    }

    private Loop loop() {
        Loop made = new Loop();
        loops.add(made);
        return made;
    }

    private void assertHeld(Plugged version) {
        Await.until(version.version + " held", () -> rig.versions("arr").stream()
                .allMatch(state -> state.maps().equals(
                        state.bundle().equals(version.bundle()) ? List.of(PlaneRig.MAP) : List.of())), rig.plane::plugIns);
    }

    private CompletableFuture<ScsiTask> senseOnce() {
        rig.paths.get("hand:a").answer = HandPath.Answer.SENSE;
        rig.paths.get("hand:b").answer = HandPath.Answer.SENSE;
        return rig.read();
    }

    /** The calls that a plug-in can make last for ever. */
    private enum Where {
        CHECK_SENSE("checkSense") {
            @Override
            void arm(Plugged version, Loop loop) {
                version.onSense = loop;
            }
        },
        ACTIVATE("activate") {
            @Override
            void arm(Plugged version, Loop loop) {
                version.onActivate = loop;
            }

            @Override
            CompletableFuture<ScsiTask> provoke(TakeoverTest test) {
                test.rig.plane.message(PlaneRig.MAP, "switch_group 1");
                return test.rig.read();
            }
        },
        ASK_OWNER("askOwner") {
            @Override
            void arm(Plugged version, Loop loop) {
                version.verdict = Verdict.ACTIVATE;
                version.onActivate = loop;
            }
        },
        STATUS_WORDS("statusWords") {
            @Override
            void arm(Plugged version, Loop loop) {
                version.onStatus = loop;
            }

            @Override
            CompletableFuture<ScsiTask> provoke(TakeoverTest test) {
                CompletableFuture<String> status = CompletableFuture.supplyAsync(() -> test.rig.plane.status(PlaneRig.MAP));
                return status.thenCompose(line -> test.rig.read());
            }
        },
        LISTENER("a listener or timer") {
            @Override
            void arm(Plugged version, Loop loop) {
                version.onSense = path -> path.submit(PlaneRig.readTask(), task -> loop.at(path));
            }
        },
        TIMER("a listener or timer") {
            @Override
            void arm(Plugged version, Loop loop) {
                version.onSense = path -> path.reactor().timer(() -> loop.at(path)).arm(0);
            }
        };

        final String call;

        Where(String call) {
            this.call = call;
        }

        abstract void arm(Plugged version, Loop loop);

        /** Has it called; a read that ends well. */
        CompletableFuture<ScsiTask> provoke(TakeoverTest test) {
            return test.senseOnce();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCallWithoutEndCostsNoRequestOfAnyMap(Where where) throws Exception {
        Activation activation = where == Where.ACTIVATE ? Activation.EVERY_PATH : Activation.FOLLOW;
        Plugged old = new Plugged("1.0.0");
        Plugged next = new Plugged("1.1.0");
        old.activation = activation;
        next.activation = activation;
        old.verdict = Verdict.RETRY;
        next.verdict = Verdict.RETRY;
        old.bind(rig);
        rig.plane.load(PlaneRig.MAP, TABLE);
        assertHeld(old);
        next.bind(rig);
        assertHeld(next);
        Loop loop = loop();
        where.arm(next, loop);
        CompletableFuture<ScsiTask> own = where.provoke(this);

        Thread kept = loop.entered.get(10, TimeUnit.SECONDS);
        long begunNanos = System.nanoTime();
        CompletableFuture<ScsiTask> others = rig.read(OTHER);
        assertThat(PlaneRig.await(others).good()).isTrue();
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos)).isLessThan(BOUND_MILLIS);
        assertThat(PlaneRig.await(own).good()).isTrue();
        assertHeld(old);
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();

        assertThat(rig.versions("arr").get(0).standing()).isEqualTo(Standing.DISTRUSTED);
        assertThat(rig.versions("arr").get(0).reason()).isEqualTo("map mpatha: " + where.call
                + " took longer than 200 ms and ignored its interrupt: its thread is abandoned");
        assertThat(next.count("close")).as("nothing of it is called while it has a thread").isZero();
        assertThat(rig.events).extracting(event -> event.kind()).doesNotContain(Kind.PATH_FAILED);
        assertThat(kept.isAlive()).isTrue();
        assertThat(kept.isDaemon()).isTrue();
        assertThat(kept.getName()).isEqualTo("plane-test, abandoned in org.example.plugin 1.1.0 " + where.call);
        assertEndsWithoutATrace(loop, kept);
    }

    /** The thread comes back after all. */
    private void assertEndsWithoutATrace(Loop loop, Thread kept) throws Exception {
        List<Integer> logs = rig.onReactor(() -> rig.paths.values().stream().map(path -> path.log.size()).toList());
        loop.over = true;
        assertThat(loop.afterwards.get(10, TimeUnit.SECONDS)).as("what it could do").isEmpty();
        kept.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(kept.isAlive()).isFalse();
        assertThat(rig.onReactor(() -> rig.paths.values().stream().map(path -> path.log.size()).toList())).isEqualTo(logs);
        assertThat(rig.paths.values()).allSatisfy(path -> assertThat(path.strangers).isEmpty());
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertThat(PlaneRig.await(rig.read(OTHER)).good()).isTrue();
    }

    @Test
    void aCloseWithoutEndHoldsUpNeitherTheNextVersionNorTheBundleThatStops() throws Exception {
        Loop loop = loop();
        Plugged old = new Plugged("1.0.0");
        old.onClose = loop;
        old.bind(rig);
        rig.plane.load(PlaneRig.MAP, TABLE);
        Plugged next = new Plugged("1.1.0").bind(rig);
        Thread kept = loop.entered.get(10, TimeUnit.SECONDS);
        assertThat(PlaneRig.await(rig.read(OTHER)).good()).isTrue();
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertHeld(next);
        old.unbind(rig);
        assertThat(old.leases.givenBack).isEqualTo(1);
        assertThat(kept.getName()).endsWith("abandoned in org.example.plugin 1.0.0 close");
        loop.over = true;
        kept.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(kept.isAlive()).isFalse();
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
    }

    @Test
    void theOnlyVersionIsDetachedAndNoMapIsMadeToWaitForItAgain() throws Exception {
        Plugged only = new Plugged("1.0.0").bind(rig);
        Loop loop = loop();
        rig.plane.load(PlaneRig.MAP, TABLE);
        rig.plane.load(OTHER, PlaneRig.table("0", "1 arr", "hand:c"));
        only.onSense = loop;
        rig.paths.values().forEach(path -> path.sense = new int[] {0x02, 0x04, 0x01});
        CompletableFuture<ScsiTask> own = senseOnce();
        loop.entered.get(10, TimeUnit.SECONDS);
        assertThat(PlaneRig.await(own).good()).as("the engine waits for a unit that gets ready").isTrue();

        rig.paths.get("hand:c").answer = HandPath.Answer.SENSE;
        assertThat(PlaneRig.await(rig.read(OTHER)).good()).isTrue();
        Await.until("no map to have it", () -> rig.versions("arr").get(0).uses() == 0, rig.plane::plugIns);
        assertThat(only.count("checkSense")).as("for the other map it was not asked").isEqualTo(1);
        assertThat(rig.versions("arr").get(0).reason())
                .isEqualTo("map other: checkSense is not called: a thread is stuck in its checkSense");
        loop.over = true;
        assertThat(PlaneRig.await(rig.read(OTHER)).good()).isTrue();
    }

    @Test
    void aBundleKeepsFourThreadsAtMostInWhateverVersions() throws Exception {
        rig.paths.values().forEach(path -> path.sense = new int[] {0x02, 0x04, 0x01});
        for (int i = 1; i <= AbandonedThreads.PER_BUNDLE_MAX; i++) {
            Plugged version = new Plugged("1." + i + ".0");
            version.onSense = loop();
            version.bind(rig);
            rig.plane.load(PlaneRig.MAP, TABLE);
            assertHeld(version);
            CompletableFuture<ScsiTask> read = senseOnce();
            loops.get(i - 1).entered.get(10, TimeUnit.SECONDS);
            assertThat(PlaneRig.await(read).good()).isTrue();
            Await.until("its reason", () -> !rig.versions("arr").get(0).reason().isEmpty(), rig.plane::plugIns);
        }
        Plugged last = new Plugged("2.0.0").bind(rig);
        rig.plane.load(PlaneRig.MAP, TABLE);
        senseOnce();
        Await.until("its reason", () -> !rig.versions("arr").get(0).reason().isEmpty(), rig.plane::plugIns);
        assertThat(rig.versions("arr").get(0).reason())
                .isEqualTo("map mpatha: checkSense is not called: 4 threads are stuck in other versions of it");
        assertThat(last.count("checkSense")).isZero();
        assertThat(PlaneRig.await(rig.read(OTHER)).good()).isTrue();

        Plugged innocent = new Plugged("3.0.0");
        Leases<HardwareHandlerFactory> elsewhere =
                new Leases<>("org.example.innocent", "1.0.0", 0, () -> innocent);
        rig.plane.bindHandler(elsewhere.reference, Map.of(HardwareHandlerFactory.NAME, "innocent"));
        rig.plane.load(PlaneRig.MAP, TABLE.replace("arr", "innocent"));
        senseOnce();
        Await.until("another bundle to be asked", () -> innocent.count("checkSense") > 0, () -> innocent.calls);
    }

    @Test
    void aHandlerIsCalledWithNothingOfItsMapOnTheStack() throws Exception {
        Plugged version = new Plugged("1.0.0").activating();
        version.verdict = Verdict.RETRY;
        List<String> below = new ArrayList<>();
        Plugged.Script look = path -> below.addAll(StackWalker.getInstance().walk(frames -> frames
                .map(StackWalker.StackFrame::getClassName)
                .filter(name -> name.matches("org\\.mpath\\..*\\.(MapEngine|TaskFlow|UserMap|MapHandler|HandPath|TimerHeap).*"))
                .toList()));
        version.onSense = path -> {
            look.at(path);
            path.submit(PlaneRig.readTask(), task -> look.at(path));
            path.reactor().timer(() -> look.at(path)).arm(0);
        };
        version.onActivate = look;
        version.onStatus = look;
        version.onClose = look;
        version.bind(rig);
        rig.plane.load(PlaneRig.MAP, TABLE);
        assertThat(PlaneRig.await(senseOnce()).good()).isTrue();
        rig.plane.status(PlaneRig.MAP);
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "0", "hand:a hand:b"));
        assertThat(version.calls).contains("checkSense", "activate", "statusWords", "close");
        assertThat(below).isEmpty();
    }
}
