package org.mpath.api.plugin;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A prioritizer that belongs to no array family, one DS service of prototype scope per prioritizer. Calls must not block. */
@ConsumerType
public interface PrioritizerFactory {
    /**
     * Service property: the prioritizer's name; a family's {@link HardwareHandlerFactory} has it too when it brings one,
     * with all the names of it when there are several.
     */
    String NAME = "mpath.prioritizer";

    /** The prioritizer's name, in multipath-tools' spelling. */
    String name();

    /**
     * Makes a prioritizer. One for all paths that rank with these arguments.
     *
     * @param arguments the words of {@code prio_args}
     * @throws IllegalArgumentException when they are wrong; one sentence naming the word
     */
    Prioritizer create(List<String> arguments);
}
