package org.mpath.formats;

import java.util.Set;

/** A path to print. */
public final class PathLine implements Line<PathWildcard> {
    private static final Set<String> USABLE = Set.of("ready", "ghost");

    private final Values<PathWildcard> values;

    /** Makes one of what is known of it. */
    public PathLine(Values<PathWildcard> known) {
        values = known.copy();
    }

    @Override
    public String text(PathWildcard wildcard) {
        return values.text(wildcard);
    }

    /** Whether its checker found that I/O can go through it, perhaps after an activation. */
    boolean usable() {
        return USABLE.contains(text(PathWildcard.CHECK_STATE));
    }
}
