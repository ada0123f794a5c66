package org.mpath.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.mpath.config.Entry.Block;
import org.mpath.config.Entry.Statement;
import org.mpath.config.Finding.Code;
import org.mpath.config.Word.Kind;

/**
 * The lines of a file as sections: {@code name \{}, {@code keyword value}, {@code \}}, one on each line. What multipath-tools
 * forgives in punctuation is forgiven here too, with a warning. Nothing is known here of what keywords mean.
 */
final class Parser {
    /** Longest file, in characters. */
    static final int FILE_LENGTH_MAX = 8 << 20;
    /** Longest line, in characters. */
    static final int LINE_LENGTH_MAX = 8_192;
    /** Most keywords and sections of a file. */
    static final int ENTRIES_MAX = 200_000;
    /** Deepest nesting of sections. */
    static final int DEPTH_MAX = 8;

    /** Names of sections, so that one whose brace was forgotten is known for what it is. */
    private static final Set<String> SECTIONS = Set.of(
            "defaults", "blacklist", "blacklist_exceptions", "devices", "device", "overrides", "multipaths", "multipath");

    private final Findings findings;
    private final Deque<Block> open = new ArrayDeque<>();
    private int entries;
    /** The section whose opening brace was missed on its line: it may stand alone on the next. */
    private boolean braceMissed;

    private Parser(Findings findings) {
        this.findings = findings;
    }

    /** The sections of a file; those that could be read when there are errors. */
    static List<Entry> parse(SourceFile file, Findings findings) {
        if (file.text().length() > FILE_LENGTH_MAX) {
            findings.error(Code.TOO_LARGE, new Place(file.name(), 1, 1), "",
                    "the file is longer than " + FILE_LENGTH_MAX + " characters");
            return List.of();
        }
        return new Parser(findings).file(file);
    }

    private List<Entry> file(SourceFile file) {
        Block root = new Block(new Word(Kind.PLAIN, "", new Place(file.name(), 1, 1)), new ArrayList<>());
        open.push(root);
        int number = 0;
        int begin = 0;
        while (begin < file.text().length() && entries < ENTRIES_MAX && !findings.isHopeless()) {
            int newline = file.text().indexOf('\n', begin);
            int end = newline < 0 ? file.text().length() : newline;
            line(file, ++number, begin, end);
            begin = end + 1;
        }
        atEnd(file, number);
        return root.entries();
    }

    private void atEnd(SourceFile file, int number) {
        if (entries >= ENTRIES_MAX) {
            findings.error(Code.TOO_LARGE, new Place(file.name(), number, 1), "",
                    "the file has more than " + ENTRIES_MAX + " keywords and sections");
        }
        while (open.size() > 1) {
            Word name = open.pop().name();
            findings.warning(Code.CLOSING_BRACE_MISSING, name.place(), name.text(),
                    "the section \"" + name.text() + "\" is closed by the end of the file only");
        }
    }

    private void line(SourceFile file, int number, int begin, int end) {
        if (end - begin > LINE_LENGTH_MAX) {
            findings.error(Code.TOO_LARGE, new Place(file.name(), number, LINE_LENGTH_MAX + 1), "",
                    "the line is longer than " + LINE_LENGTH_MAX + " characters");
            return;
        }
        List<Word> words = Lexer.words(file.name(), number, file.text().substring(begin, end), findings);
        if (!words.isEmpty()) {
            line(words);
        }
    }

    private void line(List<Word> words) {
        Word first = words.get(0);
        boolean lateBrace = braceMissed && first.is(Kind.OPEN) && words.size() == 1;
        braceMissed = false;
        if (lateBrace) {
            return;
        }
        switch (first.kind()) {
            case CLOSE -> close(words);
            case OPEN -> findings.error(Code.UNKNOWN_KEYWORD, first.place(), "{",
                    "an opening brace stands behind the name of a section, on the same line");
            default -> {
                if (words.size() > 1 && words.get(1).is(Kind.OPEN)) {
                    openBlock(words);
                } else if (words.size() == 1 && SECTIONS.contains(first.text())) {
                    findings.error(Code.OPENING_BRACE_MISSING, first.place(), first.text(),
                            "the section \"" + first.text() + "\" needs its opening brace on the same line");
                    braceMissed = true;
                    push(first);
                } else {
                    statement(words);
                }
            }
        }
    }

    private void openBlock(List<Word> words) {
        push(words.get(0));
        if (words.size() > 2) {
            Word more = words.get(2);
            findings.error(Code.EXTRA_WORDS_IGNORED, more.place(), more.text(),
                    "a keyword stands on a line of its own, not behind an opening brace");
        }
    }

    private void push(Word name) {
        Block block = new Block(name, new ArrayList<>());
        entries++;
        if (open.size() > DEPTH_MAX) {
            findings.error(Code.TOO_LARGE, name.place(), name.text(), "sections are nested deeper than " + DEPTH_MAX);
            // not kept, but followed, so that the braces stay in step; bounded by the entries of a file
        } else {
            open.peek().entries().add(block);
        }
        open.push(block);
    }

    private void close(List<Word> words) {
        Word brace = words.get(0);
        if (open.size() == 1) {
            findings.warning(Code.CLOSING_BRACE_UNMATCHED, brace.place(), "}", "this brace closes nothing and is skipped");
        } else {
            open.pop();
        }
        warnOfMore(words, 1);
    }

    private void statement(List<Word> words) {
        Word value = words.size() > 1 && isText(words.get(1)) ? words.get(1) : null;
        entries++;
        open.peek().entries().add(new Statement(words.get(0), value));
        warnOfMore(words, 2);
    }

    private static boolean isText(Word word) {
        return word.is(Kind.PLAIN) || word.is(Kind.QUOTED);
    }

    private void warnOfMore(List<Word> words, int used) {
        if (words.size() > used) {
            Word more = words.get(used);
            findings.warning(Code.EXTRA_WORDS_IGNORED, more.place(), more.text(),
                    "\"" + more.text() + "\" and what follows on this line is ignored; a value of several words stands in quotes");
        }
    }
}
