package org.mpath.formats;

/** A map, group or path that can be printed. */
public interface Line<W extends Wildcard> {
    /** The value of a wildcard, or its word for one that is not known. Never null. */
    String text(W wildcard);
}
