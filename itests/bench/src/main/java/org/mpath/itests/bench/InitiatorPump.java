package org.mpath.itests.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.path.PathDevice;

/** A process of its own that puts loads on one path of our initiator, in slots: the peer of {@code libiscsi-pump.c}. */
public final class InitiatorPump {
    private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Reactor reactor;
    private final Pump pump;
    private final Slots slots;
    private final List<Sample> samples = new ArrayList<>();
    private final CompletableFuture<List<Sample>> result = new CompletableFuture<>();
    private final ReactorTimer timer;
    private boolean running;
    private long operations;
    private long wallNanos;
    private long cpuNanos;

    private InitiatorPump(PathDevice path, Slots slots) {
        this.reactor = path.reactor();
        this.slots = slots;
        this.pump = Pump.on(path, "our initiator", slots.load());
        this.timer = reactor.timer(this::timeIsUp);
    }

    /** Argument: the portal of a {@link NullUnit}. */
    public static void main(String[] words) throws Exception {
        Quiet.events();
        try (Rig rig = IscsiRig.make("tgtd", List.of(words[0]));
                Scanner in = new Scanner(System.in)) {
            PathDevice path = rig.readyPaths().get(0);
            System.out.println("ready");
            for (Slots slots = Slots.read(in); slots != null; slots = Slots.read(in)) {
                new InitiatorPump(path, slots).run().forEach(sample ->
                        System.out.println(sample.operations() + " " + sample.wallNanos() + " " + sample.cpuNanos()));
            }
        }
    }

    private List<Sample> run() throws Exception {
        reactor.execute(this::awaitSlot);
        long limitNanos = slots.startNanos() - System.nanoTime() + slots.periodNanos() * slots.rounds() + SPARE_NANOS;
        return result.get(limitNanos, TimeUnit.NANOSECONDS);
    }

    private void awaitSlot() {
        if (samples.size() == slots.rounds()) {
            result.complete(samples);
            return;
        }
        timer.arm(begin() - System.nanoTime());
    }

    private long begin() {
        return slots.startNanos() + samples.size() * slots.periodNanos();
    }

    private void timeIsUp() {
        if (running) {
            running = false;
            pump.stop(this::drained);
            return;
        }
        running = true;
        operations = pump.operations();
        cpuNanos = ProcessClock.ofThisProcess();
        wallNanos = System.nanoTime();
        timer.arm(begin() + slots.sliceNanos() - wallNanos);
        pump.start();
    }

    private void drained() {
        long wall = System.nanoTime() - wallNanos;
        long cpu = ProcessClock.ofThisProcess() - cpuNanos;
        if (pump.failure() != null) {
            result.completeExceptionally(new BenchException(pump.failure()));
            return;
        }
        samples.add(new Sample(pump.operations() - operations, wall, cpu, 0));
        awaitSlot();
    }
}
