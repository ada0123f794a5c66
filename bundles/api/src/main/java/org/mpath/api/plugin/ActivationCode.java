package org.mpath.api.plugin;

/** Result codes of a device handler (scsi_dh, seed-systems 4.3). What the engine does with each: seed-systems 3.7 C. */
public enum ActivationCode implements ActivationAnswer {
    /** Done. */
    OK,
    /** The device failed. */
    DEV_FAILED,
    /** Another controller has the group: bypass it. */
    DEV_TEMP_BUSY,
    /** The device does not support it. */
    DEV_UNSUPP,
    /** Not connected. */
    NOTCONN,
    /** The connection failed. */
    CONN_FAILURE,
    /** I/O error. */
    IO,
    /** Malformed request. */
    INVALID_IO,
    /** Again, after the map's {@code pg_init_delay_msecs}. */
    RETRY,
    /** Again, at once. */
    IMM_RETRY,
    /** No answer in time. */
    TIMED_OUT,
    /** Resources were short: again, at once. */
    RES_TEMP_UNAVAIL,
    /** The device is offline. */
    DEV_OFFLINED,
    /** No memory. */
    NOMEM,
    /** There is no such handler on the path: a mistake in the configuration. */
    NOSYS
}
