package org.mpath.config;

import java.util.Locale;

/**
 * What is to be said of a place in a configuration file.
 *
 * @param severity whether it refuses the configuration
 * @param code what kind of thing it is
 * @param place where it stands
 * @param value the word it is about
 * @param sentence the same for people
 * @param nearest the valid word that is most like it; empty when there is none
 */
public record Finding(Severity severity, Code code, Place place, String value, String sentence, String nearest) {
    /** How bad a finding is. */
    public enum Severity {
        /** Good to know: the line does what it says, or does nothing here and the sentence says why. */
        NOTE,
        /** Something was ignored or understood in another way than it may have been meant. */
        WARNING,
        /** The configuration is refused, all of it. */
        ERROR
    }

    /** The kinds of findings. */
    public enum Code {
        /** No such keyword or section. */
        UNKNOWN_KEYWORD,
        /** A keyword that does not belong into this section. */
        MISPLACED_KEYWORD,
        /** A keyword without a value. */
        VALUE_MISSING,
        /** Not one of the values that the keyword takes. */
        INVALID_VALUE,
        /** A number that is too small or too large. */
        OUT_OF_RANGE,
        /** A plug-in that is not installed. */
        NOT_INSTALLED,
        /** A counted list whose count is missing or wrong. */
        ARGUMENT_COUNT,
        /** A slash in a name. */
        SLASH_NOT_ALLOWED,
        /** A regular expression that is none. */
        INVALID_PATTERN,
        /** Two values that contradict each other. */
        CONTRADICTION,
        /** The same keyword twice in one section: the later one counts. */
        DUPLICATE_KEYWORD,
        /** Two sections of one thing: they are merged, the later one counts. */
        DUPLICATE_SECTION,
        /** One name for two maps. */
        DUPLICATE_ALIAS,
        /** A section without the keyword that says what it is about. */
        MANDATORY_KEY_MISSING,
        /** Words after the value. */
        EXTRA_WORDS_IGNORED,
        /** A comment that begins within a word. */
        COMMENT_IN_WORD,
        /** A closing brace too many. */
        CLOSING_BRACE_UNMATCHED,
        /** A section that the end of the file closes. */
        CLOSING_BRACE_MISSING,
        /** A section name without an opening brace on its line. */
        OPENING_BRACE_MISSING,
        /** A quotation that the end of the line closes. */
        QUOTE_UNCLOSED,
        /** A control character, or one outside ASCII and quotes. */
        ILLEGAL_CHARACTER,
        /** More than what is read: of characters, lines, levels or findings. */
        TOO_LARGE,
        /** A keyword that nobody should use any more; ignored. */
        DEPRECATED_KEYWORD,
        /** A value in an old spelling. */
        DEPRECATED_VALUE,
        /** A keyword that does nothing here. */
        NO_MEANING_HERE,
        /** A keyword that is taken for others. */
        CONVERTED;

        /** The code as it is printed: {@code unknown_keyword}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** {@code FILE:LINE:COLUMN: error: SENTENCE, and what would be right [code]}. */
    @Override
    public String toString() {
        return place + ": " + severity.name().toLowerCase(Locale.ROOT) + ": " + sentence
                + (nearest.isEmpty() ? "" : "; nearest valid: " + nearest) + " [" + code + "]";
    }
}
