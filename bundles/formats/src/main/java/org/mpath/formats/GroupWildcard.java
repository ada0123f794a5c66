package org.mpath.formats;

/** The wildcards of path groups in multipath-tools 0.14; it has them for its own trees and JSON only. */
public enum GroupWildcard implements Wildcard {
    /** Path selector of its table and its arguments, counted. */
    SELECTOR('s', "selector", "[undef]", false),
    /** Mean priority of its usable paths. */
    PRIORITY('p', "pri", "0", true),
    /** {@code active}, {@code enabled} or {@code disabled}. */
    STATE('t', "dm_st", "undef", false),
    /** {@code marginal} or {@code normal}. */
    MARGINAL('M', "marginal_st", "normal", false);

    private final Column column;

    GroupWildcard(char letter, String heading, String absent, boolean number) {
        column = new Column(letter, heading, absent, number);
    }

    @Override
    public Column column() {
        return column;
    }
}
