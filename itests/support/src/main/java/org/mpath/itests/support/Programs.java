package org.mpath.itests.support;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Programs from outside that a test starts: found or skipped by name, bounded in time, ended by process id. */
public final class Programs {
    private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/bin");

    /**
     * How a program ended.
     *
     * @param exitCode its exit code
     * @param output standard output
     * @param errors standard error
     */
    public record Result(int exitCode, String output, String errors) {
        /** Standard output of a program that must have succeeded. */
        public String ok() {
            if (exitCode != 0) {
                throw new AssertionError("exit code " + exitCode + "\n" + output + "\n" + errors);
            }
            return output;
        }
    }

    private Programs() {}

    /** Skips the test by name when a program is missing. */
    public static void need(String program, String debianPackage) {
        Assumptions.assumeTrue(find(program) != null, "needs " + program + ": apt-get install " + debianPackage);
    }

    /** Absolute path of a program, or null. */
    public static String find(String program) {
        return FOLDERS.stream()
                .map(folder -> folder + "/" + program)
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElse(null);
    }

    /** Runs a program to its end, without input; kills it, and fails, when it takes longer than {@code limit}. */
    public static Result run(Duration limit, String... command) {
        Path out = null;
        Path err = null;
        try {
            out = Files.createTempFile("mpath-out", ".txt");
            err = Files.createTempFile("mpath-err", ".txt");
            Process process = start(out, err, command);
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                end(process);
                throw new AssertionError("still running after " + limit.toSeconds() + " s: " + Arrays.toString(command)
                        + "\n" + text(out) + text(err));
            }
            return new Result(process.exitValue(), text(out), text(err));
        } catch (IOException e) {
            throw new AssertionError("could not run " + Arrays.toString(command), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while running " + Arrays.toString(command), e);
        } finally {
            delete(out);
            delete(err);
        }
    }

    /** Starts a program that goes on, without input; end it with {@link #end}. */
    public static Process start(Path out, Path err, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        String absolute = command[0].contains("/") ? command[0] : find(command[0]);
        if (absolute != null) {
            builder.command().set(0, absolute);
        }
        builder.redirectInput(new File("/dev/null"));
        return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    }

    /** Ends a process and its children: asked first, then killed. */
    public static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    private static void delete(Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }
}
