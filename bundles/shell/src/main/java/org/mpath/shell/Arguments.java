package org.mpath.shell;

import java.util.List;
import java.util.Map;

/**
 * The words of one call, checked against the command's grammar.
 *
 * @param syntax the grammar
 * @param operands in order
 * @param options by name; the value is empty for options without one
 */
record Arguments(Syntax syntax, List<String> operands, Map<String, String> options) {
    /** The operand at a place; null when it was left out. */
    String operand(int place) {
        return place < operands.size() ? operands.get(place) : null;
    }

    /** The value of an option; null when it was not given. */
    String option(String name) {
        return options.get(name);
    }

    /** Whether an option was given. */
    boolean has(String option) {
        return options.containsKey(option);
    }

    /** The whole number at a place, or {@code missing}. */
    int number(int place, int missing, int min, int max) {
        String text = operand(place);
        return text == null ? missing : inRange(syntax.kindAt(place), text, min, max);
    }

    /** The whole number after an option, or {@code missing}. */
    int number(String option, int missing, int min, int max) {
        String text = options.get(option);
        return text == null ? missing : inRange(option, text, min, max);
    }

    private int inRange(String what, String text, int min, int max) {
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, with the range
        }
        throw syntax.wrong(what + " is a number from " + min + " to " + max + ", not '" + text + "'");
    }
}
