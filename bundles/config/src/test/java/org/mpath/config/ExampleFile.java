package org.mpath.config;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.mpath.config.Keyword.Effect;

/**
 * The text of {@code etc/multipath.conf.example}: every keyword that acts, with its default behind a comment sign, or with an
 * example where it has none. A line of prose begins with the sign and a blank, a setting with the sign alone.
 */
final class ExampleFile {
    /** What stands for a value where there is no default. */
    private static final Map<String, String> EXAMPLES = Map.ofEntries(
            Map.entry("no_path_retry", "12"),
            Map.entry("prio_args", "\"\""),
            Map.entry("checker_timeout", "5"),
            Map.entry("fast_io_fail_tmo", "5"),
            Map.entry("dev_loss_tmo", "600"),
            Map.entry("reservation_key", "0x1"),
            Map.entry("max_sectors_kb", "1024"),
            Map.entry("devnode", "\"^sd[a-c]$\""),
            Map.entry("wwid", "36024d5091dc1ebb40000012659610000"),
            Map.entry("property", "\"ID_WWN\""),
            Map.entry("protocol", "\"scsi:unspec\""),
            Map.entry("vendor", "\"ACME\""),
            Map.entry("product", "\"^Array [23]\""),
            Map.entry("revision", "\"^2\""),
            Map.entry("product_blacklist", "\"^Gateway\""),
            Map.entry("hardware_handler", "\"1 alua\""),
            Map.entry("vpd_vendor", "hp3par"),
            Map.entry("type", "\"scsi:iscsi\""),
            Map.entry("alias", "data"));
    private static final Set<String> IN_DEVICE_RULES = Set.of("vendor", "product");

    private final StringBuilder text = new StringBuilder();

    private ExampleFile() {}

    /** The whole file. */
    static String text() {
        return new ExampleFile().write();
    }

    private String write() {
        prose("", "Copied to multipath.conf, this file changes nothing: what is set is behind comment signs, and is what holds anyway, or",
                "an example. `mpath:config check` says what is wrong with a file, `mpath:config apply` has the runtime follow it.",
                "Files in multipath.d/*.conf come behind this one. The language, its precedence and all keywords:",
                "runtime/doc/configuration.md.");
        section("What holds where nobody says otherwise. Rows for arrays, of plug-ins and built in, say otherwise more often than not.",
                Section.DEFAULTS, Set.of());
        rules("Which paths are left out: POSIX extended regular expressions, not anchored.", Section.EXCLUDE);
        rules("Which are not, all the same.", Section.EXCEPTIONS);
        nested("What holds for the units of an array: any keyword of defaults that is about paths or maps, and these.",
                "devices", Section.DEVICE, "\tpath_grouping_policy group_by_prio");
        overrides();
        nested("What holds for one map: any keyword of defaults that is about maps, and these.",
                "multipaths", Section.MULTIPATH, "\tpath_grouping_policy failover");
        return text.toString();
    }

    private void prose(String indent, String... lines) {
        for (String line : lines) {
            text.append(indent).append("# ").append(line).append('\n');
        }
    }

    /** Whether it is one to show: of two words for the same the first is. */
    static boolean shows(Keyword keyword) {
        return keyword.effect() == Effect.ACTS && keyword.canonicalName().equals(keyword.name());
    }

    private static boolean acts(Keyword keyword, Section section) {
        return shows(keyword) && keyword.sections().contains(section);
    }

    private void section(String meaning, Section section, Set<String> without) {
        text.append('\n');
        prose("", meaning);
        text.append(section.word()).append(" {\n");
        Keyword.all().stream()
                .filter(keyword -> acts(keyword, section) && !without.contains(keyword.name()))
                .forEach(this::explained);
        text.append("}\n");
    }

    private void explained(Keyword keyword) {
        boolean inRules = !keyword.sections().contains(Section.DEFAULTS);
        if (!inRules) {
            prose("\t", keyword.meaning() + ": " + keyword.values() + (keyword.defaultValue().isEmpty() ? " (not set)" : ""));
        }
        setting("\t", keyword);
    }

    private void setting(String indent, Keyword keyword) {
        String value = keyword.defaultValue();
        if (value.isEmpty()) {
            value = EXAMPLES.getOrDefault(keyword.name(), "");
        }
        String quoted = value.contains(" ") && !value.startsWith("\"") ? "\"" + value + "\"" : value;
        text.append('#').append(indent).append(keyword.name()).append(' ').append(quoted).append('\n');
    }

    private void rules(String meaning, Section section) {
        section(meaning, section, IN_DEVICE_RULES);
        text.setLength(text.length() - "}\n".length());
        text.append("#\tdevice {\n");
        Keyword.all().stream()
                .filter(keyword -> acts(keyword, section) && IN_DEVICE_RULES.contains(keyword.name()))
                .forEach(keyword -> setting("\t\t", keyword));
        text.append("#\t}\n}\n");
    }

    /** Keywords that are not in defaults, and one that is. */
    private void nested(String meaning, String outer, Section section, String more) {
        text.append('\n');
        prose("", meaning);
        text.append(outer).append(" {\n#\t").append(section.word()).append(" {\n");
        Keyword.all().stream()
                .filter(keyword -> acts(keyword, section) && !keyword.sections().contains(Section.DEFAULTS))
                .forEach(keyword -> setting("\t\t", keyword));
        text.append("#\t").append(more).append("\n#\t}\n}\n");
    }

    private void overrides() {
        text.append('\n');
        prose("", "What holds whatever a row says: any keyword of defaults that is about paths or maps.");
        text.append("overrides {\n#\tno_path_retry 12\n");
        String protocol = Keyword.all().stream()
                .filter(keyword -> acts(keyword, Section.PROTOCOL))
                .map(Keyword::name)
                .collect(Collectors.joining());
        if (!protocol.isEmpty() && !protocol.equals("type")) {
            text.append("#\tprotocol {\n");
            Keyword.all().stream()
                    .filter(keyword -> acts(keyword, Section.PROTOCOL) || keyword.name().equals("type"))
                    .forEach(keyword -> setting("\t\t", keyword));
            text.append("#\t}\n");
        }
        text.append("}\n");
    }
}
