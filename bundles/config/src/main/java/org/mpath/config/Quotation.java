package org.mpath.config;

/** A text as a configuration file writes it. */
final class Quotation {
    private Quotation() {}

    /** In quotes, with those inside doubled. */
    static String of(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
