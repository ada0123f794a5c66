package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.ShortFolders;

/** A handler that does the worst it can takes neither a request nor a connection of any map, its own included. */
class BadHandlerIT {
    /** Twice the limit of a call and what watching adds; and a busy machine, where a map that stopped would never come back. */
    private static final long PAUSE_MILLIS_MAX = 20_000;
    private static final int READS = 50;

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            while (true) { Thread.onSpinWait(); }           | activate took longer than 1000 ms and ignored its interrupt
            throw new OutOfMemoryError("so it says");       | activate threw java.lang.OutOfMemoryError: so it says
            """)
    void noMapLosesARequestOrAConnection(String deed, String reason) throws Exception {
        Path jar = BadHandlerJar.write(folder, "1.0.0", "", deed);
        try (RunningMpath mpath = new RunningMpath(ShortFolders.create(), Map.of())) {
            mpath.awaitMap("mpatha", 4);
            mpath.awaitMap("mpathb", 4);
            try (Heartbeat own = new Heartbeat(mpath.socket(), "mpatha");
                    Heartbeat others = new Heartbeat(mpath.socket(), "mpathb")) {
                own.awaitMore(READS);
                others.awaitMore(READS);
                CompiledBundle.drop(jar, mpath.deploy(), "bad.jar");
                Await.until("its fault", RunningMpath.LIMIT, () -> mpath.shell("mpath:plugins").output(),
                        plugIns -> plugIns.contains(reason));
                own.awaitMore(READS);
                others.awaitMore(READS);
                assertThat(TimeUnit.MICROSECONDS.toMillis(others.longestMicros())).isLessThan(PAUSE_MILLIS_MAX);
            }
            mpath.awaitMap("mpatha", 4);
            if (reason.contains("ignored")) {
                assertThat(threads(mpath)).contains("mpath-reactor, abandoned in org.example.bad 1.0.0 activate");
            }
        }
    }

    static List<String> threads(RunningMpath mpath) throws Exception {
        ThreadMXBean threads = ManagementFactory.newPlatformMXBeanProxy(
                mpath.jmx(), ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        return Arrays.stream(threads.dumpAllThreads(false, false)).map(thread -> thread.getThreadName()).toList();
    }
}
