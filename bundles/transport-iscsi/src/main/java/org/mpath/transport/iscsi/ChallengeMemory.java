package org.mpath.transport.iscsi;

import java.util.Arrays;
import org.mpath.iscsi.Chap;

/**
 * The last challenges of this process, ours and those of the targets. Reactor thread only.
 *
 * <p>A challenge of ours that comes back as the target's is a reflection (RFC 7143 9.2.1): whoever sends it wants us to
 * compute the answer it owes us. A challenge a target sends twice tells of a poor generator.
 */
final class ChallengeMemory {
    private static final int KEPT = 64;

    private final byte[][] ours = new byte[KEPT][];
    private final byte[][] theirs = new byte[KEPT][];
    private int oursNext;
    private int theirsNext;

    void addOurs(byte[] challenge) {
        ours[oursNext++ % KEPT] = challenge.clone();
    }

    boolean isOurs(byte[] challenge) {
        return contains(ours, challenge);
    }

    /** Keeps a target's challenge and answers whether it was there already. */
    boolean repeated(byte[] challenge) {
        if (contains(theirs, challenge)) {
            return true;
        }
        theirs[theirsNext++ % KEPT] = challenge.clone();
        return false;
    }

    private static boolean contains(byte[][] kept, byte[] challenge) {
        return Arrays.stream(kept).anyMatch(one -> one != null && Chap.equal(one, challenge));
    }
}
