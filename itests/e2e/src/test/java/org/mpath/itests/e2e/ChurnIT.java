package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Programs;

/**
 * Verified I/O over a real target while an operator who cannot make up his mind fails, reinstates, switches, suspends,
 * reloads, probes and changes selectors and policies as fast as he can: no error, no mismatch. Ten minutes of it:
 * {@code -Dmpath.churn.seconds=600}; a run is repeated with {@code -Dmpath.seed=}.
 */
class ChurnIT {
    private static final int SECONDS = Integer.getInteger("mpath.churn.seconds", 60);
    private static final List<String> SELECTORS =
            List.of("round-robin", "queue-length", "service-time", "historical-service-time");

    private final long seed = Long.getLong("mpath.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Map<String, Integer> done = new TreeMap<>();
    private RunningMpath mpath;
    private ObjectName map;
    private List<String> paths;

    @Test
    void verifiedIoGoesOnUnderEveryVerbAtRandom() throws Exception {
        System.out.println("ChurnIT -Dmpath.seed=" + seed);
        Programs.need("fio", "fio");
        try (Portals portals = new Portals(64L << 20);
                RunningMpath running = new RunningMpath(portals.home, portals.configuration())) {
            mpath = running;
            map = new ObjectName("org.mpath:type=Map,name=mpatha");
            mpath.awaitMap("mpatha", 2);
            paths = List.copyOf(mpath.pathStates("mpatha").keySet());
            VerifiedIo io = VerifiedIo.start(mpath, "mpatha", SECONDS);
            while (io.running()) {
                verb();
            }
            io.finishWithoutError();
            System.out.println("ChurnIT did " + done);
            assertThat(done).as("seed %d: every verb was used", seed).hasSize(9);
            reinstateAll();
            mpath.awaitMap("mpatha", 2);
        }
    }

    private void verb() throws Exception {
        switch (random.nextInt(9)) {
            case 0 -> counted("fail and reinstate", this::failAndReinstate);
            case 1 -> counted("fail all", this::failAll);
            case 2 -> counted("switch group", () -> message("switch_group " + group()));
            case 3 -> counted("bypass group", this::bypass);
            case 4 -> counted("suspend noflush", () -> suspend(false));
            case 5 -> counted("suspend flush", () -> suspend(true));
            case 6 -> counted("load", this::load);
            case 7 -> counted("selector", () -> invoke("selector", selector(), ""));
            default -> counted("probe", () -> invoke("probe"));
        }
    }

    private void failAndReinstate() throws Exception {
        String path = paths.get(random.nextInt(paths.size()));
        message("fail_path " + path);
        message("reinstate_path " + path);
    }

    private void failAll() throws Exception {
        for (String path : paths) {
            message("fail_path " + path);
        }
        reinstateAll();
    }

    private void reinstateAll() throws Exception {
        for (String path : paths) {
            message("reinstate_path " + path);
        }
    }

    private void bypass() throws Exception {
        int group = group();
        message("disable_group " + group);
        message("enable_group " + group);
    }

    private void suspend(boolean flush) throws Exception {
        reinstateAll();
        invoke("suspend", flush);
        if (random.nextBoolean()) {
            load();
        }
        invoke("resume");
    }

    /** One group of both paths or a group for each, with any selector. */
    private void load() throws Exception {
        String head = "0 " + sectors() + " multipath 1 queue_if_no_path 0 ";
        List<String> groups = new ArrayList<>();
        if (random.nextBoolean()) {
            groups.add(selector() + " 0 2 0 " + String.join(" ", paths));
        } else {
            paths.forEach(path -> groups.add(selector() + " 0 1 0 " + path));
        }
        int first = 1 + random.nextInt(groups.size());
        invoke("load", head + groups.size() + " " + first + " " + String.join(" ", groups));
    }

    private String sectors() throws Exception {
        return ((String) mpath.jmx().getAttribute(map, "Table")).split(" ")[1];
    }

    private int group() throws Exception {
        return 1 + random.nextInt(((String[]) mpath.jmx().getAttribute(map, "SelectorNames")).length);
    }

    private String selector() {
        return SELECTORS.get(random.nextInt(SELECTORS.size()));
    }

    private interface Verb {
        void run() throws Exception;
    }

    private void counted(String name, Verb verb) throws Exception {
        verb.run();
        done.merge(name, 1, Integer::sum);
    }

    private void message(String words) throws Exception {
        invoke("message", words);
    }

    private Object invoke(String operation, Object... arguments) throws Exception {
        return mpath.invoke(map, operation, arguments);
    }
}
