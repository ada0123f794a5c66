package org.mpath.itests.vm.oracle;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.itests.golden.EngineMap;
import org.mpath.natives.LibraryDeviceMapper;
import org.mpath.selector.io.affinity.IoAffinityFactory;

/**
 * An oracle run, in the guest: {@code OracleRun KEY=VALUE...}. Keys: {@code seed}; {@code first} and {@code count}, the cases;
 * {@code seconds}, when it ends at the latest; {@code bare}, {@code alua}, {@code others}, devices, and {@code selectors}, with
 * commas. Prints each difference that no {@link Decision} explains, then a summary; exit status 1 when there was one.
 */
public final class OracleRun {
    private static final int SHOWN_MAX = 40;
    private static final int PROGRESS_CASES = 500;
    private static final Duration STEP_MAX = Duration.ofSeconds(90);
    private static final Duration SETTLED_MAX = Duration.ofSeconds(10);

    private final Oracle oracle;
    private final Tally tally = new Tally();

    private OracleRun(Oracle oracle) {
        this.oracle = oracle;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> given = new HashMap<>();
        Arrays.stream(arguments).map(word -> word.split("=", 2)).forEach(pair -> given.put(pair[0], pair[1]));
        Surroundings surroundings = new Surroundings(
                list(given, "bare"), list(given, "alua"), list(given, "others"), list(given, "selectors"));
        Map<String, PathSelectorFactory> selectors = EngineMap.selectors(new IoAffinityFactory());
        selectors.keySet().retainAll(surroundings.selectors());
        KernelDisks disks = new KernelDisks();
        boolean same;
        try (KernelSide kernel = new KernelSide(new LibraryDeviceMapper());
                Watchdog watchdog = new Watchdog(STEP_MAX, OracleRun::giveUp)) {
            kernel.remove();
            Oracle oracle = new Oracle(kernel, new CoreSide(disks, selectors), watchdog, SETTLED_MAX);
            same = new OracleRun(oracle).run(given, surroundings);
        }
        System.exit(same ? 0 : 1);
    }

    /** A call that never comes back cannot be ended, and keeps the process. */
    private static void giveUp(String why) {
        System.out.println(why + "gave up");
        Runtime.getRuntime().halt(2);
    }

    private static List<String> list(Map<String, String> given, String key) {
        String words = given.getOrDefault(key, "");
        return words.isEmpty() ? List.of() : List.of(words.split(","));
    }

    private boolean run(Map<String, String> given, Surroundings surroundings) throws IOException {
        long seed = Long.parseLong(given.get("seed"));
        int first = Integer.parseInt(given.getOrDefault("first", "1"));
        int count = Integer.parseInt(given.get("count"));
        long end = System.nanoTime() + Long.parseLong(given.get("seconds")) * 1_000_000_000L;
        System.out.println("seed " + seed + ", from case " + first);
        for (int i = 0; i < count && System.nanoTime() - end < 0; i++) {
            judge(oracle.run(OracleCase.of(seed, first + i, surroundings), tally));
            if ((i + 1) % PROGRESS_CASES == 0) {
                System.out.println("so far: " + tally);
            }
        }
        System.out.println(tally);
        return tally.differences() == 0 && tally.cases() > 0;
    }

    private void judge(Optional<Difference> found) {
        if (found.isEmpty()) {
            return;
        }
        Optional<Decision> decision = Decision.of(found.get());
        if (decision.isPresent()) {
            tally.decision(decision.get());
            return;
        }
        tally.unexplained();
        if (tally.differences() <= SHOWN_MAX) {
            System.out.println(found.get());
        }
    }
}
