package org.mpath.config;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.mpath.config.ExclusionRule.Criterion;

/** A configuration as a file, which reads back to the same configuration. */
public final class ConfWriter {
    /** In which multipath-tools writes rules. */
    private static final List<Criterion> ORDER =
            List.of(Criterion.DEVNODE, Criterion.WWID, Criterion.PROPERTY, Criterion.PROTOCOL, Criterion.DEVICE);

    private final StringBuilder out = new StringBuilder();
    private final boolean complete;
    private final Predicate<HardwareRow> rows;

    private ConfWriter(boolean complete, Predicate<HardwareRow> rows) {
        this.complete = complete;
        this.rows = rows;
    }

    /** All of it: every default that there is, and the rows and rules that are built in or that plug-ins bring. */
    public static String complete(Configuration configuration) {
        return new ConfWriter(true, row -> true).write(configuration);
    }

    /** What is of interest here: all but the rows of the hardware table that are for none of these paths. */
    public static String local(Configuration configuration, Collection<PathIdentity> paths) {
        Set<HardwareRow> matching = configuration.table().matching(paths);
        return new ConfWriter(true, matching::contains).write(configuration);
    }

    /** What files say. */
    public static String own(Configuration configuration) {
        return new ConfWriter(false, row -> row.origin() instanceof Origin.FileLine).write(configuration);
    }

    private String write(Configuration configuration) {
        section(0, "defaults", () -> defaults(configuration));
        section(0, "blacklist", () -> rules(configuration.exclusion().rules()));
        section(0, "blacklist_exceptions", () -> rules(configuration.exclusion().exceptions()));
        section(0, "devices", () -> configuration.table().rows().stream()
                .filter(rows)
                .forEach(row -> section(1, "device", () -> row(row))));
        section(0, "overrides", () -> overrides(configuration));
        section(0, "multipaths", () -> configuration.maps().values().forEach(map -> section(1, "multipath", () -> {
            text(2, "wwid", map.wwid());
            settings(2, map.settings());
        })));
        return out.toString();
    }

    private void defaults(Configuration configuration) {
        for (Keyword keyword : Keyword.all()) {
            if (keyword.sections().contains(Section.DEFAULTS) && keyword.canonicalName().equals(keyword.name())) {
                boolean set = configuration.defaults().get(keyword.name()).isPresent();
                Setting setting = complete ? configuration.global(keyword.name()) : configuration.fallback(keyword.name());
                if (set || complete && !setting.value().isEmpty()) {
                    setting(1, setting);
                }
            }
        }
    }

    private void overrides(Configuration configuration) {
        settings(1, configuration.overrides());
        for (Map.Entry<String, Settings> protocol : configuration.protocols().entrySet()) {
            section(1, "protocol", () -> settings(2, protocol.getValue()));
        }
    }

    private void row(HardwareRow row) {
        text(2, "vendor", row.vendor());
        text(2, "product", row.product());
        if (!row.revision().isEmpty()) {
            text(2, "revision", row.revision());
        }
        settings(2, row.settings());
    }

    private void rules(List<ExclusionRule> rules) {
        for (Criterion criterion : ORDER) {
            rules.stream()
                    .filter(rule -> rule.criterion() == criterion && (complete || rule.origin() instanceof Origin.FileLine))
                    .forEach(this::rule);
        }
    }

    private void rule(ExclusionRule rule) {
        if (rule.criterion() != Criterion.DEVICE) {
            text(1, rule.criterion().name().toLowerCase(Locale.ROOT), rule.pattern());
            return;
        }
        section(1, "device", () -> {
            textIfAny("vendor", rule.pattern());
            textIfAny("product", rule.product());
        });
    }

    private void textIfAny(String keyword, String value) {
        if (!value.isEmpty()) {
            text(2, keyword, value);
        }
    }

    private void settings(int depth, Settings settings) {
        settings.all().forEach(setting -> setting(depth, setting));
    }

    private void setting(int depth, Setting setting) {
        boolean number = setting.value().matches("-?[0-9]+|0x[0-9a-f]+(:aptpl)?");
        if (number) {
            line(depth, setting.keyword() + " " + setting.value());
        } else {
            text(depth, setting.keyword(), setting.value());
        }
    }

    private void text(int depth, String keyword, String value) {
        line(depth, keyword + " " + Quotation.of(value));
    }

    private void section(int depth, String name, Runnable content) {
        line(depth, name + " {");
        content.run();
        line(depth, "}");
    }

    private void line(int depth, String text) {
        out.append("\t".repeat(depth)).append(text).append('\n');
    }
}
