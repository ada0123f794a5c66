package org.mpath.itests.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.mpath.itests.sim.canary.Sabotage;

/**
 * One seed played with a reader.
 *
 * @param seed the seed
 * @param hash of the trace
 * @param result null when there was a finding
 * @param finding null when there was none
 * @param latest the last lines of the trace, oldest first
 */
public record Replay(long seed, long hash, Result result, Finding finding, List<String> latest) {
    private static final int LINES_KEPT = 40;

    /** Plays a seed, with an array of one of these families. {@code reader} gets every line; null for nobody. */
    public static Replay of(long seed, List<Family> families, Sabotage sabotage, Consumer<String> reader) {
        Deque<String> latest = new ArrayDeque<>();
        World world = new World(seed, families, sabotage, line -> {
            if (latest.size() == LINES_KEPT) {
                latest.removeFirst();
            }
            latest.addLast(line);
            if (reader != null) {
                reader.accept(line);
            }
        });
        try {
            Result result = world.play();
            return new Replay(seed, result.hash(), result, null, List.copyOf(latest));
        } catch (Finding finding) {
            return new Replay(seed, world.hash(), null, finding, List.copyOf(latest));
        }
    }

    /** The hash as people see it. */
    public String hashText() {
        return hashText(hash);
    }

    static String hashText(long hash) {
        return String.format(java.util.Locale.ROOT, "%016x", hash);
    }

    /** The finding, what led to it, and how to see it again. */
    public String text() {
        return text("");
    }

    /** @param options what else the command needs that replays it, with the blank it begins with; may be empty */
    String text(String options) {
        StringBuilder text = new StringBuilder();
        text.append("seed ").append(seed).append(": ").append(finding.getMessage()).append('\n');
        latest.forEach(line -> text.append("  ").append(line).append('\n'));
        for (Throwable cause = finding.getCause(); cause != null; cause = cause.getCause()) {
            text.append("  ").append(cause).append('\n');
            for (StackTraceElement frame : cause.getStackTrace()) {
                text.append("      at ").append(frame).append('\n');
            }
        }
        return text.append("trace hash ").append(hashText()).append("; again: ./mpath sim --seed ").append(seed)
                .append(options).append('\n').toString();
    }
}
