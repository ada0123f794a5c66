package org.mpath.config.pattern;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A POSIX extended regular expression in the words of RE2. Both agree on most; where the same characters mean something else
 * in RE2 ({@code a*?}, {@code \d}, {@code [\]}), the POSIX meaning is kept or the expression refused.
 */
final class Translation {
    /** Deepest nesting of groups and repetitions. */
    static final int DEPTH_MAX = 50;
    /** Most copies of single characters after counted repetitions have been written out. */
    static final int SIZE_MAX = 5_000;
    /** RE_DUP_MAX of POSIX. */
    private static final int REPEAT_MAX = 255;

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private final Deque<Group> open = new ArrayDeque<>();
    private int at;
    /** Where in {@link #out} the last atom begins; -1 when there is nothing to repeat. */
    private int atom = -1;
    private int atomSize;
    private int atomDepth;
    private int size;

    /** A group that is not closed yet: where it began, and what was before it. */
    private record Group(int position, int begin, int sizeBefore) {}

    Translation(String text) {
        this.text = text;
    }

    String result() throws PatternFault {
        while (at < text.length()) {
            element();
            if (size > SIZE_MAX) {
                throw fault("the expression is too large once its repetitions are written out");
            }
        }
        if (!open.isEmpty()) {
            at = open.peek().position();
            throw fault("the group that begins here is not closed");
        }
        return out.toString();
    }

    private void element() throws PatternFault {
        char c = text.charAt(at);
        switch (c) {
            case '\\' -> escape();
            case '[' -> {
                int begin = out.length();
                at = new BracketTranslation(text, at, out).end();
                atom(begin, 1, 0);
            }
            case '(' -> openGroup();
            case ')' -> closeGroup();
            case '|' -> {
                out.append('|');
                noAtom();
            }
            case '^', '$' -> {
                out.append(c);
                noAtom();
            }
            case '*', '+', '?' -> {
                repeat(String.valueOf(c), c == '?' ? 1 : 2);
                at++;
            }
            case '{' -> interval();
            default -> literal(c);
        }
    }

    private void noAtom() {
        atom = -1;
        at++;
    }

    private void atom(int begin, int itsSize, int itsDepth) {
        atom = begin;
        atomSize = itsSize;
        atomDepth = itsDepth;
        size += itsSize;
    }

    private void literal(char c) {
        int begin = out.length();
        if (c == '.') {
            out.append('.');
        } else {
            appendLiteral(out, c);
        }
        at++;
        atom(begin, 1, 0);
    }

    /** A character that stands for itself, inside and outside of brackets. */
    static void appendLiteral(StringBuilder out, char c) {
        if (c < 128 && !Character.isLetterOrDigit(c)) {
            out.append("\\x{").append(Integer.toHexString(c)).append('}');
        } else {
            out.append(c);
        }
    }

    private void escape() throws PatternFault {
        if (at + 1 == text.length()) {
            throw fault("a backslash at the end escapes nothing");
        }
        char c = text.charAt(at + 1);
        switch (c) {
            case 'w' -> escapedClass("[0-9A-Za-z_]");
            case 'W' -> escapedClass("[^0-9A-Za-z_]");
            case 's' -> escapedClass("[[:space:]]");
            case 'S' -> escapedClass("[^[:space:]]");
            case 'b', '<', '>' -> {
                out.append("\\b");
                at++;
                noAtom();
            }
            default -> {
                if (c >= '1' && c <= '9') {
                    throw fault("back-references like \\" + c + " are not supported: they cannot be matched in bounded time");
                }
                if (c < 128 && Character.isLetterOrDigit(c)) {
                    throw fault("\\" + c + " has no meaning in a POSIX expression"
                            + (c == 'd' ? "; a digit is [0-9]" : ""));
                }
                at++;
                literalEscaped(c);
            }
        }
    }

    private void literalEscaped(char c) {
        int begin = out.length();
        appendLiteral(out, c);
        at++;
        atom(begin, 1, 0);
    }

    private void escapedClass(String translated) {
        int begin = out.length();
        out.append(translated);
        at += 2;
        atom(begin, 1, 0);
    }

    private void openGroup() throws PatternFault {
        if (open.size() == DEPTH_MAX) {
            throw fault("groups are nested deeper than " + DEPTH_MAX);
        }
        open.push(new Group(at, out.length(), size));
        out.append("(?:");
        noAtom();
    }

    private void closeGroup() throws PatternFault {
        if (open.isEmpty()) {
            throw fault("this closes a group that was not opened");
        }
        Group group = open.pop();
        out.append(')');
        at++;
        atom = group.begin();
        atomSize = Math.max(1, size - group.sizeBefore());
        size = group.sizeBefore() + atomSize;
        atomDepth = 0;
    }

    private void interval() throws PatternFault {
        int end = text.indexOf('}', at);
        String inside = end < 0 ? "" : text.substring(at + 1, end);
        if (!inside.matches("[0-9]{1,3}(,[0-9]{0,3})?")) {
            throw fault("{ begins a repetition such as {2} or {1,3}; write \\{ for the character");
        }
        int comma = inside.indexOf(',');
        int least = Integer.parseInt(comma < 0 ? inside : inside.substring(0, comma));
        String upper = comma < 0 ? inside : inside.substring(comma + 1);
        int most = upper.isEmpty() ? Math.max(1, least) : Integer.parseInt(upper);
        if (least > most || most > REPEAT_MAX) {
            throw fault("a repetition goes from 0 to " + REPEAT_MAX + ", the lower number first");
        }
        repeat("{" + inside + "}", most + 1);
        at = end + 1;
    }

    /** Repeats the last atom, in brackets of its own: two signs in a row mean something else in RE2. */
    private void repeat(String sign, int copies) throws PatternFault {
        if (atom < 0) {
            throw fault("there is nothing to repeat before " + text.charAt(at)
                    + (text.equals("*") ? "; everything is .*" : ""));
        }
        if (++atomDepth > DEPTH_MAX) {
            throw fault("repetitions are nested deeper than " + DEPTH_MAX);
        }
        out.insert(atom, "(?:").append(')').append(sign);
        out.insert(atom, "(?:").append(')');
        size = Math.addExact(size - atomSize, Math.multiplyExact(atomSize, copies));
        atomSize = Math.multiplyExact(atomSize, copies);
    }

    private PatternFault fault(String sentence) {
        return new PatternFault(at + 1, sentence);
    }
}
