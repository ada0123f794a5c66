package org.mpath.config;

/** What values a keyword takes. */
interface ValueRule {
    /**
     * Judges a value.
     *
     * @param section where the keyword stands; a few mean something else elsewhere
     */
    Checked check(String value, Section section, Installed installed);

    /** The values it takes, for people. */
    String describe();
}
