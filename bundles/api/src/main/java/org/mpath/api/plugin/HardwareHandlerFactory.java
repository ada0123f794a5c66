package org.mpath.api.plugin;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * An array family's plug-in, one DS service of prototype scope per bundle: everything its array needs. Calls must not
 * block.
 */
@ConsumerType
public interface HardwareHandlerFactory {
    /** Service property: the family's name ({@code sym}, {@code alua}, {@code rdac}, ...). */
    String NAME = "mpath.handler";

    /** The family's name. */
    String name();

    /** What it claims, most specific first. */
    List<HandlerMatch> matches();

    /**
     * Whether it claims a path. By default by {@link #matches}; a family that looks at more (TPGS, bytes of the INQUIRY
     * data) says so here.
     */
    default boolean claims(PathFacts path) {
        return matches().stream().anyMatch(row -> row.matches(path.paddedVendor(), path.paddedProduct()));
    }

    /**
     * Makes a handler for one map. Handlers of one factory may share what they know of a controller.
     *
     * @param arguments the handler arguments of the table
     * @throws IllegalArgumentException when they are wrong
     */
    HardwareHandler create(List<String> arguments);

    /** The family's path checker; null for TEST UNIT READY. One for all paths. */
    default PathChecker checker() {
        return null;
    }

    /** The family's prioritizer; null when all paths are equal. One for all paths. */
    default Prioritizer prioritizer() {
        return null;
    }

    /**
     * The same with arguments, as {@code prio_args} of multipath-tools, such as {@code exclusive_pref_bit}. Words it does
     * not know change nothing.
     */
    default Prioritizer prioritizer(List<String> arguments) {
        return prioritizer();
    }

    /** How its maps are built. */
    default ArrayDefaults defaults() {
        return ArrayDefaults.SYMMETRIC;
    }

    /** How a map is built whose first path this is, for families that have arrays of several kinds. */
    default ArrayDefaults defaults(PathFacts path) {
        return defaults();
    }
}
