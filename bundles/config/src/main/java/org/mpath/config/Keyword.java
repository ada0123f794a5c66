package org.mpath.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A keyword of {@code multipath.conf}: where it may stand, what values it takes, and what it does here. */
public final class Keyword {
    /** What a keyword does in this runtime. */
    public enum Effect {
        /** What it says. */
        ACTS,
        /** Nothing, and {@link #meaning} says why. */
        NONE,
        /** Nothing, in multipath-tools as well. */
        DEPRECATED,
        /** It is taken for others. */
        CONVERTED,
        /** It is the name of a section. */
        STRUCTURE
    }

    private static final Map<String, Keyword> ALL = read();
    private static final Map<Section, Set<String>> NAMES = new EnumMap<>(Section.class);

    static {
        for (Section section : Section.values()) {
            NAMES.put(section, ALL.values().stream()
                    .filter(keyword -> keyword.sections.contains(section))
                    .map(Keyword::name)
                    .collect(Collectors.toUnmodifiableSet()));
        }
    }

    private final String name;
    private final Set<Section> sections;
    private final ValueRule rule;
    private final boolean expression;
    private final String defaultValue;
    private final Effect effect;
    private final String meaning;

    private Keyword(String[] fields) {
        name = fields[0];
        sections = EnumSet.noneOf(Section.class);
        for (char letter : fields[1].toCharArray()) {
            sections.add(Section.of(letter).orElseThrow());
        }
        rule = ValueRules.of(fields[2]);
        expression = fields[2].startsWith("pattern") || fields[2].equals("wwid");
        defaultValue = fields[3];
        effect = Effect.valueOf(fields[4].toUpperCase(Locale.ROOT));
        meaning = fields[5];
    }

    private static Map<String, Keyword> read() {
        Map<String, Keyword> read = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Keyword.class.getResourceAsStream("keywords.txt"), StandardCharsets.US_ASCII))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                Keyword keyword = new Keyword(line.split(" *\\| *", -1));
                read.put(keyword.name, keyword);
            });
        } catch (IOException failure) {
            throw new UncheckedIOException("the table of keywords is unreadable", failure);
        }
        return Collections.unmodifiableMap(read);
    }

    /** All of them, in the order of multipath-tools' dictionary. */
    public static Collection<Keyword> all() {
        return ALL.values();
    }

    /** The keyword of a name. */
    public static Optional<Keyword> of(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    /** The names of those that may stand in a section. */
    static Set<String> namesIn(Section section) {
        return NAMES.get(section);
    }

    /** Its name in a file. */
    public String name() {
        return name;
    }

    /** The sections that may have it. */
    public Set<Section> sections() {
        return Collections.unmodifiableSet(sections);
    }

    /** Its value where nobody sets it; empty when there is none. */
    public String defaultValue() {
        return defaultValue;
    }

    /** The values it takes, for people. */
    public String values() {
        return rule.describe();
    }

    /** What it does here. */
    public Effect effect() {
        return effect;
    }

    /** What it is; for one without an effect, why it has none. */
    public String meaning() {
        return meaning;
    }

    /** The keyword whose name is most like a word; empty when none is. */
    public static String nearest(String word) {
        return Nearest.of(word, ALL.keySet());
    }

    Checked check(String value, Section section, Installed installed) {
        return rule.check(value, section, installed);
    }

    /** Whether its value is a regular expression; in {@code multipath} none is. */
    boolean takesExpression(Section section) {
        return expression && section != Section.MULTIPATH;
    }

    /** The keyword that its value is kept under. */
    public String canonicalName() {
        return name.equals("checker") ? "path_checker" : name;
    }

    @Override
    public String toString() {
        return name;
    }
}
