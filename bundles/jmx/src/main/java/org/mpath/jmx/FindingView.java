package org.mpath.jmx;

/**
 * What is to be said of a place in a configuration file.
 *
 * @param severity {@code error}, {@code warning} or {@code note}
 * @param code what kind of thing it is, such as {@code invalid_value}
 * @param file the file
 * @param line line, from 1
 * @param column column, from 1
 * @param value the word it is about; may be empty
 * @param sentence the same for people
 * @param nearest the valid word that is most like it; may be empty
 */
public record FindingView(
        String severity, String code, String file, int line, int column, String value, String sentence, String nearest) {}
