package org.mpath.jmx;

import org.mpath.api.control.ConfigApplied;
import org.mpath.api.control.ConfigCheck;
import org.mpath.api.control.ConfigFinding;
import org.mpath.api.control.MapChange;

/** What is said of configurations in the types that JMX carries. Pure functions. */
final class ConfigViews {
    private ConfigViews() {}

    static ApplyView of(ConfigApplied applied) {
        return new ApplyView(
                of(applied.check()), applied.check().applied(), applied.changes().stream().map(ConfigViews::of).toList());
    }

    static CheckView of(ConfigCheck check) {
        return new CheckView(check.files(), check.accepted(), check.findings().stream().map(ConfigViews::of).toList());
    }

    private static FindingView of(ConfigFinding finding) {
        return new FindingView(
                Views.word(finding.severity()),
                finding.code(),
                finding.file(),
                finding.line(),
                finding.column(),
                finding.value(),
                finding.sentence(),
                finding.nearest());
    }

    private static MapChangeView of(MapChange change) {
        return new MapChangeView(
                Views.word(change.kind()),
                change.map(),
                change.wwid(),
                change.before(),
                change.after(),
                change.paths().before(),
                change.paths().after(),
                change.objection());
    }
}
