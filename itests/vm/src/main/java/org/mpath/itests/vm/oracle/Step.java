package org.mpath.itests.vm.oracle;

/**
 * Something done to a map.
 *
 * @param kind what
 * @param words a message, a table; empty where the kind says it all
 */
record Step(Kind kind, String words) {
    /** What can be done. */
    enum Kind {
        /** A message is sent. */
        MESSAGE,
        /** A block is read. */
        READ,
        /** The map is suspended, and I/O waited for. */
        SUSPEND,
        /** The map is suspended, and what a target holds stays there. */
        SUSPEND_NOFLUSH,
        /** The map goes on, with the table loaded last. */
        RESUME,
        /** A table is loaded beside the live one. */
        RELOAD
    }

    static Step of(Kind kind) {
        return new Step(kind, "");
    }

    @Override
    public String toString() {
        return (kind.name().toLowerCase(java.util.Locale.ROOT) + " " + words).strip();
    }
}
