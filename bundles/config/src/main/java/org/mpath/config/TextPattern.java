package org.mpath.config;

import org.mpath.config.pattern.ExtendedExpression;
import org.mpath.config.pattern.PatternFault;

/** A regular expression of a configuration, and whether it means everything that it does not find. */
final class TextPattern {
    private final String text;
    private final boolean inverted;
    private final ExtendedExpression expression;

    private TextPattern(String text, boolean inverted, ExtendedExpression expression) {
        this.text = text;
        this.inverted = inverted;
        this.expression = expression;
    }

    /** @param mayInvert whether a leading exclamation mark inverts */
    static TextPattern of(String text, boolean mayInvert) throws PatternFault {
        boolean inverted = mayInvert && text.startsWith("!");
        return new TextPattern(text, inverted, ExtendedExpression.compile(inverted ? text.substring(1) : text));
    }

    /** One that was checked when it was read. */
    static TextPattern checked(String text, boolean mayInvert) {
        try {
            return of(text, mayInvert);
        } catch (PatternFault fault) {
            throw new IllegalArgumentException("\"" + text + "\": " + fault.getMessage(), fault);
        }
    }

    boolean matches(String subject) {
        return expression.finds(subject) != inverted;
    }

    @Override
    public String toString() {
        return text;
    }
}
