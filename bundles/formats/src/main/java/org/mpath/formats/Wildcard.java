package org.mpath.formats;

/** What a letter after a percent sign stands for in a format: a column of a table, a word of a tree, a field of JSON. */
public interface Wildcard {
    /**
     * How it is written and shown.
     *
     * @param letter the letter
     * @param heading what stands above its column
     * @param absent what is printed for a value that is not known: multipath-tools' word for it, always the same one
     * @param number whether its values are whole numbers
     */
    record Column(char letter, String heading, String absent, boolean number) {}

    /** How it is written and shown. */
    Column column();
}
