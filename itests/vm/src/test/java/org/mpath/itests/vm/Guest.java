package org.mpath.itests.vm;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.mpath.itests.support.Programs;

/** An emulated machine with a real kernel, booted once for many scenarios; {@code rig/guest/agent} is its other end. */
final class Guest implements AutoCloseable {
    /** What the guest may write to; the kernel's messages and the product's logs are there after a run. */
    static final Path SHARE = Path.of("target/vm").toAbsolutePath();

    private static final Path RIG = Path.of("rig").toAbsolutePath();
    private static final Duration BUILD_LIMIT = Duration.ofMinutes(20);
    private static final Duration BOOT_LIMIT = Duration.ofMinutes(4);
    /** For all scenarios; each has a limit of its own. */
    private static final Duration UP_LIMIT = Duration.ofHours(1);
    /** For what the agent does beside the scenario. */
    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final int POWER_OFF_SECONDS = 30;
    /** Stands for the end of the guest's output. */
    private static final String GONE = "";

    private final Process process;
    private final Writer commands;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    /**
     * How a scenario ended.
     *
     * @param status its exit status; 124 when it took too long
     * @param lines what it printed
     */
    record Ended(int status, List<String> lines) {}

    /** Builds what is booted, unless it is there. Skips the test when something is missing that the rig names. */
    static void build() {
        Programs.Result built = Programs.run(BUILD_LIMIT, RIG.resolve("build").toString());
        String[] said = built.errors().strip().split("\n");
        Assumptions.assumeTrue(built.exitCode() == 0, said[said.length - 1]);
    }

    /** Boots, and waits until the guest takes scenarios. */
    Guest() throws IOException {
        Files.createDirectories(SHARE);
        ProcessBuilder builder = new ProcessBuilder(
                RIG.resolve("boot").toString(), "--share", SHARE.toString(), "--mpath", System.getProperty("mpath.image"),
                "--console", SHARE.resolve("console.log").toString(), "--seconds", Long.toString(UP_LIMIT.toSeconds()));
        process = builder.redirectError(new File(SHARE.toFile(), "qemu.log")).start();
        commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::read, "guest-output");
        reader.setDaemon(true);
        reader.start();
        try {
            awaitLine("# up ", BOOT_LIMIT, new ArrayList<>());
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().filter(line -> !line.isEmpty()).forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            // it was ended
        } finally {
            lines.add(GONE);
        }
    }

    /** Runs a scenario to its end. The guest is gone, and the call fails, when it does not answer in time. */
    Ended run(Scenario scenario) throws IOException {
        commands.write("run " + scenario.name() + " " + scenario.limit().toSeconds() + "\n");
        commands.flush();
        List<String> before = new ArrayList<>();
        try {
            String end = awaitLine("# end " + scenario.name() + " ", scenario.limit().plus(GRACE), before);
            return new Ended(Integer.parseInt(end), before);
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    boolean isUp() {
        return process.isAlive();
    }

    /** Waits for a line that begins so, keeps those before it, and answers its rest. */
    private String awaitLine(String start, Duration limit, List<String> before) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            String line = next(deadline - System.nanoTime());
            if (line == null || line.equals(GONE)) {
                throw new AssertionError((line == null ? "the guest did not say '" + start + "' in " + limit.toSeconds() + " s"
                        : "the guest has gone") + "; see " + SHARE + "\n" + String.join("\n", before));
            }
            System.out.println("  " + line);
            if (line.startsWith(start)) {
                return line.substring(start.length());
            }
            before.add(line);
        }
    }

    private String next(long nanos) {
        try {
            return lines.poll(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Powers it off: the end of its input tells it. Ends its process when it does not listen. */
    @Override
    public void close() {
        try {
            commands.close();
            process.waitFor(POWER_OFF_SECONDS, TimeUnit.SECONDS);
        } catch (IOException e) {
            // it is gone already
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Programs.end(process);
    }
}
