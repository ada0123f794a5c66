package org.mpath.transport.iscsi;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the initiator, PID {@code org.mpath.transport.iscsi}. */
@ObjectClassDefinition(name = "mpath iSCSI initiator", description = "Paths over TCP to iSCSI targets")
public @interface IscsiConfiguration {
    @AttributeDefinition(name = "Portals", description = "Words, separated by blanks: HOST[:PORT] logs in to every "
            + "target this portal offers, HOST[:PORT],TARGETNAME to one. IPv6 addresses in brackets; port 3260 if missing")
    String[] portals() default {};

    @AttributeDefinition(name = "Initiator name",
            description = "iqn, eui or naa name of this initiator; empty for iqn.2026-11.org.mpath:HOSTNAME")
    String initiator_name() default "";

    @AttributeDefinition(name = "CHAP user", description = "Our CHAP name; empty for no authentication")
    String chap_user() default "";

    @AttributeDefinition(name = "CHAP secret", description = "Our CHAP secret; better kept in a file",
            type = AttributeType.PASSWORD)
    String _chap_secret() default "";

    @AttributeDefinition(name = "CHAP secret file",
            description = "File with our CHAP secret in its first line, readable by its owner only")
    String chap_secret_file() default "";

    @AttributeDefinition(name = "Mutual CHAP user", description = "CHAP name targets must have; empty for one-way CHAP")
    String mutual_user() default "";

    @AttributeDefinition(name = "Mutual CHAP secret", description = "Secret targets must know; better kept in a file",
            type = AttributeType.PASSWORD)
    String _mutual_secret() default "";

    @AttributeDefinition(name = "Mutual CHAP secret file",
            description = "File with the secret targets must know in its first line, readable by its owner only")
    String mutual_secret_file() default "";

    @AttributeDefinition(name = "CHAP algorithms",
            description = "Offered hash functions in order of preference: MD5, SHA-1, SHA-256, SHA3-256")
    String chap_algorithms() default "MD5,SHA-256";

    @AttributeDefinition(name = "Header digest", description = "None, CRC32C, or both in order of preference")
    String header_digest() default "None,CRC32C";

    @AttributeDefinition(name = "Data digest", description = "None, CRC32C, or both in order of preference")
    String data_digest() default "None,CRC32C";

    @AttributeDefinition(name = "Connect timeout", description = "Milliseconds until the TCP connection must be there",
            min = "10", max = "600000")
    int connect_timeout_millis() default 3000;

    @AttributeDefinition(name = "Login timeout", description = "Milliseconds a login, or a discovery, may take",
            min = "10", max = "600000")
    int login_timeout_millis() default 5000;

    @AttributeDefinition(name = "Ping interval", description = "Milliseconds of silence after which a target is pinged",
            min = "10", max = "600000")
    int ping_interval_millis() default 1000;

    @AttributeDefinition(name = "Ping timeout", description = "Milliseconds a silent target has to answer a ping",
            min = "10", max = "600000")
    int ping_timeout_millis() default 2000;

    @AttributeDefinition(name = "Command timeout",
            description = "Milliseconds a command may take when it says nothing itself", min = "10", max = "3600000")
    int command_timeout_millis() default 30_000;

    @AttributeDefinition(name = "Abort timeout",
            description = "Milliseconds a task management function may take; then the session is dropped",
            min = "10", max = "600000")
    int abort_timeout_millis() default 5000;

    @AttributeDefinition(name = "Logout timeout", description = "Milliseconds a logout may take", min = "10", max = "600000")
    int logout_timeout_millis() default 2000;

    @AttributeDefinition(name = "Shortest retry",
            description = "Milliseconds before the second new login; the first is at once, then the wait doubles",
            min = "10", max = "600000")
    int retry_min_millis() default 250;

    @AttributeDefinition(name = "Longest retry", description = "Milliseconds between new logins at most",
            min = "10", max = "600000")
    int retry_max_millis() default 2000;

    @AttributeDefinition(name = "Retry after refusal",
            description = "Milliseconds before a new login when the last one failed for reasons of identity",
            min = "10", max = "3600000")
    int retry_refused_millis() default 30_000;

    @AttributeDefinition(name = "Queue depth", description = "Commands of one session sent at the same time",
            min = "1", max = "4096")
    int queue_depth() default 128;

    @AttributeDefinition(name = "Waiting commands",
            description = "Commands of one session that wait for the target's command window", min = "1", max = "65536")
    int waiting_max() default 4096;
}
