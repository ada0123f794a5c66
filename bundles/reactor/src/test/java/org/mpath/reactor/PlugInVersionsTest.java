package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.PlugInState.Standing;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.Verdict;
import org.mpath.itests.support.Await;
import org.mpath.scsi.Status;

/** Versions of a handler side by side: who takes which, how maps move, and how they return from one that misbehaves. */
class PlugInVersionsTest {
    private static final String TABLE = PlaneRig.table("0", "1 arr", "hand:a hand:b");

    private final PlaneRig rig = new PlaneRig(Map.of("plugin_call_timeout_millis", 200, "activation_timeout_millis", 300),
            "hand:a", "hand:b").map();

    @AfterEach
    void close() {
        rig.close();
    }

    private Plugged old(Plugged version) {
        version.bind(rig);
        rig.plane.load(PlaneRig.MAP, TABLE);
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertHeld(version);
        return version;
    }

    private void assertHeld(Plugged version) {
        assertHeld(version, PlaneRig.MAP);
    }

    private void assertHeld(Plugged version, String... maps) {
        Await.until(version.version + " held", () -> rig.versions("arr").stream()
                .allMatch(state -> state.maps().equals(
                        state.bundle().equals(version.bundle()) ? List.of(maps) : List.of())), rig.plane::plugIns);
    }

    private void assertNoneHeld() {
        Await.until("no version held", () -> rig.versions("arr").stream().allMatch(state -> state.uses() == 0), rig.plane::plugIns);
    }

    private MapEvent moved() throws InterruptedException {
        MapEvent event = rig.event(Kind.HANDLER_CHANGED);
        while (event.from().isEmpty() || event.to().equals("arr")) {
            event = rig.event(Kind.HANDLER_CHANGED);
        }
        return event;
    }

    private ScsiTask senseOn(String path) {
        rig.paths.get("hand:a").answer = HandPath.Answer.SENSE;
        rig.paths.get("hand:b").answer = HandPath.Answer.SENSE;
        ScsiTask done = PlaneRig.await(rig.read());
        rig.paths.values().forEach(each -> each.answer = HandPath.Answer.GOOD);
        return done;
    }

    // ---- moves ----

    @Test
    void mapsMoveToANewerVersionAndNewOnesTakeIt() throws Exception {
        Plugged old = old(new Plugged("1.0.0"));
        Plugged next = new Plugged("1.1.0").bind(rig);
        MapEvent moved = moved();
        assertThat(moved.from()).isEqualTo(old.bundle());
        assertThat(moved.to()).isEqualTo(next.bundle());
        assertThat(moved.reason()).matches("a newer version is here, pause [0-9]+\\.[0-9]{3} ms");
        assertHeld(next);
        assertThat(old.calls).contains("close");
        Await.until("its service given back", () -> old.leases.givenBack == 1);
        assertThat(rig.versions("arr")).extracting(PlugInState::bundle, PlugInState::standing).containsExactly(
                tuple(next.bundle(), Standing.CURRENT), tuple(old.bundle(), Standing.OLDER));
        assertThat(rig.plane.stateOf(PlaneRig.MAP).handler()).isEqualTo("arr");

        senseOn("hand:a");
        assertThat(next.count("checkSense")).isEqualTo(1);
        assertThat(old.count("checkSense")).isZero();
        rig.plane.load(PlaneRig.MAP, TABLE);
        assertHeld(next);
    }

    @Test
    void anOlderVersionThatComesLaterIsKeptForLater() {
        Plugged next = old(new Plugged("2.0.0"));
        Plugged older = new Plugged("1.0.0").bind(rig);
        assertThat(rig.versions("arr")).extracting(PlugInState::standing).containsExactly(Standing.CURRENT, Standing.OLDER);
        next.unbind(rig);
        assertHeld(older);
    }

    @Test
    void handlersAreMadeOffTheReactorAndOffTheThreadThatBinds() {
        Plugged old = old(new Plugged("1.0.0"));
        Plugged next = new Plugged("1.1.0").bind(rig);
        assertHeld(next);
        assertThat(next.threads.get(0)).isEqualTo("mpath-plugin-maker");
        assertThat(old.threads.get(old.threads.size() - 1)).as("of close").isEqualTo(rig.loop.name());
    }

