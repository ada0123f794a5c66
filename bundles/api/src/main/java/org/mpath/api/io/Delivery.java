package org.mpath.api.io;

/**
 * What became of a task on one path: how sure we are. The distinction decides whether a write may be sent again elsewhere
 * (the late-write hazard).
 */
public enum Delivery {
    /** On its way; no outcome yet. Set by {@link ScsiTask#begin}. */
    PENDING,
    /** The unit answered: {@link ScsiTask#status} and the sense bytes hold its answer. */
    ANSWERED,
    /** The command never left the initiator. It can be sent again anywhere. */
    NOT_SENT,
    /** Sent, not answered, and proven over (aborted, or its nexus ended): it may have run, it will not run any more. */
    ENDED,
    /** Sent, not answered, and the unit may still run it. A write must not be sent again before its nexus is fenced. */
    UNKNOWN
}
