package org.mpath.api.plugin;

import org.osgi.annotation.versioning.ConsumerType;

/** A path checker that belongs to no array family, one DS service of prototype scope per checker. Calls must not block. */
@ConsumerType
public interface PathCheckerFactory {
    /**
     * Service property: the checker's name; a family's {@link HardwareHandlerFactory} has it too when it brings one,
     * with all the names of it when there are several.
     */
    String NAME = "mpath.checker";

    /** The checker's name, in multipath-tools' spelling. */
    String name();

    /** The checker. One for all paths. */
    PathChecker create();
}