    @Test
    void ioInFlightIsNotWaitedForAndIsJudgedByTheNewVersion() {
        Plugged old = old(new Plugged("1.0.0"));
        rig.paths.values().forEach(path -> path.answer = HandPath.Answer.HELD);
        CompletableFuture<ScsiTask> read = rig.read();
        Plugged next = new Plugged("1.1.0").bind(rig);
        assertHeld(next);
        assertThat(read).isNotDone();
        rig.paths.values().forEach(path -> rig.runOnReactor(path::answerHeld));
        assertThat(PlaneRig.await(read).good()).isTrue();
        assertThat(old.count("close")).isEqualTo(1);
    }

    @Test
    void anActivationThatTheOldVersionHasBegunEndsFirst() throws Exception {
        Plugged old = new Plugged("1.0.0").activating();
        old.held = new LinkedBlockingQueue<>();
        old.bind(rig);
        rig.plane.load(PlaneRig.MAP, TABLE);
        CompletableFuture<ScsiTask> read = rig.read();
        ActivationListener first = old.held.poll(10, TimeUnit.SECONDS);
        ActivationListener second = old.held.poll(10, TimeUnit.SECONDS);
        Plugged next = new Plugged("1.1.0").activating().bind(rig);
        Await.until("the new handler made", () -> next.count("create") == 1, () -> next.calls);
        assertThat(old.count("close")).isZero();
        rig.runOnReactor(() -> first.activated(ActivationCode.OK));
        rig.runOnReactor(() -> second.activated(ActivationCode.OK));
        assertHeld(next);
        assertThat(PlaneRig.await(read).good()).isTrue();
        assertThat(next.count("activate")).as("the group is ready").isZero();
    }

    @Test
    void anActivationThatDoesNotEndIsBegunAgainByTheNewVersion() {
        Plugged old = new Plugged("1.0.0").activating();
        old.held = new LinkedBlockingQueue<>();
        old.onActivate = path -> path.reactor().timer(() -> {}).arm(TimeUnit.HOURS.toNanos(1));
        try (PlaneRig patient = new PlaneRig("hand:a", "hand:b").map()) {
            old.bind(patient);
            patient.plane.load(PlaneRig.MAP, TABLE);
            CompletableFuture<ScsiTask> read = patient.read();
            Await.until("asked", () -> old.count("activate") == 2, () -> old.calls);
            Plugged next = new Plugged("1.1.0").activating().bind(patient);
            assertThat(PlaneRig.await(read).good()).isTrue();
            assertThat(next.count("activate")).isEqualTo(2);
            assertThat(old.count("close")).isEqualTo(1);
        }
    }

    // ---- a new version that misbehaves before it takes over ----

    /** How a version cannot be had. */
    private enum NoStart {
        THROWS(path -> {
            throw new IllegalStateException("boom");
        }, "it threw java.lang.IllegalStateException: boom"),
        MISSES_CLASSES(path -> {
            throw new NoClassDefFoundError("org/example/Gone");
        }, "it threw java.lang.NoClassDefFoundError: org/example/Gone"),
        REFUSES(path -> {
            throw new IllegalArgumentException("arr: takes two");
        }, "it refuses its arguments: arr: takes two"),
        HANGS(path -> await(new CountDownLatch(1)), "it made none within 200 ms");

        final Plugged.Script script;
        final String reason;

