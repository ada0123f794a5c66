package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;

/** A client that writes through an export and reads back what it wrote, until it is told to end or for some time: fio with checksums. */
final class VerifiedIo {
    private static final Pattern ERRORS = Pattern.compile("\"(?:error|total_err)\"\\s*:\\s*(\\d+)");
    private static final int WRITES_AT_WORK = 100;
    /** Nobody waits for its end: whoever started it ends it. */
    private static final int UNTIL_TOLD_SECONDS = 3600;
    /** How long it may take to end after its time, or when it is told to. */
    private static final int END_SECONDS = 60;
    /** fio's exit code when a signal ended it and it saw no error. */
    private static final int ENDED_BY_SIGNAL = 128;

    private final RunningMpath mpath;
    private final String map;
    private final int seconds;
    private final Path output;
    private final Path errors;
    private final Process fio;

    private VerifiedIo(RunningMpath mpath, String map, int seconds) throws IOException {
        this.mpath = mpath;
        this.map = map;
        this.seconds = seconds;
        this.output = Files.createTempFile(mpath.home(), "fio", ".json");
        this.errors = Files.createTempFile(mpath.home(), "fio", ".err");
        this.fio = Programs.start(output, errors, "fio", "--name=verify", "--ioengine=nbd",
                "--uri=" + mpath.uri(map), "--rw=randrw", "--bs=4k", "--iodepth=16", "--size=64M",
                "--verify=crc32c", "--verify_backlog=256", "--verify_fatal=1", "--time_based", "--runtime=" + seconds,
                "--output-format=json", "--aux-path=" + mpath.home());
    }

    /** Starts it, and waits until it writes; it does until {@link #finishWithoutError}. */
    static VerifiedIo start(RunningMpath mpath, String map) throws IOException {
        return start(mpath, map, UNTIL_TOLD_SECONDS);
    }

    /** Starts it for so long, and waits until it writes. */
    static VerifiedIo start(RunningMpath mpath, String map, int seconds) throws IOException {
        VerifiedIo io = new VerifiedIo(mpath, map, seconds);
        io.awaitMoreWrites();
        return io;
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
        return fio.isAlive();
    }

    /** Tells it to end, or waits until its time is over; fails when it saw an error, or did not write till now. */
    void finishWithoutError() throws Exception {
        boolean untilTold = seconds == UNTIL_TOLD_SECONDS;
        boolean wrote = running();
        if (untilTold) {
            fio.destroy();
        }
        boolean ended = fio.waitFor((untilTold ? 0 : seconds) + END_SECONDS, TimeUnit.SECONDS);
        String told = Files.readString(output) + "\n" + Files.readString(errors) + "\n" + mpath.log();
        assertThat(ended).as("it ends: %s", told).isTrue();
        assertThat(fio.exitValue()).as(told).isEqualTo(untilTold && wrote ? ENDED_BY_SIGNAL : 0);
        assertThat(wrote || !untilTold).as("it wrote and verified until it was told to end: %s", told).isTrue();
        assertThat(ERRORS.matcher(Files.readString(output)).results().map(found -> found.group(1)).toList()).as(told)
                .isNotEmpty().containsOnly("0");
    }
}
