package org.mpath.itests.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.mpath.itests.support.Programs;

/** From the start of the process until somebody can use it. */
final class StartFigure implements Figure {
    private static final int ROUNDS = 10;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PROMPT = "mpath> ";
    private static final String LAB_OF_24_PATHS = "arrays=[\"name=lab controllers=2 ports=2" + " unit=64MiB".repeat(6) + "\"]\n";

    /** One way of starting it. */
    private interface Start {
        /** Nanoseconds it took. */
        long nanos() throws Exception;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "process start to ready, lab only";
    }

    @Override
    public void measure(Options options, PrintStream out) throws Exception {
        Missing.need("script", "bsdutils");
        Path folder = Files.createTempDirectory("mb");
        try {
            Product small = new Product(folder.resolve("12"), Map.of());
            Product larger = new Product(folder.resolve("24"), Map.of("org.mpath.transport.lab", LAB_OF_24_PATHS));
            Table table = new Table("what", "paths", "median ms", "fastest", "slowest");
            time("`mpath run`: to the prompt, with the topology above it", 12, options, () -> prompt(small, 12), table);
            time("`mpath run`: to the prompt, with the topology above it", 24, options, () -> prompt(larger, 24), table);
            time("`mpath run -c ''`: discovery settled, stopped, process over", 12, options, () -> captive(small), table);
            out.print(table);
        } finally {
            Folders.delete(folder);
        }
    }

    private static void time(String what, int paths, Options options, Start start, Table table) throws Exception {
        double[] millis = new double[options.roundsOr(ROUNDS)];
        start.nanos(); // fills the machine's file cache
        for (int round = 0; round < millis.length; round++) {
            millis[round] = start.nanos() / 1e6;
        }
        table.row(what, paths, Ratio.median(millis), Arrays.stream(millis).min().orElseThrow(),
                Arrays.stream(millis).max().orElseThrow());
    }

    private static long captive(Product product) {
        long began = System.nanoTime();
        Programs.run(LIMIT, product.command("run", "-c", "")).ok();
        return System.nanoTime() - began;
    }

    /** Starts it on a terminal of its own, as a person does. */
    private static long prompt(Product product, int paths) throws Exception {
        String command = String.join(" ", product.command("run"));
        long began = System.nanoTime();
        Process process = new ProcessBuilder("script", "--quiet", "--return", "--command", command, "/dev/null").start();
        try {
            String shown = CompletableFuture.supplyAsync(() -> readUntilPrompt(process.getInputStream()))
                    .get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            long nanos = System.nanoTime() - began;
            int active = shown.split("  [|`]- ", -1).length - 1;
            if (active != paths) {
                throw new BenchException("the prompt came with " + active + " paths, not " + paths);
            }
            process.getOutputStream().write("shutdown\r".getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
            process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return nanos;
        } finally {
            Programs.end(process);
        }
    }

    private static String readUntilPrompt(InputStream in) {
        StringBuilder shown = new StringBuilder();
        byte[] part = new byte[4096];
        try {
            while (shown.indexOf(PROMPT) < 0) {
                int count = in.read(part);
                if (count < 0) {
                    throw new BenchException("no prompt after: " + shown);
                }
                shown.append(new String(part, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new BenchException("no prompt after: " + shown, e);
        }
        return shown.toString();
    }
}