        NoStart(Plugged.Script script, String reason) {
            this.script = script;
            this.reason = reason;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewVersionThatCannotMakeItsHandlerChangesNothing(NoStart fault) {
        Plugged old = old(new Plugged("1.0.0"));
        Plugged next = new Plugged("1.1.0");
        next.onCreate = fault.script;
        next.bind(rig);
        Await.until("distrusted", () -> rig.versions("arr").get(0).standing() == Standing.DISTRUSTED, rig.plane::plugIns);
        assertThat(rig.versions("arr").get(0).reason()).isEqualTo("map mpatha: " + fault.reason);
        assertThat(rig.versions("arr").get(1).standing()).isEqualTo(Standing.CURRENT);
        assertHeld(old);
        assertThat(old.count("close")).isZero();
        assertThat(old.count("create")).isEqualTo(1);
        rig.plane.load(PlaneRig.MAP, TABLE);
        assertHeld(old);
    }

    // ---- returns ----

    /** How a version misbehaves at work, and what is said of it. */
    private enum Fault {
        CHECK_SENSE_THROWS("checkSense threw java.lang.IllegalStateException: boom") {
            @Override
            void arm(Plugged version) {
                version.onSense = BOOM;
            }

            @Override
            void provoke(PlugInVersionsTest test) {
                assertThat(test.senseOn("hand:a").good()).as("judged again by the version before").isTrue();
            }
        },
        CHECK_SENSE_BLOCKS("checkSense took longer than 200 ms") {
            @Override
            void arm(Plugged version) {
                version.onSense = path -> PlugInVersionsTest.await(new CountDownLatch(1));
            }

            @Override
            void provoke(PlugInVersionsTest test) {
                assertThat(test.senseOn("hand:a").good()).isTrue();
            }
        },
        ANSWERS_NULL("checkSense answered null") {
            @Override
            void arm(Plugged version) {
                version.verdict = null;
            }

            @Override
            void provoke(PlugInVersionsTest test) {
                assertThat(test.senseOn("hand:a").good()).isTrue();
            }
        },
        STATUS_THROWS("statusWords threw java.lang.IllegalStateException: boom") {
            @Override
            void arm(Plugged version) {
                version.onStatus = BOOM;
            }

            @Override
            void provoke(PlugInVersionsTest test) {
                assertThat(test.rig.plane.status(PlaneRig.MAP)).contains("hand:a A");
            }
        };

        static final Plugged.Script BOOM = path -> {
            throw new IllegalStateException("boom");
        };

        final String reason;

        Fault(String reason) {
            this.reason = reason;
        }

        abstract void arm(Plugged version);

        abstract void provoke(PlugInVersionsTest test);
    }

    @ParameterizedTest
    @EnumSource
    void mapsReturnFromAVersionThatMisbehavesAndNoIoFails(Fault fault) throws Exception {
        Plugged old = old(new Plugged("1.0.0"));
        old.verdict = Verdict.RETRY;
        Plugged next = new Plugged("1.1.0");
        fault.arm(next);
        next.bind(rig);
        assertHeld(next);
        moved();
        fault.provoke(this);
        assertHeld(old);
        MapEvent back = moved();
        assertThat(back.to()).isEqualTo(old.bundle());
        assertThat(back.reason()).startsWith("it misbehaved: map mpatha: " + fault.reason + ", pause ");
        assertThat(rig.versions("arr")).extracting(PlugInState::standing, PlugInState::reason).containsExactly(
                tuple(Standing.DISTRUSTED, "map mpatha: " + fault.reason), tuple(Standing.CURRENT, ""));
        assertThat(next.count("close")).isEqualTo(1);
        assertThat(rig.plane.stateOf(PlaneRig.MAP).activePaths()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"throws", "fails", "hangs", "null", "twice"})
    void aMapReturnsWhenTheFirstActivationAfterAMoveGoesWrong(String how) throws Exception {
        Plugged old = old(new Plugged("1.0.0").activating());
        long activations = old.count("activate");
        Plugged next = new Plugged("1.1.0").activating();
        switch (how) {
            case "throws" -> next.onActivate = Fault.BOOM;
            case "fails" -> next.code = ActivationCode.DEV_FAILED;
            case "null" -> next.code = null;
            default -> next.held = new LinkedBlockingQueue<>();
        }
        next.bind(rig);
        assertHeld(next);
        rig.plane.message(PlaneRig.MAP, "switch_group 1");
        CompletableFuture<ScsiTask> read = rig.read();
        if (how.equals("twice")) {
            ActivationListener asked = next.held.poll(10, TimeUnit.SECONDS);
            rig.runOnReactor(() -> {
                asked.activated(ActivationCode.OK);
                asked.activated(ActivationCode.OK);
            });
        }
        assertThat(PlaneRig.await(read).good()).isTrue();
        assertHeld(old);
        assertThat(old.count("activate")).as("asked anew, both paths").isEqualTo(activations + 2);
        assertThat(rig.versions("arr").get(0).standing()).isEqualTo(Standing.DISTRUSTED);
        assertThat(rig.events).extracting(MapEvent::kind).doesNotContain(Kind.PATH_FAILED);
    }

    @Test
    void aFailureOfTheArrayLaterIsNotThePlugInsFault() {
        old(new Plugged("1.0.0").activating());
        Plugged next = new Plugged("1.1.0").activating().bind(rig);
        assertHeld(next);
        rig.plane.message(PlaneRig.MAP, "switch_group 1");
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        next.code = ActivationCode.DEV_OFFLINED;
        rig.plane.message(PlaneRig.MAP, "switch_group 1");
        assertThat(PlaneRig.await(rig.read()).good()).isFalse();
        assertThat(rig.versions("arr").get(0).standing()).isEqualTo(Standing.CURRENT);
        assertHeld(next);
    }

    @Test
    void everyMapLeavesAVersionThatMisbehavedInOne() {
        rig.paths.values().forEach(path -> path.answer = HandPath.Answer.GOOD);
        Plugged old = new Plugged("1.0.0").bind(rig);
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "1 arr", "hand:a"));
        rig.plane.create("other", PlaneRig.unit("other"));
        rig.plane.load("other", PlaneRig.table("0", "1 arr", "hand:b"));
        Plugged next = new Plugged("1.1.0").bind(rig);
        assertHeld(next, PlaneRig.MAP, "other");
        old.verdict = Verdict.RETRY;
        next.onSense = Fault.BOOM;
        rig.paths.get("hand:a").answer = HandPath.Answer.SENSE;
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertHeld(old, PlaneRig.MAP, "other");
    }

