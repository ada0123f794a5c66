package org.mpath.api.control;

/**
 * What is to be said of a place in a configuration file.
 *
 * @param severity how bad it is
 * @param code what kind of thing it is: {@code invalid_value}, {@code no_meaning_here}, ...
 * @param file the file
 * @param line line, from 1
 * @param column column of the first character, from 1
 * @param value the word it is about; may be empty
 * @param sentence the same for people
 * @param nearest the valid word that is most like it; empty when there is none
 */
public record ConfigFinding(
        Severity severity, String code, String file, int line, int column, String value, String sentence, String nearest) {
    /** How bad a finding is. */
    public enum Severity {
        /** Good to know: such as a keyword that does nothing. */
        NOTE,
        /** Something was ignored or understood in another way than it may have been meant. */
        WARNING,
        /** The files are refused, all of them. */
        ERROR
    }
}
