package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Holds back the paths of units that become no map, or not yet. Discovery thread. */
final class UnitGate {
    private static final Logger LOG = System.getLogger("org.mpath.discovery");
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final DiscoveryThread thread;
    private final KnownUnits known;
    private final Supplier<UnitRules> rules;
    /** Has the paths that are held back placed anew. */
    private final Runnable again;
    /** Whether {@link #again} is on its way, and when, {@link System#nanoTime}. */
    private boolean due;
    private long dueNanos;

    UnitGate(DiscoveryThread thread, KnownUnits known, Supplier<UnitRules> rules, Runnable again) {
        this.thread = thread;
        this.known = known;
        this.rules = rules;
        this.again = again;
    }

    /**
     * The paths whose units have a map or become one; the others are rejected with the reason.
     *
     * @param paths every path of these units that is in no map
     * @param mapped whether a WWID has a map
     */
    List<KnownPath> admit(List<KnownPath> paths, Predicate<String> mapped) {
        boolean asksNothing = rules.get().admission().takesAll() && paths.stream().noneMatch(GhostDelay::asked);
        Map<String, String> reasons = asksNothing ? Map.of() : reasons(paths, mapped);
        List<KnownPath> admitted = new ArrayList<>();
        for (KnownPath path : paths) {
            String reason = reasons.getOrDefault(path.identity.unit().wwid(), "");
            if (reason.isEmpty()) {
                path.held = "";
                admitted.add(path);
            } else {
                hold(path, reason);
            }
        }
        return admitted;
    }

    /** Whether a unit without map would become one by other rules now. */
    boolean wouldAdmit(List<KnownPath> paths, UnitRules by) {
        return answer(paths, by, System.nanoTime()) instanceof MapAdmission.Map;
    }

    /** Why units become no map now, by WWID; empty for those that do. */
    private Map<String, String> reasons(List<KnownPath> paths, Predicate<String> mapped) {
        Map<String, List<KnownPath>> units = new LinkedHashMap<>();
        for (KnownPath path : paths) {
            units.computeIfAbsent(path.identity.unit().wwid(), none -> new ArrayList<>()).add(path);
        }
        units.keySet().removeIf(mapped);
        if (!rules.get().admission().takesAll() && !units.keySet().stream().allMatch(known::has)) {
            known.refresh();
        }
        long now = System.nanoTime();
        Map<String, String> reasons = new HashMap<>();
        units.forEach((wwid, itsPaths) -> reasons.put(wwid, whyNot(itsPaths, now)));
        return reasons;
    }

    private String whyNot(List<KnownPath> paths, long now) {
        paths.forEach(path -> path.came(now));
        MapAdmission.Answer answer = answer(paths, rules.get(), now);
        if (answer instanceof MapAdmission.Wait wait) {
            wake(now, wait.millis());
            return wait.reason();
        }
        return answer instanceof MapAdmission.NoMap none ? none.reason() : "";
    }

    private MapAdmission.Answer answer(List<KnownPath> paths, UnitRules by, long now) {
        long ageNanos = paths.stream().mapToLong(path -> path.ageNanos(now)).max().orElse(0);
        String wwid = paths.get(0).identity.unit().wwid();
        boolean inTable = by.admission().asksTable() && by.inTable().test(paths.get(0));
        long ageMillis = ageNanos / NANOS_PER_MILLI;
        MapAdmission.Answer answer =
                by.admission().of(new MapAdmission.Unit(wwid, paths.size(), known.has(wwid), inTable, ageMillis));
        return answer instanceof MapAdmission.Map ? GhostDelay.of(paths, ageMillis) : answer;
    }

    private static void hold(KnownPath path, String reason) {
        path.standing = KnownPath.Standing.REJECTED;
        path.reason = reason;
        if (!reason.equals(path.held)) {
            path.held = reason;
            LOG.log(Level.INFO, "event=path.rejected path=" + path.name() + LogWords.reason(reason));
        }
    }

    private void wake(long now, long millis) {
        long at = now + millis * NANOS_PER_MILLI;
        if (!due || at - dueNanos < 0) {
            due = true;
            dueNanos = at;
            thread.later(() -> {
                due = false;
                again.run();
            }, millis);
        }
    }
}
