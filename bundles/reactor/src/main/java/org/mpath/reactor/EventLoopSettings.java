package org.mpath.reactor;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the event loop. */
@ObjectClassDefinition(name = "mpath reactor", description = "The event loop that owns the maps")
public @interface EventLoopSettings {
    /** How many tasks other threads may have waiting. */
    @AttributeDefinition(name = "Tasks waiting", description = "Most tasks posted by other threads", min = "64", max = "1048576")
    int tasks_max() default 16_384;

    /** Limit of the buffer pool. */
    @AttributeDefinition(name = "Buffers", description = "Limit of the I/O buffer pool in MiB", min = "16", max = "65536")
    int buffers_mebibytes() default 192;
}
