package org.mpath.transport.sg;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the paths through this host's kernel, PID {@code org.mpath.transport.sg}. */
@ObjectClassDefinition(name = "mpath sg", description = "Paths through the SCSI devices of this host's kernel")
public @interface SgConfiguration {
    @AttributeDefinition(name = "Enabled", description = "Whether disks of this host become paths; no node is opened before")
    boolean enabled() default false;

    @AttributeDefinition(name = "Hosts", description = "Words, separated by blanks: numbers of host adapters or names of "
            + "their drivers, such as qla2xxx; empty for all")
    String[] hosts() default {};

    @AttributeDefinition(name = "Timeout",
            description = "Milliseconds a command may take that says nothing itself; then the kernel ends it",
            min = "100", max = "3600000")
    int timeout_millis() default 30_000;

    @AttributeDefinition(name = "Patience",
            description = "Milliseconds more that the kernel may take to end a command; then its path is down",
            min = "100", max = "3600000")
    int patience_millis() default 30_000;

    @AttributeDefinition(name = "Queue depth",
            description = "Reads of one path with the kernel at the same time, and again other commands; in steps of 16",
            min = "16", max = "256")
    int queue_depth() default 64;

    @AttributeDefinition(name = "Waiting commands", description = "Commands of one path that wait for the kernel",
            min = "1", max = "65536")
    int waiting_max() default 4096;
}
