package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;

/** A client that writes through an export and reads back what it wrote, for some time: fio with checksums. */
final class VerifiedIo {
    private static final Pattern ERRORS = Pattern.compile("\"(?:error|total_err)\"\\s*:\\s*(\\d+)");
    private static final int WRITES_AT_WORK = 100;

    private final RunningMpath mpath;
    private final String map;
    private final int seconds;
    private final CompletableFuture<Programs.Result> fio;

    private VerifiedIo(RunningMpath mpath, String map, int seconds) {
        this.mpath = mpath;
        this.map = map;
        this.seconds = seconds;
        this.fio = CompletableFuture.supplyAsync(this::run);
    }

    /** Starts it, and waits until it writes. */
    static VerifiedIo start(RunningMpath mpath, String map, int seconds) {
        VerifiedIo io = new VerifiedIo(mpath, map, seconds);
        io.awaitMoreWrites();
        return io;
    }

    private Programs.Result run() {
        return Programs.run(Duration.ofSeconds(seconds + 50L), "fio", "--name=verify", "--ioengine=nbd",
                "--uri=" + mpath.uri(map), "--rw=randrw", "--bs=4k", "--iodepth=16", "--size=64M",
                "--verify=crc32c", "--verify_backlog=256", "--verify_fatal=1", "--time_based", "--runtime=" + seconds,
                "--output-format=json", "--aux-path=" + mpath.home());
    }

    /** Waits until it has written a good deal more than now, or has ended: {@link #finishWithoutError} tells why. */
    void awaitMoreWrites() {
        long[] from = {-1};
        Await.until("fio to write", RunningMpath.LIMIT, () -> (Long) attribute("WriteCount"), writes -> {
            from[0] = from[0] < 0 ? writes : from[0];
            return writes - from[0] > WRITES_AT_WORK || !running();
        });
    }

    Object attribute(String name) throws Exception {
        return mpath.jmx().getAttribute(new ObjectName("org.mpath:type=Map,name=" + map), name);
    }

    boolean running() {
        return !fio.isDone();
    }

    /** Waits for its end, and fails when it saw an error. */
    void finishWithoutError() throws Exception {
        Programs.Result result = fio.get(seconds + 60L, TimeUnit.SECONDS);
        assertThat(result.exitCode()).as("%s\n%s\n%s", result.output(), result.errors(), mpath.log()).isZero();
        List<String> errors = new ArrayList<>();
        Matcher matcher = ERRORS.matcher(result.output());
        while (matcher.find()) {
            errors.add(matcher.group(1));
        }
        assertThat(errors).as(result.output()).isNotEmpty().containsOnly("0");
    }
}
