package org.mpath.config;

import java.util.List;
import java.util.Locale;
import org.mpath.config.Entry.Block;
import org.mpath.config.Entry.Statement;
import org.mpath.config.ExclusionRule.Criterion;
import org.mpath.config.Finding.Code;

/** The rules of {@code blacklist} and {@code blacklist_exceptions}: there a keyword may stand as often as one likes. */
final class ExclusionReader {
    private final SectionReader reader;
    private final Section section;
    private final List<ExclusionRule> rules;

    ExclusionReader(SectionReader reader, Section section, List<ExclusionRule> rules) {
        this.reader = reader;
        this.section = section;
        this.rules = rules;
    }

    void read(Block block) {
        for (Entry entry : block.entries()) {
            if (reader.findings().isHopeless()) {
                break;
            }
            if (entry instanceof Statement statement) {
                rule(statement);
            } else if (entry.name().text().equals("device")) {
                device((Block) entry);
            } else {
                reader.misplaced(section, entry.name());
            }
        }
    }

    private void rule(Statement statement) {
        String name = statement.name().text();
        if (name.equals("vendor") || name.equals("product")) {
            reader.findings().error(Code.MISPLACED_KEYWORD, statement.name().place(), name,
                    "\"" + name + "\" stands in a section \"device\" of \"" + section + "\"", "device");
            return;
        }
        reader.keyword(section, statement)
                .flatMap(keyword -> reader.value(section, keyword, statement))
                .ifPresent(setting -> rules.add(ExclusionRule.of(
                        Criterion.valueOf(name.toUpperCase(Locale.ROOT)), setting.value(), setting.origin())));
    }

    private void device(Block block) {
        Settings settings = reader.read(section, block);
        settings.all().stream()
                .filter(setting -> !HardwareRow.MATCHING.contains(setting.keyword()))
                .forEach(setting -> reader.findings().error(Code.MISPLACED_KEYWORD, block.name().place(), setting.keyword(),
                        "a device rule of \"" + section + "\" has vendor and product, not \"" + setting.keyword() + "\""));
        if (settings.value("vendor").isEmpty() && settings.value("product").isEmpty()) {
            reader.findings().error(Code.MANDATORY_KEY_MISSING, block.name().place(), "vendor",
                    "a device rule needs a vendor, a product or both");
            return;
        }
        rules.add(ExclusionRule.device(settings.value("vendor"), settings.value("product"),
                new Origin.FileLine(section, block.name().place())));
    }
}
