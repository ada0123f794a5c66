package org.mpath.transport.iscsi;

/**
 * A Login Request to send.
 *
 * @param stage current stage
 * @param nextStage stage asked for; counts with {@code transit}
 * @param transit whether to ask for the next stage
 * @param text the keys
 */
record LoginStep(int stage, int nextStage, boolean transit, byte[] text) {}