    @Test
    void aVersionIsTrustedAgainWhenItIsRegisteredAgain() {
        old(new Plugged("1.0.0"));
        Plugged next = new Plugged("1.1.0");
        next.onCreate = Fault.BOOM;
        next.bind(rig);
        Await.until("distrusted", () -> rig.versions("arr").get(0).standing() == Standing.DISTRUSTED, rig.plane::plugIns);
        next.unbind(rig);
        next.onCreate = Plugged.Script.NOTHING;
        next.bind(rig);
        assertHeld(next);
        assertThat(rig.versions("arr").get(0)).extracting(PlugInState::standing, PlugInState::reason)
                .containsExactly(Standing.CURRENT, "");
    }

    @Test
    void theOnlyVersionIsDetachedFromTheMapWhereItMisbehavesAndTheReasonIsKept() {
        Plugged only = old(new Plugged("1.0.0"));
        only.onSense = Fault.BOOM;
        rig.paths.get("hand:a").sense = new int[] {0x02, 0x04, 0x01};
        rig.paths.get("hand:b").sense = new int[] {0x02, 0x04, 0x01};
        assertThat(senseOn("hand:a").good()).as("the engine waits for a unit that gets ready").isTrue();
        assertNoneHeld();
        assertThat(rig.plane.stateOf(PlaneRig.MAP).handler()).isEmpty();
        assertThat(only.count("close")).isEqualTo(1);
        assertThat(rig.versions("arr")).extracting(PlugInState::standing, PlugInState::reason).containsExactly(
                tuple(Standing.CURRENT, "map mpatha: checkSense threw java.lang.IllegalStateException: boom"));

        only.onSense = Plugged.Script.NOTHING;
        rig.plane.load(PlaneRig.MAP, TABLE);
        assertHeld(only);
    }

    @Test
    void aMapThatOnlyFollowsReturnsToo() {
        Plugged old = new Plugged("1.0.0");
        old.activation = Activation.FOLLOW;
        old.verdict = Verdict.RETRY;
        old(old);
        Plugged next = new Plugged("1.1.0");
        next.activation = Activation.FOLLOW;
        next.owner = null;
        next.verdict = Verdict.ACTIVATE;
        next.bind(rig);
        assertHeld(next);
        assertThat(senseOn("hand:a").good()).isTrue();
        assertHeld(old);
        assertThat(old.count("askOwner")).isPositive();
        assertThat(rig.versions("arr").get(0).reason()).isEqualTo("map mpatha: askOwner was answered null");
    }

