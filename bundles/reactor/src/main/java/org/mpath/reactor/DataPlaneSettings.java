package org.mpath.reactor;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the user-space data plane: the bounds of every engine. */
@ObjectClassDefinition(name = "mpath data plane", description = "Bounds of the multipath engines")
public @interface DataPlaneSettings {
    /** How long I/O waits for a usable path before it fails. */
    @AttributeDefinition(
            name = "No-path timeout",
            description = "Milliseconds that queued I/O waits for a usable path; 0 waits for ever",
            min = "0",
            max = "86400000")
    int no_path_timeout_millis() default 30_000;

    /** How many requests of a map may wait for a path. */
    @AttributeDefinition(name = "Queued requests", description = "Most requests of a map that wait", min = "1", max = "1048576")
    int queued_tasks_max() default 65_536;

    /** How often a request may be sent. */
    @AttributeDefinition(name = "Attempts", description = "Most attempts of one request", min = "1", max = "10000")
    int attempts_max() default 64;

    /** Wait after BUSY or TASK SET FULL. */
    @AttributeDefinition(
            name = "Retry delay", description = "Milliseconds before a request is sent again after BUSY", min = "1", max = "60000")
    int retry_delay_millis() default 20;

    /** How long a write of unknown outcome waits for its own nexus before the unit is reset through another path. */
    @AttributeDefinition(
            name = "Fence delay",
            description = "Milliseconds that a write of unknown outcome waits for its nexus to come back",
            min = "0",
            max = "600000")
    int fence_delay_millis() default 1_000;
}
