package org.mpath.config.pattern;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A POSIX extended regular expression (IEEE 1003.1, 9.4): not anchored, case-sensitive. Matching takes time linear in the
 * text whatever the expression. Immutable, any thread.
 */
public final class ExtendedExpression {
    /** Longest expression, in characters. */
    public static final int LENGTH_MAX = 1024;

    private final String text;
    private final Pattern compiled;

    private ExtendedExpression(String text, Pattern compiled) {
        this.text = text;
        this.compiled = compiled;
    }

    /** @throws PatternFault when it is none, or too large to be compiled */
    public static ExtendedExpression compile(String text) throws PatternFault {
        if (text.length() > LENGTH_MAX) {
            throw new PatternFault(LENGTH_MAX, "the expression is longer than " + LENGTH_MAX + " characters");
        }
        String translated = new Translation(text).result();
        try {
            return new ExtendedExpression(text, Pattern.compile(translated, Pattern.DOTALL));
        } catch (PatternSyntaxException refused) {
            throw new PatternFault(1, "the expression cannot be compiled: " + refused.getDescription());
        }
    }

    /** An expression that finds a text wherever it stands. */
    public static String quote(String literal) {
        StringBuilder quoted = new StringBuilder();
        for (char c : literal.toCharArray()) {
            if ("\\.[]{}()*+?|^$".indexOf(c) >= 0) {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.toString();
    }

    /** Whether it matches anywhere in the text. */
    public boolean finds(String subject) {
        return compiled.matcher(subject).find();
    }

    @Override
    public String toString() {
        return text;
    }
}
