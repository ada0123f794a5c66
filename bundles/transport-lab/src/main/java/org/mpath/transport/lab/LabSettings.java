package org.mpath.transport.lab;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the lab. */
@ObjectClassDefinition(name = "mpath lab", description = "Arrays inside this process, to try multipathing on")
public @interface LabSettings {
    /** The array there is when nothing is configured. */
    String DEFAULT_ARRAY = "name=lab controllers=2 ports=2 unit=64MiB unit=64MiB unit=64MiB";

    /** Whether there is a lab. */
    @AttributeDefinition(name = "Enabled", description = "Whether the lab has any arrays")
    boolean enabled() default true;

    /** The arrays. */
    @AttributeDefinition(
            name = "Arrays",
            description = "One array per value: name=NAME [family=FAMILY] [controllers=1..26] [ports=1..10] [transition=MILLIS]"
                    + " [boot=MILLIS] [failback=auto|manual] [log=all|control] unit=UNIT ..., where UNIT is SIZE[,ro] in"
                    + " memory or file:PATH[,SIZE][,ro], and SIZE is a number and KiB, MiB, GiB or TiB")
    String[] arrays() default {DEFAULT_ARRAY};

    /** How long a command may take, and an ABORT TASK or LOGICAL UNIT RESET. */
    @AttributeDefinition(
            name = "Timeout",
            description = "Milliseconds without an answer after which a command is aborted, or an abort given up",
            min = "10",
            max = "600000")
    int timeout_millis() default 2_000;

    /** How often a lost connection is tried again. */
    @AttributeDefinition(
            name = "Reconnect interval",
            description = "Milliseconds between attempts to log in again",
            min = "10",
            max = "600000")
    int reconnect_millis() default 1_000;
}
