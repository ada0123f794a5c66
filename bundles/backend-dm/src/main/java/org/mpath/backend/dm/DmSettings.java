package org.mpath.backend.dm;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the kernel's maps. */
@ObjectClassDefinition(name = "mpath kernel maps", description = "Maps in the kernel's device-mapper")
public @interface DmSettings {
    /** Whether maps of multipathd are taken. */
    @AttributeDefinition(
            name = "Adopt",
            description = "Takes over maps in the kernel that somebody else made, such as multipathd, which must not run any more;"
                    + " otherwise they are left alone, and so are their units")
    boolean adopt() default false;

    /** Access mode of nodes. */
    @AttributeDefinition(name = "Node mode", description = "Access mode of the maps' nodes, in octal digits")
    String node_mode() default "0600";

    /** Owner of nodes. */
    @AttributeDefinition(name = "Node owner", description = "Number of the user who owns the maps' nodes", min = "0")
    int node_uid() default 0;

    /** Group of nodes. */
    @AttributeDefinition(name = "Node group", description = "Number of the group of the maps' nodes", min = "0")
    int node_gid() default 0;

    /** How long I/O waits for a path. */
    @AttributeDefinition(
            name = "No-path timeout",
            description = "Milliseconds that a map which queues waits for a usable path; 0 waits for ever",
            min = "0",
            max = "86400000")
    long no_path_timeout_millis() default 30_000;
}
