package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapState.Condition;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.Activation;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.api.plugin.ActivationListener;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.Verdict;
import org.mpath.itests.support.Await;

/** A map whose handler activates groups: asked before any I/O, answered from wherever, replaced while it is asked. */
class ActivationTest {
    private record Asked(String path, boolean bypassed, ActivationListener listener) {}

    /** Asks a test for each answer. */
    private final class Slow implements HardwareHandlerFactory {
        @Override
        public String name() {
            return "slow";
        }

        @Override
        public List<HandlerMatch> matches() {
            return List.of();
        }

        @Override
        public HardwareHandler create(List<String> arguments) {
            return new HardwareHandler() {
                @Override
                public Verdict checkSense(PathDevice path, int senseKey, int asc, int ascq) {
                    return Verdict.DECLINED;
                }

                @Override
                public Activation activation() {
                    return Activation.EVERY_PATH;
                }

                @Override
                public void activate(PathDevice path, boolean bypassed, ActivationListener listener) {
                    if (broken) {
                        throw new IllegalStateException("broken handler");
                    }
                    asked.add(new Asked(path.name(), bypassed, listener));
                }
            };
        }
    }

    private final PlaneRig rig = new PlaneRig("hand:a", "hand:b").map();
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
    private final Leases<HardwareHandlerFactory> slow = new Leases<>(Slow::new);
    private volatile boolean broken;

    @BeforeEach
    void bind() {
        rig.plane.bindHandler(slow.reference, Map.of(HardwareHandlerFactory.NAME, "slow"));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Asked nextAsked() throws InterruptedException {
        Asked next = asked.poll(10, TimeUnit.SECONDS);
        assertThat(next).as("activation").isNotNull();
        return next;
    }

    private int ioOn(String path) {
        return rig.onReactor(() -> rig.paths.get(path).log.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theGroupThatTheTableAsksForIsActivatedBeforeIoGoesThere(int group) throws Exception {
        rig.plane.load(PlaneRig.MAP, "0 2048 multipath 0 1 slow 2 " + group
                + " round-robin 0 1 0 hand:a round-robin 0 1 0 hand:b");
        CompletableFuture<ScsiTask> read = rig.read();
        Asked activation = nextAsked();
        String path = group == 1 ? "hand:a" : "hand:b";
        assertThat(activation.path()).isEqualTo(path);
        assertThat(activation.bypassed()).isFalse();
        assertThat(ioOn(path)).as("I/O before the answer").isZero();
        assertThat(rig.plane.stateOf(PlaneRig.MAP).condition()).isEqualTo(Condition.ACTIVATING);

        rig.runOnReactor(() -> activation.listener().activated(ActivationCode.OK));
        assertThat(PlaneRig.await(read).good()).isTrue();
        assertThat(ioOn(path)).isEqualTo(1);
        assertThat(rig.plane.stateOf(PlaneRig.MAP).groups().get(group - 1).state()).isEqualTo(GroupState.State.ACTIVE);
    }

    @Test
    void aMapDoesWithoutAHandlerThatThrowsAndIoGoesOn() throws Exception {
        broken = true;
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "1 slow", "hand:a", "hand:b"));
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
        assertThat(rig.plane.stateOf(PlaneRig.MAP).handler()).isEmpty();
        assertThat(rig.plane.stateOf(PlaneRig.MAP).activePaths()).isEqualTo(2);
        Await.until("its use put back", () -> rig.plugIn("slow").uses() == 0, rig.plane::plugIns);
        assertThat(rig.plugIn("slow").reason()).isEqualTo("map mpatha: activate threw java.lang.IllegalStateException: broken handler");
    }

    @Test
    void ioGoesOnWhenTheHandlerLeavesWhileItIsAsked() throws Exception {
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "1 slow", "hand:a hand:b"));
        CompletableFuture<ScsiTask> read = rig.read();
        Asked late = nextAsked();
        rig.plane.unbindHandler(slow.reference);
        assertThat(PlaneRig.await(read).good()).isTrue();
        assertThat(slow.givenBack).isEqualTo(1);
        rig.runOnReactor(() -> late.listener().activated(ActivationCode.DEV_OFFLINED));
        rig.onReactor(() -> null);
        rig.onReactor(() -> null);
        assertThat(rig.plane.stateOf(PlaneRig.MAP).activePaths()).as("an answer that comes too late").isEqualTo(2);
    }

    @Test
    void aSuspendWaitsForTheAnswersThatAreOut() throws Exception {
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "1 slow", "hand:a"));
        CompletableFuture<ScsiTask> read = rig.read();
        Asked activation = nextAsked();
        CompletableFuture<Void> suspend = CompletableFuture.runAsync(() -> rig.plane.suspend(PlaneRig.MAP, true));
        rig.onReactor(() -> null);
        assertThat(suspend).isNotDone();
        rig.runOnReactor(() -> activation.listener().activated(ActivationCode.OK));
        PlaneRig.await(suspend);
        assertThat(PlaneRig.await(read).good()).isTrue();
    }
}
