package org.mpath.config;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.mpath.config.Finding.Code;
import org.mpath.config.Word.Kind;

/**
 * The words of one line. Outside quotes blanks part words, a brace is a word of its own, and {@code #} and {@code !} begin a
 * comment; inside quotes two quotes stand for one.
 */
final class Lexer {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final String line;
    private final String file;
    private final int number;
    private final Findings findings;
    private final List<Word> words = new ArrayList<>();
    private int at;

    private Lexer(String file, int number, String line, Findings findings) {
        this.file = file;
        this.number = number;
        this.line = line;
        this.findings = findings;
    }

    static List<Word> words(String file, int number, String line, Findings findings) {
        Lexer lexer = new Lexer(file, number, line, findings);
        lexer.run();
        return lexer.words;
    }

    private void run() {
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c == '#' || c == '!') {
                return;
            } else if (isBlank(c)) {
                at++;
            } else if (c == '{' || c == '}') {
                words.add(new Word(c == '{' ? Kind.OPEN : Kind.CLOSE, String.valueOf(c), place(at++)));
            } else if (c == '"') {
                quoted();
            } else if (isPlain(c)) {
                plain();
            } else {
                illegal(c);
            }
        }
    }

    private void plain() {
        int begin = at;
        while (at < line.length() && isPlain(line.charAt(at))) {
            at++;
        }
        Word word = new Word(Kind.PLAIN, line.substring(begin, at), place(begin));
        words.add(word);
        if (at < line.length() && (line.charAt(at) == '#' || line.charAt(at) == '!')) {
            findings.warning(Code.COMMENT_IN_WORD, place(at), word.text(),
                    "the comment that begins right behind \"" + word.text() + "\" ends the word; put it in quotes if it goes on");
        }
    }

    private void quoted() {
        int begin = at++;
        StringBuilder text = new StringBuilder();
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"' && (at == line.length() || line.charAt(at) != '"')) {
                words.add(new Word(Kind.QUOTED, text.toString(), place(begin)));
                return;
            }
            if (c == '"') {
                at++;
            } else if (isControl(c)) {
                at--;
                illegal(c);
                continue;
            }
            text.append(c);
        }
        findings.error(Code.QUOTE_UNCLOSED, place(begin), text.toString(),
                "the quotation that begins here is not closed on its line");
        words.add(new Word(Kind.QUOTED, text.toString(), place(begin)));
    }

    private void illegal(char c) {
        String code = "U+" + HEX.toHexDigits(c);
        findings.error(Code.ILLEGAL_CHARACTER, place(at), code,
                isControl(c) ? "a control character (" + code + ") is no part of a configuration"
                        : "the character " + code + " stands outside quotes");
        at++;
    }

    /** Line ends too: parts of a file have none, but the rule is the same. */
    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static boolean isControl(char c) {
        return Character.isISOControl(c) && !isBlank(c);
    }

    private static boolean isPlain(char c) {
        return c > ' ' && c < 127 && "\"#!{}".indexOf(c) < 0;
    }

    private Place place(int index) {
        return new Place(file, number, index + 1);
    }
}
