package org.mpath.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.mpath.config.Finding.Code;

/** What only shows when all files are read: values that contradict each other. */
final class Consistency {
    private final Configuration configuration;
    private final Findings findings;

    Consistency(Configuration configuration, Findings findings) {
        this.configuration = configuration;
        this.findings = findings;
    }

    void check() {
        pollingIntervals();
        aliases();
        lossTimes(configuration.defaults());
        lossTimes(configuration.overrides());
        configuration.protocols().values().forEach(this::lossTimes);
        configuration.table().rows().forEach(row -> lossTimes(row.settings()));
    }

    /** Requests cannot be held longer than their path is kept. */
    private void lossTimes(Settings section) {
        Optional<Setting> hold = section.get("fast_io_fail_tmo").filter(Consistency::isNumberInFile);
        Optional<Setting> keep = section.get("dev_loss_tmo").filter(Consistency::isNumberInFile);
        if (hold.isPresent() && keep.isPresent()
                && Long.parseLong(hold.get().value()) >= Long.parseLong(keep.get().value())) {
            findings.error(Code.CONTRADICTION, place(hold.get()), hold.get().value(),
                    "fast_io_fail_tmo " + hold.get().value() + " is not shorter than dev_loss_tmo " + keep.get().value()
                            + " (" + keep.get().origin() + ")", String.valueOf(Long.parseLong(keep.get().value()) - 1));
        }
    }

    private static boolean isNumberInFile(Setting setting) {
        return setting.origin() instanceof Origin.FileLine && setting.value().chars().allMatch(Character::isDigit);
    }

    private void pollingIntervals() {
        Optional<Setting> interval = configuration.defaults().get("polling_interval");
        Optional<Setting> longest = configuration.defaults().get("max_polling_interval");
        if (interval.isPresent() && longest.isPresent()
                && Long.parseLong(interval.get().value()) > Long.parseLong(longest.get().value())) {
            findings.error(Code.CONTRADICTION, place(interval.get()), interval.get().value(),
                    "polling_interval " + interval.get().value() + " is longer than max_polling_interval "
                            + longest.get().value() + " (" + longest.get().origin() + ")", longest.get().value());
        }
    }

    /** One name for two units would lead people to the wrong one. */
    private void aliases() {
        Map<String, MapRules> byAlias = new HashMap<>();
        for (MapRules map : configuration.maps().values()) {
            map.alias().ifPresent(alias -> {
                MapRules first = byAlias.putIfAbsent(alias.value(), map);
                if (first != null) {
                    findings.error(Code.DUPLICATE_ALIAS, place(alias), alias.value(),
                            "\"" + alias.value() + "\" is to name \"" + map.wwid() + "\" and \"" + first.wwid() + "\" ("
                                    + first.alias().orElseThrow().origin() + ")");
                }
                MapRules named = configuration.maps().get(alias.value());
                if (named != null && named != map) {
                    findings.error(Code.DUPLICATE_ALIAS, place(alias), alias.value(),
                            "\"" + alias.value() + "\" is to name \"" + map.wwid() + "\", but is the identity of another unit");
                }
            });
        }
    }

    private static Place place(Setting setting) {
        return ((Origin.FileLine) setting.origin()).place();
    }
}
