package org.mpath.target.array;

/** The lock that an array has while it carries out one MODE SELECT page 2Ch; another one is refused then. One per array. */
final class TransferLock {
    private boolean locked;

    boolean locked() {
        return locked;
    }

    void lock() {
        locked = true;
    }

    void unlock() {
        locked = false;
    }
}
