package org.mpath.api.plugin;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** An array family's plug-in, one DS service of prototype scope per bundle. Calls must not block. */
@ConsumerType
public interface HardwareHandlerFactory {
    /** Service property: the family's name ({@code sym}, {@code alua}, {@code rdac}, ...). */
    String NAME = "mpath.handler";

    /** The family's name. */
    String name();

    /** What it claims, most specific first. */
    List<HandlerMatch> matches();

    /**
     * Makes a handler for one map.
     *
     * @param arguments the handler arguments of the table
     * @throws IllegalArgumentException when they are wrong
     */
    HardwareHandler create(List<String> arguments);
}
