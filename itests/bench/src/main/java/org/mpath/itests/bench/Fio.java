package org.mpath.itests.bench;

import java.time.Duration;
import org.mpath.itests.support.Programs;

/** fio with its NBD engine. */
final class Fio {
    private static final Duration SPARE = Duration.ofSeconds(30);
    /** Layout of fio's terse version 3: a group of fields for reads, then one for writes. */
    private static final int ERROR = 4;

    private static final int READS = 5;
    private static final int WRITES = 46;
    private static final int KIBIBYTES = 0;
    private static final int MILLIS = 3;

    private Fio() {}

    /** Writes the whole export once. */
    static void fill(String uri, long bytes) {
        run(SPARE, uri, "--rw=write", "--bs=128k", "--iodepth=8", "--size=" + bytes);
    }

    /** Runs a load for some seconds; the sample's processor time is {@code pid}'s. */
    static Sample run(String uri, Load load, long regionBytes, int seconds, long pid) throws java.io.IOException {
        String direction = load.write() ? "write" : "read";
        long cpu = ProcessClock.ofProcess(pid);
        String[] fields = run(SPARE.plusSeconds(seconds), uri, "--rw=" + (load.random() ? "rand" : "") + direction,
                "--bs=" + load.bytes(), "--iodepth=" + load.depth(), "--size=" + regionBytes, "--time_based",
                "--runtime=" + seconds);
        cpu = ProcessClock.ofProcess(pid) - cpu;
        int group = load.write() ? WRITES : READS;
        long operations = Long.parseLong(fields[group + KIBIBYTES]) * 1024 / load.bytes();
        return new Sample(operations, Long.parseLong(fields[group + MILLIS]) * 1_000_000, cpu, 0);
    }

    private static String[] run(Duration limit, String uri, String... options) {
        String[] words = new String[options.length + 6];
        System.arraycopy(new String[] {"fio", "--name=bench", "--ioengine=nbd", "--uri=" + uri, "--output-format=terse",
                "--terse-version=3"}, 0, words, 0, 6);
        System.arraycopy(options, 0, words, 6, options.length);
        String output = Programs.run(limit, words).ok();
        String line = output.lines().filter(each -> each.startsWith("3;")).findFirst()
                .orElseThrow(() -> new BenchException("fio said " + output));
        String[] fields = line.split(";");
        if (!fields[ERROR].equals("0")) {
            throw new BenchException("fio against " + uri + " ended with error " + fields[ERROR]);
        }
        return fields;
    }
}
