package org.mpath.formats;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.mpath.api.inventory.CheckerState;

/** The other things that multipathd lists, and the formats it lists maps and paths in. */
public final class Listings {
    /** {@code show maps}. */
    public static final String MAPS = "%n %d %w";
    /** {@code show maps status}. */
    public static final String MAPS_STATUS = "%n %F %Q %N %t %r";
    /** {@code show maps stats}. */
    public static final String MAPS_STATS = "%n %0 %1 %2 %3 %4";
    /** {@code show paths}. */
    public static final String PATHS = "%i %d %D %p %t %T %o %C";

    private static final List<String> CHECKS = List.of(
            "unchecked", "down", "up", "shaky", "ghost", "pending", "timeout", "removed", "delayed", "disconnected");

    private Listings() {}

    /** {@code show wildcards}: those of maps and of paths; those of groups cannot be used in a format. */
    public static String wildcards() {
        return "multipath format wildcards:\n" + list(MapWildcard.values())
                + "\npath format wildcards:\n" + list(PathWildcard.values());
    }

    private static String list(Wildcard[] wildcards) {
        return Arrays.stream(wildcards)
                .map(wildcard -> "%" + wildcard.column().letter() + "  " + wildcard.column().heading() + "\n")
                .collect(Collectors.joining());
    }

    /**
     * {@code show status}: how many paths are in each state of their checkers, in multipathd's order.
     *
     * @param checks what the checker of each path said last
     * @param busy whether paths are being found and placed
     */
    public static String status(List<CheckerState> checks, boolean busy) {
        String counts = CHECKS.stream()
                .map(word -> count(word, checks))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining());
        return "path checker states:\n" + counts + "\npaths: " + checks.size() + "\nbusy: " + (busy ? "True" : "False") + "\n";
    }

    private static String count(String word, List<CheckerState> checks) {
        long count = checks.stream().filter(state -> state.name().toLowerCase(Locale.ROOT).equals(word)).count();
        return count == 0 ? "" : word + " ".repeat(20 - word.length()) + count + "\n";
    }
}
