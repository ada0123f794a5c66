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

    /** Whether writes of unknown outcome are repeated without a fence. */
    @AttributeDefinition(
            name = "Fast fence",
            description = "New maps repeat writes of unknown outcome at once (fence=fast); only for arrays that end a"
                    + " command when its connection ends")
    boolean fence_fast() default false;

    /** How many bytes of a map may wait. */
    @AttributeDefinition(name = "Queued bytes", description = "Most bytes of data of a map that wait", min = "1", max = "1099511627776")
    long queued_bytes_max() default 268_435_456L;

    /** How long one request waits for a path. */
    @AttributeDefinition(
            name = "Queued age",
            description = "Milliseconds that one request waits for a usable path; 0 for ever",
            min = "0",
            max = "86400000")
    int queued_age_millis() default 0;

    /** How long one request is retried while there are usable paths. */
    @AttributeDefinition(
            name = "Request timeout",
            description = "Milliseconds that one request is retried while there are usable paths; 0 for ever",
            min = "0",
            max = "86400000")
    int request_timeout_millis() default 120_000;

    /** How long a handler may take to activate a path. */
    @AttributeDefinition(
            name = "Activation timeout",
            description = "Milliseconds that an array handler may take to activate a path",
            min = "100",
            max = "600000")
    int activation_timeout_millis() default 60_000;

    /** Pause between two rounds of asking which group owns the unit. */
    @AttributeDefinition(
            name = "Owner pause",
            description = "Milliseconds between two rounds of asking which path group owns the unit",
            min = "10",
            max = "60000")
    int owner_pause_millis() default 1_000;

    /** Whether sense data is judged by the engine's own table. */
    @AttributeDefinition(
            name = "Sense table",
            description = "Sense data that no handler knows is judged by the engine's table; without it every such sense fails the path")
    boolean sense_table() default true;

    /** How long a suspend may take. */
    @AttributeDefinition(
            name = "Suspend timeout",
            description = "Milliseconds after which a suspend, or a probe, that is not done is given up",
            min = "100",
            max = "600000")
    int suspend_timeout_millis() default 30_000;

    /** How long one call of a plug-in may take. */
    @AttributeDefinition(
            name = "Plug-in call timeout",
            description = "Milliseconds after which a call of a plug-in is interrupted and the plug-in counts as broken",
            min = "10",
            max = "60000")
    int plugin_call_timeout_millis() default 1_000;
}
