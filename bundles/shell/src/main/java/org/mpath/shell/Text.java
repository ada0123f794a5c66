package org.mpath.shell;

import java.util.Collection;
import org.mpath.formats.Sizes;

/** Words as they are shown. Pure functions. */
final class Text {
    private static final String ELLIPSIS = "...";

    private Text() {}

    /** Replaces what could steer a terminal: texts may come from a target. */
    static String visible(String text) {
        StringBuilder shown = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c >= 0x7f && c < 0xa0) {
                shown = shown == null ? new StringBuilder(text) : shown;
                shown.setCharAt(i, '?');
            }
        }
        return shown == null ? text : shown.toString();
    }

    /** Cuts a text to a width, showing that it was cut. */
    static String cut(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        return width <= ELLIPSIS.length()
                ? text.substring(0, width)
                : text.substring(0, width - ELLIPSIS.length()) + ELLIPSIS;
    }

    /** A size as multipath-tools prints it. */
    static String size(long bytes) {
        return Sizes.text(bytes / 512);
    }

    /** {@code 1 path}, {@code 2 paths}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** A priority in words; a negative one is not known. */
    static String priority(int priority) {
        return priority < 0 ? StateWord.UNKNOWN : Integer.toString(priority);
    }

    /** {@code VENDOR,PRODUCT} as multipath-tools prints it; empty when neither is known. */
    static String product(String vendor, String product) {
        return vendor.isEmpty() && product.isEmpty() ? "" : vendor + "," + product;
    }

    /**
     * The sentence for a name that is not there, with the nearest that is: {@code no path lab:A9/0: nearest is lab:A0/0;
     * `mpath:paths` lists all}.
     *
     * @param kind what was named
     * @param name the name
     * @param known the names there are
     * @param listing the command that lists them
     */
    static CommandException unknown(String kind, String name, Collection<String> known, String listing) {
        String nearest = nearest(name, known);
        String hint = known.isEmpty() ? ": there is none" : nearest == null ? "" : ": nearest is " + nearest;
        return new CommandException(
                ExitCode.NOT_FOUND, "no " + kind + " " + name + hint + "; `" + listing + "` lists all");
    }

    /**
     * The known name that the given one begins, or else the one with the fewest changed letters, a third of them at most; null
     * when there is none.
     */
    static String nearest(String name, Collection<String> known) {
        String best = null;
        int least = Math.max(1, name.length() / 3) + 1;
        for (String candidate : known) {
            if (!name.isEmpty() && candidate.startsWith(name)) {
                return candidate;
            }
            int distance = distance(name, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** Levenshtein's distance: letters to insert, delete or change. */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int j = 0; j < above.length; j++) {
            above[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int[] row = new int[above.length];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = above[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[to.length()];
    }
}
