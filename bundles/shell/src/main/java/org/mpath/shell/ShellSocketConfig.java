package org.mpath.shell;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of {@link ShellSocket}. */
@ObjectClassDefinition(name = "mpath shell socket", description = "The Unix socket that `mpath shell` connects to.")
@interface ShellSocketConfig {
    @AttributeDefinition(description = "Whether the socket is served.")
    boolean enabled() default true;

    @AttributeDefinition(description = "How many sessions there may be at a time.", min = "1", max = "256")
    int sessionsMax() default 16;

    @AttributeDefinition(
            description = "A session without input and output for so many seconds is ended; 0 for never. Seconds.",
            min = "0",
            max = "604800")
    int idleTimeoutSeconds() default 3600;
}
