package org.mpath.shell;

import java.util.Locale;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.inventory.DiscoveredPath;

/** The words for states: those of multipath-tools where it has one (spec: texts of {@code dm_st}, {@code chk_st}). */
final class StateWord {
    /** What multipath-tools prints for what it does not know. */
    static final String UNKNOWN = "undef";

    private StateWord() {}

    /** A state of the data plane: {@code active}, {@code failed}, {@code degraded}, ... */
    static String of(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** What the checker said, as {@code chk_st}. */
    static String of(CheckerState state) {
        return switch (state) {
            case UP -> "ready";
            case DOWN -> "faulty";
            case GHOST -> "ghost";
            case SHAKY -> "shaky";
            case DELAYED -> "delayed";
            case PENDING -> "i/o pending";
            case TIMEOUT -> "i/o timeout";
            case DISCONNECTED -> "disconnected";
            case REMOVED -> "removed";
            case UNCHECKED -> UNKNOWN;
        };
    }

    /** {@code chk_st} of a path that discovery may not know. */
    static String checker(DiscoveredPath path) {
        return path == null ? UNKNOWN : of(path.checker());
    }

    /** The state of the device below the path, {@code dev_st}. */
    static String device(DiscoveredPath path) {
        if (path == null) {
            return "unknown";
        }
        return path.checker() == CheckerState.REMOVED ? "offline" : "running";
    }
}
