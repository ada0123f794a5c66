package org.mpath.itests.check.rule;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.itests.check.bundle.Family;
import org.mpath.itests.check.bundle.Subject;
import org.mpath.itests.check.play.LabArray;
import org.mpath.target.array.ArrayFamily;

/** The bundle is updated again and again while I/O runs: none fails, and none waits long. */
final class SwapRule {
    private static final String SYMMETRIC = "sym";
    private static final long PAUSE_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
    private static final int SERIES_MAX = 3;
    private static final int WARM_UP_REQUESTS = 100;
    /** Not counted: the framework's own classes are loaded and compiled. */
    private static final int WARM_UP_SWAPS = 3;

    private static final long[] BUCKETS_MILLIS = {1, 2, 5, 10, 25, 50, Long.MAX_VALUE};

    private SwapRule() {}

    static void check(Subject subject, Trial trial) throws Exception {
        int tried = 0;
        for (String name : subject.families().stream().map(Family::name).toList()) {
            Family family = named(subject, name);
            String claimed = family.with(factory -> LabArray.claimedBy(factory).map(ArrayFamily::name).orElse(""));
            ArrayDefaults defaults = family.with(factory -> factory.defaults());
            String array = claimed.isEmpty() ? SYMMETRIC : claimed;
            try (SwapRig rig = new SwapRig(subject.home(), array, name, defaults)) {
                SwapLoad load = new SwapLoad(rig.map(), SwapRig.BLOCKS, trial.chance(9));
                rig.map().reactor().execute(load::start);
                try {
                    SwapRig.await(() -> load.done() > WARM_UP_REQUESTS || rig.usablePaths() == 0);
                    if (load.done() <= WARM_UP_REQUESTS) {
                        noInputOutput(name, claimed, rig, trial);
                        continue;
                    }
                    tried++;
                    trial.note("family " + name + " on the lab's " + array + " array");
                    swap(subject, name, rig, load, trial);
                } finally {
                    rig.map().reactor().execute(load::stop);
                }
            }
        }
        if (tried == 0 && trial.findings().isEmpty()) {
            throw new Skipped("the lab has no array of this family, and the symmetric one will not do");
        }
    }

    private static Family named(Subject subject, String name) {
        return subject.families().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private static void noInputOutput(String name, String claimed, SwapRig rig, Trial trial) {
        if (claimed.isEmpty()) {
            trial.note("family " + name + " was not swapped: the lab has no array of it, and on the symmetric one "
                    + rig.lately());
        } else {
            trial.find("no I/O gets through a map on the lab's " + claimed + " array: " + rig.lately(),
                    "try it by hand: ./mpath run, lab:array create, mpath:why");
        }
    }

    /** What breaks the rule breaks it every time; what the machine did is not there the next time. */
    private static void swap(Subject subject, String name, SwapRig rig, SwapLoad load, Trial trial) throws Exception {
        List<Long> pauses = List.of();
        for (int series = 1; series <= SERIES_MAX; series++) {
            pauses = series(subject, name, rig, load, trial);
            if (pauses.isEmpty() || !rig.blocked(name).isEmpty() || p99(pauses) <= PAUSE_NANOS_MAX) {
                break;
            }
        }
        judge(pauses, load, trial);
        if (!rig.blocked(name).isEmpty()) {
            trial.find("the runtime uses it no more: " + rig.blocked(name),
                    "do little in each call: it runs on the reactor, between two requests");
        }
    }

    /** The pauses of some updates, the shortest first; none when there is a finding. */
    private static List<Long> series(Subject subject, String name, SwapRig rig, SwapLoad load, Trial trial) throws Exception {
        List<Long> pauses = new ArrayList<>();
        int warmUps = trial.effort().thorough() ? WARM_UP_SWAPS : 0;
        int swaps = warmUps + trial.effort().swaps();
        for (int i = 1; i <= swaps; i++) {
            long collected = collectorNanos();
            load.resetGap();
            if (!updated(i, subject, name, rig, load, trial)) {
                return List.of();
            }
            boolean last = !rig.blocked(name).isEmpty(); // from here on it would not be called, and cost nothing
            if (i > warmUps || last) {
                pauses.add(Math.max(0, load.longestGapNanos() - (collectorNanos() - collected)));
            }
            trial.progress(i, swaps);
            if (last) {
                break;
            }
        }
        Collections.sort(pauses);
        return pauses;
    }

    /** How long the collector has stopped everything so far: not the fault of a handler. */
    private static long collectorNanos() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(each -> TimeUnit.MILLISECONDS.toNanos(Math.max(0, each.getCollectionTime())))
                .sum();
    }

    /** One update, and some time for I/O to notice. */
    private static boolean updated(int number, Subject subject, String name, SwapRig rig, SwapLoad load, Trial trial)
            throws Exception {
        try (InputStream in = Files.newInputStream(subject.jar().file())) {
            subject.bundle().update(in);
        }
        if (!SwapRig.await(() -> rig.handler().equals(name))) {
            trial.find("after update " + number + " the map did not take the new handler: " + rig.lately(),
                    "see what its factory does when it is made again");
            return false;
        }
        LockSupport.parkNanos(WINDOW_NANOS);
        if (!load.awaitRound()) {
            trial.find("after update " + number + " nothing comes back: " + rig.lately(),
                    "answer what the map asks for: mpath:why tells what it waits for");
            return false;
        }
        return true;
    }

    private static void judge(List<Long> pauses, SwapLoad load, Trial trial) {
        long longest = pauses.isEmpty() ? 0 : pauses.get(pauses.size() - 1);
        trial.note(String.format(Locale.ROOT, "%d updates, %d requests, %d failed; longest pause %.1f ms",
                pauses.size(), load.done() + load.failed(), load.failed(), longest / 1e6));
        trial.note(histogram(pauses));
        if (load.failed() > 0) {
            trial.find(load.failed() + " requests failed, the last one: " + load.failure(),
                    "answer activations so that I/O can go on; mpath:why tells the chain of decisions");
        }
        if (!pauses.isEmpty() && p99(pauses) > PAUSE_NANOS_MAX) {
            trial.find(String.format(Locale.ROOT, "updates stop I/O for %.1f ms (p99)", p99(pauses) / 1e6),
                    "do nothing in close() but cancel, remove and forget: it runs on the reactor, between two requests");
        }
    }

    private static long p99(List<Long> sorted) {
        return sorted.get((sorted.size() * 99 - 1) / 100);
    }

    private static String histogram(List<Long> pauses) {
        StringBuilder text = new StringBuilder("pauses:");
        long above = 0;
        for (long bucket : BUCKETS_MILLIS) {
            long from = above;
            long count = pauses.stream().map(TimeUnit.NANOSECONDS::toMillis).filter(each -> each >= from && each < bucket).count();
            text.append(bucket == Long.MAX_VALUE ? "  longer " : "  <" + bucket + " ms ").append(count);
            above = bucket;
        }
        return text.toString();
    }
}
