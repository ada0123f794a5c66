package org.mpath.discovery;

import org.mpath.config.GlobalSettings.MarginalGroups;
import org.mpath.config.PathSettings.Shaky;

/**
 * When a path that fails now and then is left out, and what that means for it.
 *
 * @param shaky the numbers
 * @param groups whether such a path is left out, or used last
 */
record HealthRules(Shaky shaky, MarginalGroups groups) {
    /** Nothing is set: no path is left out but by hand. */
    static final Shaky NONE = new Shaky(0, 0, 0, 0, 0, 0, 0);

    /** Who judges: one of them at a time (peers.md B.10). */
    enum Judge {
        /** Nobody, or the fabric. */
        NOBODY,
        /** {@code san_path_err_*}. */
        FAILURES,
        /** {@code marginal_path_*}. */
        READS
    }

    /** What the fabric says switches the others off; counted reads win over counted failures. */
    Judge judge() {
        if (groups == MarginalGroups.FPIN) {
            return Judge.NOBODY;
        }
        if (MarginalPath.on(shaky)) {
            return Judge.READS;
        }
        return ShakyPath.on(shaky) ? Judge.FAILURES : Judge.NOBODY;
    }

    /** Whether a marginal path stays in use, in a group of its own. */
    boolean apart() {
        return groups != MarginalGroups.OFF;
    }
}
