package org.mpath.api.plugin;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A path selector type, one DS service of prototype scope per bundle. */
@ConsumerType
public interface PathSelectorFactory {
    /** Service property: the type's name, in the kernel's spelling. */
    String NAME = "mpath.selector";

    /** The type's name, as in tables. */
    String name();

    /**
     * Makes a selector for one group.
     *
     * @param arguments the selector arguments of the table
     * @throws IllegalArgumentException with the kernel's keyword text when the arguments are wrong
     */
    PathSelector create(List<String> arguments);
}
