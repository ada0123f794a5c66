package org.mpath.config;

import java.util.List;

/** What stands in a section: keywords with values, and further sections. */
sealed interface Entry {
    /** The keyword, or the name of the section. */
    Word name();

    /**
     * A keyword and its value.
     *
     * @param value null when there is none
     */
    record Statement(Word name, Word value) implements Entry {}

    /** A section. */
    record Block(Word name, List<Entry> entries) implements Entry {}
}
