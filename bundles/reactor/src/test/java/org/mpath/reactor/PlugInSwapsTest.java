package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.itests.support.Await;

/** A handler is replaced again and again while a map works. */
class PlugInSwapsTest {
    private static final int SWAPS = 100;
    private static final int IN_FLIGHT = 32;
    private static final double PAUSE_MILLIS_MAX = 50;

    private final PlaneRig rig = new PlaneRig("hand:a", "hand:b").map();

    @AfterEach
    void close() {
        rig.close();
    }

    /** Keeps a number of reads in flight until told to stop. */
    private final class Load {
        private final AtomicBoolean stopping = new AtomicBoolean();
        private final List<CompletableFuture<Void>> ends = new ArrayList<>();
        final AtomicLong good = new AtomicLong();
        final AtomicLong failed = new AtomicLong();

        Load() {
            for (int i = 0; i < IN_FLIGHT; i++) {
                CompletableFuture<Void> end = new CompletableFuture<>();
                ends.add(end);
                rig.loop.execute(() -> next(PlaneRig.readTask(), end));
            }
        }

        private void next(ScsiTask task, CompletableFuture<Void> end) {
            if (stopping.get()) {
                end.complete(null);
            } else {
                rig.offered().submit(task, done -> {
                    (done.good() ? good : failed).incrementAndGet();
                    rig.loop.execute(() -> next(done, end));
                });
            }
        }

        void stop() {
            stopping.set(true);
            ends.forEach(PlaneRig::await);
        }
    }

    private void awaitHeld(Plugged version) {
        Await.until(version.version + " held", () -> rig.versions(Plugged.NAME).stream().allMatch(
                state -> state.uses() == (state.bundle().equals(version.bundle()) ? 1 : 0)), rig.plane::plugIns);
    }

    @Test
    void aHundredSwapsUnderLoadFailNoRequestAndPauseShortly() {
        Plugged present = new Plugged("1.0.0").activating().bind(rig);
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "1 arr", "hand:a hand:b"));
        Load load = new Load();
        for (int i = 1; i <= SWAPS; i++) {
            Plugged next = new Plugged("1." + i + ".0").activating().bind(rig);
            awaitHeld(next);
            present.unbind(rig);
            assertThat(present.leases.givenBack).isEqualTo(present.leases.taken);
            present = next;
        }
        long before = load.good.get();
        Await.until("I/O goes on", () -> load.good.get() > before, load.good::get);
        load.stop();
        assertThat(load.failed).hasValue(0);
        List<Double> pauses = rig.events.stream()
                .filter(event -> event.kind() == Kind.HANDLER_CHANGED && event.reason().contains(", pause "))
                .map(PlugInSwapsTest::pauseMillis)
                .sorted()
                .toList();
        assertThat(pauses).hasSize(SWAPS);
        // the longest ones are those of the machine, which does more than this test
        assertThat(pauses.get(SWAPS * 9 / 10 - 1)).as("9 of 10 pauses, longest %s ms", pauses.get(SWAPS - 1))
                .isLessThan(PAUSE_MILLIS_MAX);
        assertThat(rig.versions(Plugged.NAME)).hasSize(1);
    }

    private static double pauseMillis(MapEvent event) {
        return Double.parseDouble(event.reason().replaceAll(".*pause ([0-9.]+) ms", "$1"));
    }

    @Test
    void nothingOfAVersionThatLeftIsReachable() {
        WeakReference<Plugged> gone = comeAndGo();
        Await.until("the plug-in to be collected", () -> {
            System.gc();
            return gone.get() == null;
        });
        assertThat(PlaneRig.await(rig.read()).good()).isTrue();
    }

    /** One that has a command with the transport when it leaves. */
    private WeakReference<Plugged> comeAndGo() {
        Plugged version = new Plugged("1.0.0").activating();
        version.onActivate = path -> path.submit(PlaneRig.readTask(), task -> version.calls.add("late"));
        version.bind(rig);
        rig.paths.values().forEach(path -> path.answer = HandPath.Answer.HELD);
        rig.plane.load(PlaneRig.MAP, PlaneRig.table("0", "1 arr", "hand:a hand:b"));
        CompletableFuture<ScsiTask> read = rig.read();
        Await.until("asked", () -> version.count("activate") > 0, () -> version.calls);
        version.unbind(rig);
        rig.paths.values().forEach(path -> path.answer = HandPath.Answer.GOOD);
        assertThat(read).isNotDone();
        return new WeakReference<>(version);
    }
}
