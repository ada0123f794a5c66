package org.mpath.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.mpath.api.control.ConfigApplied;
import org.mpath.api.control.MapChange;
import org.mpath.api.control.MapChange.Kind;

/**
 * How maps change by a configuration: lines and JSON.
 *
 * @param applied what was done, or would be
 * @param dryRun whether it would be
 */
record ApplyReport(ConfigApplied applied, boolean dryRun) {
    /** A line for each map, with the old and the new table below it. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (MapChange change : applied.changes()) {
            lines.add(line(change));
            lines.addAll(tables(change));
            if (!change.objection().isEmpty()) {
                lines.add("    ! " + change.objection());
            }
        }
        return lines;
    }

    /** The old and the new one; a map may change beside its table, in how long requests wait. */
    private static List<String> tables(MapChange change) {
        List<String> lines = new ArrayList<>();
        boolean same = change.before().equals(change.after());
        if (!change.before().isEmpty()) {
            lines.add((same ? "    = " : "    - ") + change.before());
        }
        if (!change.after().isEmpty() && !same) {
            lines.add("    + " + change.after());
        }
        return lines;
    }

    private String line(MapChange change) {
        boolean named = !change.map().isEmpty() && !change.map().equals(change.wwid());
        return (dryRun ? "would be " : "") + word(change.kind()) + ": " + (named ? change.map() + " " : "") + change.wwid()
                + usable(change);
    }

    /** Paths that were left out are not checked, so a map that is made of them may have no path that is known to be good. */
    private static String usable(MapChange change) {
        boolean known = change.kind() != Kind.MADE || change.paths().after() > 0;
        return known ? " usable paths " + change.paths().before() + " -> " + change.paths().after() : "";
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** What became of the maps. */
    String summary() {
        long maps = applied.changes().stream().map(MapChange::wwid).distinct().count();
        String verb = dryRun ? " would change" : " changed";
        return maps == 0 ? "no map" + verb : Text.count(maps, "map") + verb;
    }

    /** Why it would not be done unless forced. */
    Optional<String> objection() {
        return applied.changes().stream().map(MapChange::objection).filter(sentence -> !sentence.isEmpty()).findFirst();
    }

    /** The fields of maps. */
    void write(JsonGenerator json) throws IOException {
        json.writeBooleanField("dry_run", dryRun);
        json.writeArrayFieldStart("changes");
        for (MapChange change : applied.changes()) {
            json.writeStartObject();
            json.writeStringField("kind", word(change.kind()));
            json.writeStringField("map", change.map());
            json.writeStringField("wwid", change.wwid());
            json.writeStringField("before", change.before());
            json.writeStringField("after", change.after());
            json.writeNumberField("usable_paths_before", change.paths().before());
            json.writeNumberField("usable_paths_after", change.paths().after());
            json.writeStringField("objection", change.objection());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
