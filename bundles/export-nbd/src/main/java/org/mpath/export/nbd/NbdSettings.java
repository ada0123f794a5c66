package org.mpath.export.nbd;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the NBD server. A change restarts it. */
@ObjectClassDefinition(name = "mpath NBD server", description = "Every map as an NBD export")
public @interface NbdSettings {
    /** Whether to serve. */
    @AttributeDefinition(name = "Enabled", description = "Serve maps over NBD")
    boolean enabled() default true;

    /** The Unix socket. */
    @AttributeDefinition(
            name = "Unix socket",
            description = "Path of the Unix socket, at most 107 bytes; empty for run/nbd.sock below the runtime's var"
                    + " directory; \"none\" for no Unix socket")
    String socket() default "";

    /** The TCP address. */
    @AttributeDefinition(
            name = "TCP address",
            description = "ADDRESS:PORT to serve over TCP, such as 127.0.0.1:10809; loopback only; empty for none")
    String tcp() default "";

    /** Most connections. */
    @AttributeDefinition(
            name = "Connections",
            description = "Most client connections at one time",
            min = "1",
            max = "65536")
    int max_connections() default 256;

    /** Time for a handshake. */
    @AttributeDefinition(
            name = "Handshake time",
            description = "Seconds a client may take to choose its export",
            min = "1",
            max = "3600")
    int handshake_seconds() default 10;

    /** Time without progress. */
    @AttributeDefinition(
            name = "Stall time",
            description = "Seconds after which a client is disconnected that leaves a payload half sent or does not take"
                    + " its replies; 0 for never",
            min = "0",
            max = "86400")
    int stall_seconds() default 120;
}
