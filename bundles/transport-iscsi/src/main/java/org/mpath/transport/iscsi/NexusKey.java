package org.mpath.transport.iscsi;

/**
 * Which target through which portal.
 *
 * @param portal as a person wrote it
 * @param target the target's name
 */
record NexusKey(Portal portal, String target) {
    /** How log lines name it. */
    String label() {
        return "portal=" + portal + " target=" + target;
    }
}
