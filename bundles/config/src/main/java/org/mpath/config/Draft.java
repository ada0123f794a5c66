package org.mpath.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.mpath.config.Entry.Block;
import org.mpath.config.Entry.Statement;
import org.mpath.config.ExclusionRule.Criterion;
import org.mpath.config.Finding.Code;

/** A configuration while its files are read, one after the other. */
final class Draft {
    /** The sections that stand for themselves. */
    private static final Set<String> TOP =
            Set.of("defaults", "blacklist", "blacklist_exceptions", "devices", "overrides", "multipaths");
    /** Device nodes that may carry a unit. */
    private static final ExclusionRule DEVNODES =
            ExclusionRule.of(Criterion.DEVNODE, "!^(sd[a-z]|dasd[a-z]|nvme[0-9])", new Origin.BuiltIn());
    /** Properties of units that can be told apart. */
    private static final ExclusionRule PROPERTIES =
            ExclusionRule.of(Criterion.PROPERTY, "(SCSI_IDENT_|ID_WWN)", new Origin.BuiltIn());

    private final Installed installed;
    private final Findings findings;
    private final SectionReader reader;
    private final Map<String, Settings> protocols = new LinkedHashMap<>();
    private final Map<String, MapRules> maps = new LinkedHashMap<>();
    private final List<ExclusionRule> rules = new ArrayList<>();
    private final List<ExclusionRule> exceptions = new ArrayList<>();
    private Settings defaults = Settings.NONE;
    private Settings overrides = Settings.NONE;
    private HardwareTable table;

    Draft(Installed installed, Findings findings) {
        this.installed = installed;
        this.findings = findings;
        reader = new SectionReader(installed, findings);
        table = HardwareTable.builtIn().with(installed.rows());
    }

    /** Adds what a file says. */
    void add(List<Entry> file) {
        List<HardwareRow> rows = new ArrayList<>();
        Set<String> wwids = new HashSet<>();
        for (Entry entry : file) {
            if (findings.isHopeless()) {
                break;
            }
            if (entry instanceof Block block && TOP.contains(block.name().text())) {
                section(block, rows, wwids);
            } else {
                unknown(entry);
            }
        }
        table = table.with(rows);
    }

    private void section(Block block, List<HardwareRow> rows, Set<String> wwids) {
        switch (block.name().text()) {
            case "defaults" -> defaults = defaults.with(reader.read(Section.DEFAULTS, block));
            case "overrides" -> overrides(block);
            case "devices" -> each(block, "device", device -> device(device, rows));
            case "multipaths" -> each(block, "multipath", map -> multipath(map, wwids));
            case "blacklist" -> new ExclusionReader(reader, Section.EXCLUDE, rules).read(block);
            default -> new ExclusionReader(reader, Section.EXCEPTIONS, exceptions).read(block);
        }
    }

    private void unknown(Entry entry) {
        Word name = entry.name();
        boolean keyword = Keyword.of(name.text()).isPresent();
        if (entry instanceof Statement && keyword) {
            findings.error(Code.MISPLACED_KEYWORD, name.place(), name.text(),
                    "\"" + name.text() + "\" stands in no section; it belongs into "
                            + Keyword.of(name.text()).orElseThrow().sections());
        } else {
            findings.error(Code.UNKNOWN_KEYWORD, name.place(), name.text(), "\"" + name.text() + "\" is no section",
                    Nearest.of(name.text(), TOP));
        }
    }

    /** The sections of one kind that another consists of. */
    private void each(Block block, String kind, Consumer<Block> take) {
        for (Entry entry : block.entries()) {
            if (findings.isHopeless()) {
                break;
            }
            if (entry instanceof Block inner && inner.name().text().equals(kind)) {
                take.accept(inner);
            } else {
                Word name = entry.name();
                findings.error(Code.MISPLACED_KEYWORD, name.place(), name.text(),
                        "\"" + block.name().text() + "\" consists of sections \"" + kind + "\"; \"" + name.text() + "\" is none",
                        kind);
            }
        }
    }

    private void overrides(Block block) {
        List<Entry> plain = new ArrayList<>();
        for (Entry entry : block.entries()) {
            if (entry instanceof Block inner && inner.name().text().equals("protocol")) {
                protocol(inner);
            } else {
                plain.add(entry);
            }
        }
        overrides = overrides.with(reader.read(Section.OVERRIDES, new Block(block.name(), plain)));
    }

    private void protocol(Block block) {
        Settings settings = reader.read(Section.PROTOCOL, block);
        if (hasAll(block, settings, "type")) {
            protocols.merge(settings.value("type"), settings, Settings::with);
        }
    }

    private void device(Block block, List<HardwareRow> rows) {
        Settings settings = reader.read(Section.DEVICE, block);
        if (hasAll(block, settings, "vendor", "product")) {
            rows.add(HardwareRow.of(new Origin.FileLine(Section.DEVICE, block.name().place()), settings));
        }
    }

    private void multipath(Block block, Set<String> inThisFile) {
        Settings settings = reader.read(Section.MULTIPATH, block);
        if (!hasAll(block, settings, "wwid")) {
            return;
        }
        String wwid = settings.value("wwid");
        if (!inThisFile.add(wwid)) {
            findings.warning(Code.DUPLICATE_SECTION, block.name().place(), wwid,
                    "there is a section for \"" + wwid + "\" already; both are merged, and this one wins");
        }
        Settings rest = Settings.of(settings.all().stream().filter(each -> !each.keyword().equals("wwid")).toList());
        maps.merge(wwid, new MapRules(wwid, rest, settings.get("wwid").orElseThrow().origin()),
                (before, later) -> new MapRules(wwid, before.settings().with(later.settings()), later.origin()));
    }

    private boolean hasAll(Block block, Settings settings, String... keywords) {
        boolean all = true;
        for (String keyword : keywords) {
            if (settings.get(keyword).isEmpty()) {
                all = false;
                findings.error(Code.MANDATORY_KEY_MISSING, block.name().place(), keyword,
                        "this section \"" + block.name().text() + "\" has no valid \"" + keyword
                                + "\", which says what it is about");
            }
        }
        return all;
    }

    /** What the files say together, after what only shows when all are read. */
    Configuration finish() {
        rules.add(DEVNODES);
        exceptions.add(PROPERTIES);
        rules.addAll(table.exclusions());
        Configuration configuration = new Configuration(
                installed, defaults, overrides, protocols, maps, table, new Exclusion(rules, exceptions));
        new Consistency(configuration, findings).check();
        return configuration;
    }
}