    @Test
    void aHandlerThatThrowsWhenItIsClosedIsGoneAllTheSame() {
        Plugged old = old(new Plugged("1.0.0"));
        old.onClose = Fault.BOOM;
        Plugged next = new Plugged("1.1.0").bind(rig);
        assertHeld(next);
        Await.until("its fault kept", () -> !rig.versions("arr").get(1).reason().isEmpty(), rig.plane::plugIns);
        assertThat(PlaneRig.await(rig.read()).status).isEqualTo(Status.GOOD);
    }

    // ---- forced leaving ----

    @Test
    void whenTheNewestLeavesItsMapsHaveTheOneBeforeByTheTimeItIsGone() {
        Plugged old = new Plugged("1.0.0").bind(rig);
        Plugged next = old(new Plugged("1.1.0"));
        next.unbind(rig);
        assertThat(rig.versions("arr")).extracting(PlugInState::bundle, PlugInState::uses).containsExactly(tuple(old.bundle(), 1));
        assertThat(next.count("close")).isEqualTo(1);
        assertThat(next.leases.givenBack).isEqualTo(next.leases.taken);
    }

    @Test
    void nothingOfABundleThatStopsIsCalledAnyMore() {
        Plugged leaving = new Plugged("1.0.0").activating();
        leaving.held = new LinkedBlockingQueue<>();
        List<String> late = new CopyOnWriteArrayList<>();
        leaving.onActivate = path -> {
            path.submit(PlaneRig.readTask(), task -> late.add("task"));
            path.reactor().timer(() -> late.add("timer")).arm(TimeUnit.MILLISECONDS.toNanos(20));
        };
        leaving.bind(rig);
        rig.paths.values().forEach(path -> path.answer = HandPath.Answer.HELD);
        rig.plane.load(PlaneRig.MAP, TABLE);
        CompletableFuture<ScsiTask> read = rig.read();
        Await.until("asked", () -> leaving.count("activate") == 2, () -> leaving.calls);
        leaving.unbind(rig);
        assertThat(leaving.count("close")).isEqualTo(1);
        late.clear();
        int calls = leaving.calls.size();
        rig.paths.values().forEach(path -> rig.runOnReactor(path::answerHeld));
        assertThat(PlaneRig.await(read).good()).isTrue();
        rig.runOnReactor(() -> leaving.held.forEach(listener -> listener.activated(ActivationCode.DEV_OFFLINED)));
        CompletableFuture<Void> later = new CompletableFuture<>();
        rig.runOnReactor(() -> rig.loop.timer(() -> later.complete(null)).arm(TimeUnit.MILLISECONDS.toNanos(40)));
        PlaneRig.await(later);
        assertThat(late).isEmpty();
        assertThat(leaving.calls).hasSize(calls);
        assertThat(rig.plane.stateOf(PlaneRig.MAP).activePaths()).isEqualTo(2);
    }

    @Test
    void aDuplicateTakesOverWhenTheFirstLeaves() {
        Plugged first = old(new Plugged("1.0.0"));
        Leases<HardwareHandlerFactory> twin = new Leases<>("org.example.twin", "1.0.0", 0, () -> first);
        rig.plane.bindHandler(twin.reference, Map.of(HardwareHandlerFactory.NAME, "arr"));
        assertHeld(first);
        first.unbind(rig);
        // the map gives the first one back on its reactor, a moment after it took the twin
        Await.until("one user", () -> rig.versions("arr").get(0).uses() == 1, () -> rig.versions("arr"));
        assertThat(rig.versions("arr")).extracting(PlugInState::bundle).containsExactly("org.example.twin 1.0.0");
        // who follows the versions and who lets go may both have taken it, and one of them gives it back
        Await.until("one lease", () -> twin.taken - twin.givenBack == 1, () -> twin.taken + " - " + twin.givenBack);
    }

    @Test
    void aHandlerThatNeverAnswersCostsOnlyItsMapTheHandler() {
        Plugged only = new Plugged("1.0.0").activating();
        only.held = new LinkedBlockingQueue<>();
        only.bind(rig);
        rig.plane.load(PlaneRig.MAP, TABLE);
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertNoneHeld();
        assertThat(rig.versions("arr").get(0).reason()).startsWith("map mpatha: it did not answer in time about path hand:");
        assertThat(rig.plane.stateOf(PlaneRig.MAP).activePaths()).isEqualTo(2);
    }
}
