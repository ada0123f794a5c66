package org.mpath.config.pattern;

import java.util.Set;

/**
 * A bracket expression (IEEE 1003.1, 9.3.5): in it a backslash is a backslash, a closing bracket stands for itself when it
 * comes first, a minus when it comes first or last.
 */
final class BracketTranslation {
    private static final Set<String> CLASSES = Set.of(
            "alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "xdigit");

    private final String text;
    private final StringBuilder out;
    private final int begin;
    private int at;

    /** Translates the bracket expression that begins at {@code begin}. */
    BracketTranslation(String text, int begin, StringBuilder out) {
        this.text = text;
        this.begin = begin;
        this.out = out;
    }

    /** Where the text goes on behind it. */
    int end() throws PatternFault {
        at = begin + 1;
        out.append('[');
        if (at < text.length() && text.charAt(at) == '^') {
            out.append('^');
            at++;
        }
        int first = at;
        while (at == first || peek() != ']') {
            member();
        }
        out.append(']');
        return at + 1;
    }

    private char peek() throws PatternFault {
        if (at >= text.length()) {
            throw new PatternFault(begin + 1, "the bracket that begins here is not closed");
        }
        return text.charAt(at);
    }

    private void member() throws PatternFault {
        if (peek() == '[' && text.startsWith(":", at + 1)) {
            characterClass();
            return;
        }
        char low = element();
        Translation.appendLiteral(out, low);
        if (peek() == '-' && at + 1 < text.length() && text.charAt(at + 1) != ']') {
            at++;
            char high = element();
            if (high < low) {
                throw new PatternFault(at, "the range " + low + "-" + high + " ends before it begins");
            }
            out.append('-');
            Translation.appendLiteral(out, high);
        }
    }

    private void characterClass() throws PatternFault {
        int end = text.indexOf(":]", at + 2);
        String name = end < 0 ? "" : text.substring(at + 2, end);
        if (!CLASSES.contains(name)) {
            throw new PatternFault(at + 1, "[: begins a class of characters, such as [:digit:]");
        }
        out.append("[:").append(name).append(":]");
        at = end + 2;
    }

    /** A character, or {@code [.x.]} or {@code [=x=]} with one. */
    private char element() throws PatternFault {
        char c = peek();
        if (c == '[' && at + 1 < text.length() && ".=".indexOf(text.charAt(at + 1)) >= 0) {
            char mark = text.charAt(at + 1);
            if (at + 4 >= text.length() || text.charAt(at + 3) != mark || text.charAt(at + 4) != ']') {
                throw new PatternFault(at + 1, "[" + mark + " takes a single character here, as in [" + mark + "-" + mark + "]");
            }
            c = text.charAt(at + 2);
            at += 5;
            return c;
        }
        at++;
        return c;
    }
}
