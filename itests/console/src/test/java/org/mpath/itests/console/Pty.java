package org.mpath.itests.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;

/** The image's {@code mpath} on a pseudo-terminal of its own, which the program {@code script} makes. */
final class Pty implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(40);
    static final String PROMPT = "mpath> ";

    private static final Path IMAGE = Path.of(System.getProperty("mpath.image"));

    private final Process process;
    private final StringBuilder shown = new StringBuilder();

    /**
     * Starts {@code mpath} with words.
     *
     * @param stty what to set the terminal to, such as {@code cols 100 rows 30}; empty for a terminal without size
     * @param environment variables to add
     */
    Pty(String stty, Map<String, String> environment, String words) throws IOException {
        Programs.need("script", "bsdutils");
        String setting = stty.isEmpty() ? "" : "stty " + stty + "; ";
        ProcessBuilder builder = new ProcessBuilder(
                Programs.find("script"), "-qfec", setting + "exec " + IMAGE.resolve("mpath") + " " + words, "/dev/null");
        builder.environment().put("TERM", "xterm");
        builder.environment().remove("NO_COLOR");
        builder.environment().putAll(environment);
        process = builder.redirectErrorStream(true).start();
        Thread reader = new Thread(this::collect, "pty-reader");
        reader.setDaemon(true);
        reader.start();
    }

    private void collect() {
        byte[] bytes = new byte[4096];
        try (InputStream in = process.getInputStream()) {
            for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
                append(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException ended) {
            append("");
        }
    }

    private synchronized void append(String text) {
        shown.append(text);
    }

    /** What came since the last {@link #await}, with the sequences that steer the terminal. */
    synchronized String raw() {
        return shown.toString();
    }

    private String plain() {
        return raw().replaceAll("\u001b(\\[[0-9;?]*[A-Za-z]|[=>])|[\r\u0007]", "");
    }

    /** Types. */
    void type(String keys) throws IOException {
        OutputStream out = process.getOutputStream();
        out.write(keys.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    /** Waits until what the terminal shows is as wanted, and forgets it. */
    String await(String what, Predicate<String> wanted) {
        String seen = Await.until(what, LIMIT, this::plain, wanted);
        synchronized (this) {
            shown.setLength(0);
        }
        return seen;
    }

    /** Types a line, waits for the next prompt, and answers what was shown. */
    String enter(String line) throws IOException {
        type(line + "\r");
        return await("the prompt after " + line, text -> text.contains("\n") && text.endsWith(PROMPT));
    }

    /** Waits for the first prompt. */
    String greeting() {
        return await("the first prompt", text -> text.endsWith(PROMPT));
    }

    /** Waits for the end, and answers the exit code. */
    int exitCode() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + LIMIT.toSeconds() + " s; shown: " + plain());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        Programs.end(process);
    }
}
