package org.mpath.itests.exam;

import java.io.IOException;
import org.ops4j.pax.exam.Option;

/** Describes a container; needs a constructor without parameters. Used outside the framework only. */
public interface FrameworkOptions {
    /** Bundles and properties of the container. */
    Option[] options() throws IOException;

    /** Whether the framework gets a process of its own. */
    default boolean forked() {
        return false;
    }
}
