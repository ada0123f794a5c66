package org.mpath.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.mpath.config.Entry.Block;
import org.mpath.config.Entry.Statement;
import org.mpath.config.Finding.Code;

/** The keywords of a section with their values, checked. */
final class SectionReader {
    /** Most regular expressions of all files: each costs time when it is compiled, and when paths come. */
    static final int EXPRESSIONS_MAX = 20_000;

    private final Installed installed;
    private final Findings findings;
    private int expressions;

    SectionReader(Installed installed, Findings findings) {
        this.installed = installed;
        this.findings = findings;
    }

    Findings findings() {
        return findings;
    }

    /** What a section sets; a keyword that stands there twice counts as it stands there last. */
    Settings read(Section section, Block block) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        Map<String, Word> seen = new LinkedHashMap<>();
        for (Entry entry : block.entries()) {
            if (findings.isHopeless()) {
                break;
            }
            if (entry instanceof Statement statement) {
                keyword(section, statement).ifPresent(keyword -> {
                    warnOfRepetition(keyword, statement, seen.put(keyword.canonicalName(), statement.name()));
                    Optional<Setting> setting = value(section, keyword, statement);
                    settings.remove(keyword.canonicalName());
                    setting.ifPresent(each -> settings.put(each.keyword(), each));
                });
            } else {
                misplaced(section, entry.name());
            }
        }
        return Settings.of(settings.values());
    }

    private void warnOfRepetition(Keyword keyword, Statement statement, Word earlier) {
        if (earlier != null) {
            findings.warning(Code.DUPLICATE_KEYWORD, statement.name().place(), statement.name().text(),
                    "\"" + keyword.canonicalName() + "\" stands in this section already, in line " + earlier.place().line()
                            + "; this one counts");
        }
    }

    /** The keyword of a statement, if it is one and belongs into the section. */
    Optional<Keyword> keyword(Section section, Statement statement) {
        Optional<Keyword> keyword = Keyword.of(statement.name().text())
                .filter(known -> known.sections().contains(section) && known.effect() != Keyword.Effect.STRUCTURE);
        if (keyword.isEmpty() || section == Section.OVERRIDES && statement.name().text().equals("protocol")) {
            misplaced(section, statement.name());
            return Optional.empty();
        }
        return keyword;
    }

    void misplaced(Section section, Word name) {
        Optional<Keyword> known = Keyword.of(name.text());
        if (known.isPresent()) {
            findings.error(Code.MISPLACED_KEYWORD, name.place(), name.text(),
                    "\"" + name.text() + "\" does not stand in \"" + section + "\" in this form; it belongs into "
                            + known.get().sections());
        } else {
            findings.error(Code.UNKNOWN_KEYWORD, name.place(), name.text(), "there is no keyword \"" + name.text() + "\"",
                    Nearest.of(name.text(), Keyword.namesIn(section)));
        }
    }

    /** The value of a statement; none when it is refused or says that there is none. */
    Optional<Setting> value(Section section, Keyword keyword, Statement statement) {
        Word word = statement.value();
        if (word == null) {
            findings.error(Code.VALUE_MISSING, statement.name().place(), keyword.name(),
                    "\"" + keyword.name() + "\" has no value; valid is: " + keyword.values());
            return Optional.empty();
        }
        if (keyword.takesExpression(section) && ++expressions > EXPRESSIONS_MAX) {
            findings.error(Code.TOO_LARGE, word.place(), word.text(), "there are more than " + EXPRESSIONS_MAX + " expressions");
            return Optional.empty();
        }
        remark(section, keyword, statement);
        Checked checked = keyword.effect() == Keyword.Effect.DEPRECATED
                ? new Checked.NotSet()
                : keyword.check(word.text(), section, installed);
        if (checked instanceof Checked.Refused refused) {
            if (isForAbsentPlugIn(section, keyword, word.text(), refused)) {
                findings.warning(Code.NOT_INSTALLED, word.place(), word.text(),
                        keyword + ": " + refused.sentence()
                                + "; until it is, paths of such units get what comes after this row");
                return setting(section, keyword, word, word.text());
            }
            findings.error(refused.code(), word.place(), word.text(), keyword + ": " + refused.sentence(), refused.nearest());
            return Optional.empty();
        }
        if (checked instanceof Checked.Old old) {
            findings.warning(Code.DEPRECATED_VALUE, word.place(), word.text(),
                    keyword + ": \"" + word.text() + "\" is an old word for \"" + old.value() + "\"");
            return setting(section, keyword, word, old.value());
        }
        return checked instanceof Checked.Taken taken ? setting(section, keyword, word, taken.value()) : Optional.empty();
    }

    /** A row may be for an array that is not there, and neither is its plug-in: the built-in rows are no better. */
    private static boolean isForAbsentPlugIn(Section section, Keyword keyword, String value, Checked.Refused refused) {
        return section == Section.DEVICE && refused.code() == Code.NOT_INSTALLED && KnownPlugIns.has(keyword.name(), value);
    }

    private static Optional<Setting> setting(Section section, Keyword keyword, Word word, String value) {
        return Optional.of(new Setting(keyword.canonicalName(), value, new Origin.FileLine(section, word.place())));
    }

    /** Says in the load report what the keyword does here if that is not what it says. */
    private void remark(Section section, Keyword keyword, Statement statement) {
        Place place = statement.name().place();
        switch (keyword.effect()) {
            case NONE -> findings.note(Code.NO_MEANING_HERE, place, keyword.name(),
                    "\"" + keyword + "\" has no effect here: " + keyword.meaning());
            case DEPRECATED -> findings.warning(Code.DEPRECATED_KEYWORD, place, keyword.name(),
                    "\"" + keyword + "\" is ignored, here and in multipath-tools: " + keyword.meaning());
            case CONVERTED -> findings.warning(Code.CONVERTED, place, keyword.name(),
                    "\"" + keyword + "\" is an old word in \"" + section + "\": " + keyword.meaning());
            default -> {
                // it does what it says
            }
        }
    }
}
