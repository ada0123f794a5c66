package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapLease;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.PassThrough;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.map.TextForm;

/** What people see of a map, and the small verbs: events and their counter, users, policy, pass-through. */
class MapViewsTest {
    private final PlaneRig rig = new PlaneRig("hand:a", "hand:b").map();

    @AfterEach
    void close() {
        rig.close();
    }

    private long counter() {
        return rig.plane.awaitEvent(PlaneRig.MAP, Long.MAX_VALUE, 0);
    }

    @Test
    void theCounterWakesWhoWaitsForIt() {
        long seen = counter();
        CompletableFuture<Long> waiter = CompletableFuture.supplyAsync(() -> rig.plane.awaitEvent(PlaneRig.MAP, seen, 20_000));
        rig.plane.message(PlaneRig.MAP, "fail_path hand:a");
        assertThat(PlaneRig.await(waiter)).isEqualTo(seen + 1);
        assertThat(rig.plane.awaitEvent(PlaneRig.MAP, seen, 20_000)).as("at once").isEqualTo(seen + 1);
        assertThat(rig.plane.stateOf(PlaneRig.MAP).events()).isEqualTo(seen + 1);
    }

    @Test
    void eachChangeThatTheKernelCountsIsCountedOnce() throws Exception {
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "0", "hand:a", "hand:b"));
        long seen = counter();
        for (String message : List.of("fail_path hand:a", "reinstate_path hand:a", "disable_group 1", "enable_group 1",
                "switch_group 2")) {
            rig.plane.message(PlaneRig.MAP, message);
            assertThat(counter()).as(message).isEqualTo(++seen);
        }
        rig.plane.message(PlaneRig.MAP, "fail_path hand:a");
        rig.plane.message(PlaneRig.MAP, "fail_path hand:a");
        assertThat(counter()).as("failed already").isEqualTo(seen + 1);
        assertThat(rig.event(Kind.PATH_FAILED).path()).isEqualTo("hand:a");
        assertThat(rig.event(Kind.PATH_REINSTATED).path()).isEqualTo("hand:a");
    }

    @Test
    void aWaitEndsWithItsTimeAndWithItsMap() {
        long seen = counter();
        assertThat(rig.plane.awaitEvent(PlaneRig.MAP, seen, 50)).isEqualTo(seen);
        CompletableFuture<Long> waiter = CompletableFuture.supplyAsync(() -> rig.plane.awaitEvent(PlaneRig.MAP, seen, 20_000));
        CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> rig.plane.remove(PlaneRig.MAP));
        assertThatThrownBy(() -> PlaneRig.await(waiter)).hasRootCauseInstanceOf(MapException.class);
        PlaneRig.await(removal);
    }

    @Test
    void theHistoryShowsTheLatest256EventsOldestFirst() {
        rig.plane.message(PlaneRig.MAP, "fail_path hand:a");
        assertThat(rig.plane.history(PlaneRig.MAP)).extracting(MapEvent::kind)
                .startsWith(Kind.MAP_CREATED)
                .endsWith(Kind.PATH_FAILED);
        for (int i = 0; i < 200; i++) {
            rig.plane.message(PlaneRig.MAP, "reinstate_path hand:a");
            rig.plane.message(PlaneRig.MAP, "fail_path hand:a");
        }
        List<MapEvent> history = rig.plane.history(PlaneRig.MAP);
        assertThat(history).hasSize(256).extracting(MapEvent::sequence).isSorted().doesNotHaveDuplicates();
        assertThat(history.get(255).kind()).isEqualTo(Kind.PATH_FAILED);
        assertThat(history).extracting(MapEvent::map).containsOnly(PlaneRig.MAP);
    }

    @Test
    void usersComeAndGoWithTheirLeases() {
        MapLease first = rig.offered().lease("nbd 127.0.0.1:1");
        MapLease second = rig.offered().lease("nbd 127.0.0.1:1");
        rig.offered().lease("copy");
        assertThat(rig.plane.users(PlaneRig.MAP)).containsExactly("nbd 127.0.0.1:1", "nbd 127.0.0.1:1", "copy");
        first.close();
        first.close();
        assertThat(rig.plane.users(PlaneRig.MAP)).containsExactly("nbd 127.0.0.1:1", "copy");
        second.close();
        assertThat(rig.plane.users(PlaneRig.MAP)).containsExactly("copy");
    }

    @Test
    void thePolicyIsChangedLive() throws Exception {
        MapPolicy before = rig.plane.policy(PlaneRig.MAP);
        MapPolicy after = before.with("fence", "fast").with("queued_tasks_max", "7");
        rig.plane.policy(PlaneRig.MAP, after);
        assertThat(rig.plane.policy(PlaneRig.MAP)).isEqualTo(after).isNotEqualTo(before);
        assertThat(rig.event(Kind.POLICY_CHANGED)).isNotNull();
    }

    @Test
    void ofTwoWhoChangeThePolicyAtOnceNoneLosesItsChange() {
        List<CompletableFuture<Void>> clients = IntStream.range(0, 2)
                .mapToObj(client -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 200; i++) {
                        rig.plane.policy(PlaneRig.MAP, policy -> policy.with(
                                client == 0 ? "queued_tasks_max" : "attempts_max",
                                Integer.toString(1 + (client == 0 ? policy.queuedTasksMax() : policy.attemptsMax()))));
                    }
                }))
                .toList();
        clients.forEach(PlaneRig::await);
        assertThat(rig.plane.policy(PlaneRig.MAP).queuedTasksMax()).isEqualTo(MapPolicy.DEFAULT.queuedTasksMax() + 200);
        assertThat(rig.plane.policy(PlaneRig.MAP).attemptsMax()).isEqualTo(MapPolicy.DEFAULT.attemptsMax() + 200);
    }

    @Test
    void aPolicyThatCannotBeLeavesThePresentOne() {
        MapPolicy before = rig.plane.policy(PlaneRig.MAP);
        assertThatThrownBy(() -> rig.plane.policy(PlaneRig.MAP, policy -> policy.with("fence", "loose")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'loose'");
        assertThat(rig.plane.policy(PlaneRig.MAP)).isEqualTo(before);
    }

    @Test
    void theUnitsLimitsChangeLiveAndNothingElseOfIt() {
        LogicalUnit before = rig.offered().unit();
        UnitLimits narrower = new UnitLimits(256, 64, false, 0, false, false, 0, true, true, false);
        rig.plane.limits(PlaneRig.MAP, narrower);
        assertThat(rig.offered().unit()).isEqualTo(before.with(narrower)).isNotEqualTo(before);
        assertThat(rig.plane.stateOf(PlaneRig.MAP).unit().limits()).isEqualTo(narrower);
    }

    private PassThrough passThrough(CompletableFuture<ScsiTask> done) {
        return rig.onReactor(() -> rig.offered().passThrough(PlaneRig.readTask(), done::complete));
    }

    @Test
    void aTaskPassesThroughNowOrNotAtAll() {
        CompletableFuture<ScsiTask> done = new CompletableFuture<>();
        assertThat(passThrough(done)).isEqualTo(PassThrough.SENT);
        assertThat(PlaneRig.await(done).good()).isTrue();

        rig.plane.suspend(PlaneRig.MAP, true);
        assertThat(passThrough(new CompletableFuture<>())).isEqualTo(PassThrough.NOT_CONNECTED);
        rig.plane.resume(PlaneRig.MAP);

        rig.plane.message(PlaneRig.MAP, "fail_path hand:a");
        rig.plane.message(PlaneRig.MAP, "fail_path hand:b");
        assertThat(passThrough(new CompletableFuture<>())).isEqualTo(PassThrough.NO_PATH);
        rig.plane.message(PlaneRig.MAP, "queue_if_no_path");
        assertThat(passThrough(new CompletableFuture<>())).isEqualTo(PassThrough.NOT_CONNECTED);
    }

    @Test
    void aTaskThatPassesThroughIsNotRetried() {
        rig.paths.values().forEach(path -> path.answer = HandPath.Answer.NOT_SENT);
        CompletableFuture<ScsiTask> done = new CompletableFuture<>();
        assertThat(passThrough(done)).isEqualTo(PassThrough.SENT);
        assertThat(PlaneRig.await(done).good()).isFalse();
        assertThat(rig.paths.values().stream().mapToInt(path -> path.log.size()).sum()).isEqualTo(1);
    }

    @Test
    void tablesAndStatusComeInThreeForms() {
        assertThat(rig.plane.table(PlaneRig.MAP)).isEqualTo(rig.plane.table(PlaneRig.MAP, TextForm.TODAY));
        assertThat(rig.plane.status(PlaneRig.MAP, TextForm.LINUX_2005)).startsWith("0 2048 multipath 1 0 0 1 1 ");
        assertThat(rig.plane.status(PlaneRig.MAP, TextForm.LINUX_2007)).startsWith("0 2048 multipath 2 0 0 0 1 1 ");
        assertThat(rig.plane.status(PlaneRig.MAP)).startsWith("0 2048 multipath 2 ");
    }
}
