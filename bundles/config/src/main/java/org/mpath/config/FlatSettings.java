package org.mpath.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** A configuration as one list of values with their sections. Sections that win over others come after them. */
public final class FlatSettings {
    /**
     * A value and the section it is in.
     *
     * @param section {@code defaults}, {@code device VENDOR:PRODUCT}, {@code multipath WWID}, ...
     * @param keyword the keyword or, in sections that exclude, the rule
     * @param setting value and origin
     */
    public record Line(String section, String keyword, Setting setting) {}

    private final List<Line> lines = new ArrayList<>();
    private final Predicate<HardwareRow> shown;

    private FlatSettings(Predicate<HardwareRow> shown) {
        this.shown = shown;
    }

    /** All of it. */
    public static List<Line> of(Configuration configuration) {
        return new FlatSettings(row -> true).flatten(configuration);
    }

    /** All but the rows of the hardware table that are for none of these paths. */
    public static List<Line> local(Configuration configuration, Collection<PathIdentity> paths) {
        Set<HardwareRow> matching = configuration.table().matching(paths);
        return new FlatSettings(matching::contains).flatten(configuration);
    }

    /** Everybody who sets a keyword, or has a rule on it: the section that wins first, the built-in default last. */
    public static List<Line> of(Configuration configuration, Keyword keyword) {
        String name = keyword.canonicalName();
        List<Line> lines = new ArrayList<>(of(configuration).stream()
                .filter(line -> line.keyword().equals(name) || line.keyword().startsWith(name + " "))
                .toList());
        Setting builtIn = Configuration.builtIn(name);
        boolean last = lines.stream().anyMatch(line -> line.setting().origin() instanceof Origin.BuiltIn);
        if (!last && !builtIn.value().isEmpty()) {
            lines.add(0, new Line(Section.DEFAULTS.word(), name, builtIn));
        }
        lines.removeIf(line -> line.setting().value().isEmpty());
        Collections.reverse(lines);
        return lines;
    }

    private List<Line> flatten(Configuration configuration) {
        for (Keyword keyword : Keyword.all()) {
            boolean settable = keyword.sections().contains(Section.DEFAULTS);
            if (settable && keyword.canonicalName().equals(keyword.name())) {
                add("defaults", configuration.global(keyword.name()));
            }
        }
        rules("blacklist", configuration.exclusion().rules());
        rules("blacklist_exceptions", configuration.exclusion().exceptions());
        rows(configuration.table());
        settings("overrides", configuration.overrides());
        configuration.protocols().forEach((type, settings) -> settings("protocol " + type, settings));
        configuration.maps().forEach((wwid, map) -> {
            add("multipath " + wwid, new Setting("wwid", wwid, map.origin()));
            settings("multipath " + wwid, map.settings());
        });
        return lines;
    }

    private void add(String section, Setting setting) {
        lines.add(new Line(section, setting.keyword(), setting));
    }

    private void settings(String section, Settings settings) {
        settings.all().forEach(setting -> add(section, setting));
    }

    private void rules(String section, List<ExclusionRule> rules) {
        rules.forEach(rule -> add(section, new Setting(rule.text(), "there", rule.origin())));
    }

    private void rows(HardwareTable table) {
        List<String> names = names(table);
        for (int i = 0; i < names.size(); i++) {
            HardwareRow row = table.rows().get(i);
            if (shown.test(row)) {
                add(names.get(i), new Setting("vendor", row.vendor(), row.origin()));
                add(names.get(i), new Setting("product", row.product(), row.origin()));
                add(names.get(i), new Setting("revision", row.revision(), row.origin()));
                settings(names.get(i), row.settings());
            }
        }
    }

    /** What rows are called: by what they are for, and numbered where several are for the same. */
    static List<String> names(HardwareTable table) {
        Map<HardwareRow.Key, Integer> seen = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (HardwareRow row : table.rows()) {
            int number = seen.merge(row.key(), 1, Integer::sum);
            names.add("device " + row.vendor() + ":" + row.product() + (row.revision().isEmpty() ? "" : ":" + row.revision())
                    + (number == 1 ? "" : " #" + number));
        }
        return names;
    }
}
