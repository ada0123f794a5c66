package org.mpath.itests.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;

/** From hundreds to thousands of paths: time until all are identified and mapped, memory, and what it costs to watch them. */
final class ScaleFigure implements Figure {
    private static final List<Integer> PATHS = List.of(500, 1_000, 2_000, 4_000, 8_000);
    private static final int PORTS = 4;
    private static final int UNITS_OF_AN_ARRAY = 250;
    private static final Duration LIMIT = Duration.ofSeconds(300);
    private static final long IDLE_NANOS = 20_000_000_000L;
    /** Checks slow down while nothing changes; by then they have. */
    private static final long CALM_NANOS = 15_000_000_000L;

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public String title() {
        return "paths of lab arrays, 4 to a unit: from start to all in maps and stopped again; then idle";
    }

    @Override
    public void measure(Options options, PrintStream out) throws Exception {
        Path folder = Files.createTempDirectory("ms");
        try {
            Table table = new Table("paths", "maps", "seconds", "ms a path", "resident MiB", "KiB a path", "idle CPU %");
            double bareMebibytes = round(folder, 12, null);
            for (int paths : PATHS) {
                round(folder, paths, new Row(table, bareMebibytes));
            }
            out.print(table);
        } finally {
            Folders.delete(folder);
        }
    }

    /** Where the results of a round go, and what a runtime with next to no paths takes. */
    private record Row(Table table, double bareMebibytes) {
        void add(int paths, double seconds, double mebibytes, double idle) {
            table.row(paths, paths / PORTS, seconds, seconds * 1_000 / paths, mebibytes,
                    (mebibytes - bareMebibytes) * 1_024 / paths, idle);
        }
    }

    /** Starts the product with so many paths; the MiB it holds then. */
    private static double round(Path folder, int paths, Row row) throws IOException {
        Path home = folder.resolve(String.valueOf(paths));
        Product product = new Product(home, Map.of("org.mpath.transport.lab", arrays(paths / PORTS)));
        double seconds = untilSettled(product);
        Process process = new ProcessBuilder(product.command("run", "--daemon"))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("log").toFile())
                .start();
        try {
            int maps = paths / PORTS;
            Await.until(maps + " maps of " + PORTS + " paths", LIMIT, () -> maps(home), count -> count == maps);
            pause(CALM_NANOS);
            long before = ProcessClock.ofProcess(process.pid());
            pause(IDLE_NANOS);
            double idle = (ProcessClock.ofProcess(process.pid()) - before) * 100.0 / IDLE_NANOS;
            double mebibytes = resident(process.pid());
            if (row != null) {
                row.add(paths, seconds, mebibytes, idle);
            }
            return mebibytes;
        } finally {
            Programs.end(process);
        }
    }

    private static String arrays(int units) {
        List<String> arrays = new ArrayList<>();
        for (int left = units; left > 0; left -= UNITS_OF_AN_ARRAY) {
            arrays.add("\"name=s" + arrays.size() + " controllers=2 ports=2"
                    + " unit=64KiB".repeat(Math.min(left, UNITS_OF_AN_ARRAY)) + "\"");
        }
        return "arrays=[" + String.join(",", arrays) + "]\n";
    }

    /** Starts it, lets discovery settle, and ends it: the seconds. */
    private static double untilSettled(Product product) {
        long began = System.nanoTime();
        Programs.run(LIMIT, product.command("run", "-c", "")).ok();
        return (System.nanoTime() - began) / 1e9;
    }

    /** How many maps have all their paths. */
    private static int maps(Path home) {
        Programs.Result answer = Programs.run(LIMIT, Folders.IMAGE.resolve("mpath").toString(), "shell", "-c",
                "mpath:maps --json", "--var", home.resolve("var").toString());
        String complete = "\"paths_active\":" + PORTS + ",";
        return answer.exitCode() == 0 ? answer.output().split(complete, -1).length - 1 : 0;
    }

    private static void pause(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", interrupted);
        }
    }

    private static double resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024.0)
                .findFirst()
                .orElseThrow(() -> new BenchException("process " + pid + " is gone"));
    }
}
