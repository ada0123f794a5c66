package org.mpath.formats;

import java.util.List;
import java.util.Locale;
import org.mpath.api.inventory.CheckerState;

/** Values as multipath-tools words them. */
public final class Words {
    private static final int BAR_LENGTH = 10;

    private Words() {}

    /** {@code 2 queue_mode bio}: how many words, and the words; {@code 0} for none. */
    public static String counted(List<String> words) {
        return words.isEmpty() ? "0" : words.size() + " " + String.join(" ", words);
    }

    /** How far something is: {@code XX........ 5/20}. */
    public static String progress(int done, int total) {
        int full = total <= 0 ? 0 : (int) Math.max(0, Math.min(BAR_LENGTH, (long) BAR_LENGTH * done / total));
        return (total <= 0 ? "" : "X".repeat(full) + ".".repeat(BAR_LENGTH - full)) + " " + done + "/" + total;
    }

    /** What a checker said of a path in a map. */
    public static String check(CheckerState state) {
        return switch (state) {
            case UP -> "ready";
            case DOWN -> "faulty";
            case PENDING -> "i/o pending";
            case TIMEOUT -> "i/o timeout";
            case REMOVED, UNCHECKED -> PathWildcard.CHECK_STATE.column().absent();
            default -> state.name().toLowerCase(Locale.ROOT);
        };
    }

    /** A target port group, four hex digits; not known when negative. */
    static String portGroup(int number) {
        return number < 0 ? "" : String.format(Locale.ROOT, "0x%04x", number);
    }
}
