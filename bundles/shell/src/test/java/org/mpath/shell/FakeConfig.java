package org.mpath.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mpath.api.control.ConfigApplied;
import org.mpath.api.control.ConfigChange;
import org.mpath.api.control.ConfigCheck;
import org.mpath.api.control.ConfigControl;
import org.mpath.api.control.ConfigFinding;
import org.mpath.api.control.ConfigInForce;
import org.mpath.api.control.ConfigText;
import org.mpath.api.control.ConfigValue;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.MapChange;

/** Notes the verbs and answers what it was given. */
final class FakeConfig implements ConfigControl {
    final List<String> calls = new ArrayList<>();
    ControlException refusal;
    ConfigCheck check = new ConfigCheck(List.of("a.conf"), true, false, List.of(new ConfigFinding(
            ConfigFinding.Severity.NOTE, "no_meaning_here", "a.conf", 2, 3, "failback", "\"failback\" has no effect here", "")));
    ConfigText text = new ConfigText(List.of("a.conf"), "defaults {\n\tfailback \"manual\"\n}\n",
            List.of(new ConfigValue("defaults", "failback", "manual", "built in")));
    List<ConfigChange> changes =
            List.of(new ConfigChange("defaults", "failback", "manual", "built in", "5", "b:2:11 (defaults)"),
                    new ConfigChange("multipath W", "alias", "data", "a:6:9 (multipath)", "", ""));
    ConfigInForce now = new ConfigInForce(ConfigInForce.Basis.OWN_FILES, List.of("etc/multipath.conf"), 1_000, "");
    List<MapChange> mapChanges = List.of(new MapChange(MapChange.Kind.RELOADED, "mpatha", "W", "0 8 multipath 0 0 0 0",
            "0 8 multipath 1 queue_if_no_path 0 0 0", new MapChange.PathCount(2, 2), ""));

    private void note(String call, Object what) {
        if (refusal != null) {
            throw refusal;
        }
        calls.add(call + " " + what);
    }

    @Override
    public ConfigCheck check(List<Path> files) {
        note("check", files);
        return check;
    }

    @Override
    public ConfigText show(List<Path> files) {
        note("show", files);
        return text;
    }

    @Override
    public ConfigText showLocal(List<Path> files) {
        note("show-local", files);
        return text;
    }

    @Override
    public List<ConfigChange> diff(Path before, Path after) {
        note("diff", before + " " + after);
        return changes;
    }

    @Override
    public List<ConfigValue> origins(String keyword, List<Path> files) {
        note("origin", keyword + " " + files);
        return text.values();
    }

    @Override
    public ConfigApplied apply(List<Path> files, boolean dryRun, boolean force) {
        note("apply" + (dryRun ? " dry" : "") + (force ? " forced" : ""), files);
        return new ConfigApplied(check, mapChanges);
    }

    @Override
    public ConfigInForce inForce() {
        return now;
    }

    @Override
    public List<String> keywords() {
        return List.of("failback", "no_path_retry");
    }
}
