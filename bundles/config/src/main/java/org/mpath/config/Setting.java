package org.mpath.config;

/**
 * A value and where it comes from.
 *
 * @param keyword the keyword
 * @param value its value in canonical spelling; empty when there is none
 * @param origin where it comes from
 */
public record Setting(String keyword, String value, Origin origin) {
    /** {@code KEYWORD "VALUE" from ORIGIN}. */
    @Override
    public String toString() {
        return keyword + " \"" + value + "\", " + origin;
    }
}
