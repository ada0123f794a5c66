package org.mpath.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A configuration that was accepted: the files, and what was there before them. Immutable, any thread. */
public final class Configuration {
    /** Most files that are read together. */
    public static final int FILES_MAX = 1_000;

    private final Installed installed;
    private final Settings defaults;
    private final Settings overrides;
    private final Map<String, Settings> protocols;
    private final Map<String, MapRules> maps;
    private final HardwareTable table;
    private final Exclusion exclusion;

    /** What became of files: one configuration of all of them, or none. */
    public sealed interface Loaded {
        /** What is to be said of the files, in their order. */
        List<Finding> findings();
    }

    /**
     * The files are in force.
     *
     * @param configuration what they say
     * @param findings notes and warnings: the load report
     */
    public record Accepted(Configuration configuration, List<Finding> findings) implements Loaded {}

    /**
     * Nothing of the files is in force.
     *
     * @param findings at least one error
     */
    public record Refused(List<Finding> findings) implements Loaded {}

    Configuration(
            Installed installed,
            Settings defaults,
            Settings overrides,
            Map<String, Settings> protocols,
            Map<String, MapRules> maps,
            HardwareTable table,
            Exclusion exclusion) {
        this.installed = installed;
        this.defaults = defaults;
        this.overrides = overrides;
        this.protocols = Collections.unmodifiableMap(new LinkedHashMap<>(protocols));
        this.maps = Collections.unmodifiableMap(new LinkedHashMap<>(maps));
        this.table = table;
        this.exclusion = exclusion;
    }

    /**
     * Reads files, all or none: one error refuses them together, and a configuration that is in force stays as it is.
     *
     * @param files the main file, then the others in the order in which they are to count; a later one wins
     * @param installed what they may name
     */
    public static Loaded load(List<SourceFile> files, Installed installed) {
        Findings findings = new Findings();
        Draft draft = new Draft(installed, findings);
        if (files.size() > FILES_MAX) {
            findings.error(Finding.Code.TOO_LARGE, new Place(files.get(FILES_MAX).name(), 1, 1), "",
                    "there are more than " + FILES_MAX + " files");
            return new Refused(findings.all());
        }
        for (SourceFile file : files) {
            draft.add(Parser.parse(file, findings));
        }
        Configuration configuration = draft.finish();
        List<Finding> inOrder = findings.inOrder(files);
        return findings.hasErrors() ? new Refused(inOrder) : new Accepted(configuration, inOrder);
    }

    /** What {@code defaults} sets. */
    public Settings defaults() {
        return defaults;
    }

    /** What {@code overrides} sets for all paths. */
    public Settings overrides() {
        return overrides;
    }

    /** What {@code overrides} sets for the paths of single protocols. */
    public Map<String, Settings> protocols() {
        return protocols;
    }

    /** What is said of single maps, by the identity of their unit. */
    public Map<String, MapRules> maps() {
        return maps;
    }

    /** The hardware table, with the rows of plug-ins and files. */
    public HardwareTable table() {
        return table;
    }

    /** Which paths are left out. */
    public Exclusion exclusion() {
        return exclusion;
    }

    /** A value that holds for the whole runtime, such as {@code polling_interval}; empty when there is none. */
    public Setting global(String keyword) {
        return Derivations.global(keyword, this);
    }

    /** Everybody who sets a keyword for anything, the sections that win over others first, and its default. */
    public List<Setting> everywhere(String keyword) {
        List<Settings> sections = new ArrayList<>();
        maps.values().forEach(map -> sections.add(map.settings()));
        sections.addAll(protocols.values());
        sections.add(overrides);
        List<HardwareRow> rows = table.rows();
        for (int i = rows.size() - 1; i >= 0; i--) {
            sections.add(rows.get(i).settings());
        }
        sections.add(defaults);
        List<Setting> everywhere = new ArrayList<>();
        sections.forEach(section -> section.get(keyword).ifPresent(everywhere::add));
        everywhere.add(builtIn(keyword));
        return everywhere;
    }

    /** What {@code defaults} says of a keyword, or its built-in default. */
    Setting fallback(String keyword) {
        return defaults.get(keyword).orElseGet(() -> builtIn(keyword));
    }

    /** Whether a value names no plug-in, or one that is installed. */
    boolean isUsable(Setting setting) {
        if (!KnownPlugIns.areNamedBy(setting.keyword())) {
            return true;
        }
        Keyword keyword = Keyword.of(setting.keyword()).orElseThrow();
        return keyword.check(setting.value(), Section.DEVICE, installed) instanceof Checked.Taken;
    }

    static Setting builtIn(String keyword) {
        Optional<Keyword> known = Keyword.of(keyword);
        return new Setting(keyword, known.map(Keyword::defaultValue).orElse(""), new Origin.BuiltIn());
    }
}
