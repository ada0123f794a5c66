package org.mpath.shell;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.IoCounters;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;

/** Maps as JSON, as {@code runtime/doc/maps.schema.json} describes it. */
final class MapsJson {
    private final JsonGenerator json;
    private final Map<String, DiscoveredPath> discovered;
    private final Map<String, List<List<String>>> selectors;

    /**
     * Makes one.
     *
     * @param discovered what discovery knows, by path name
     * @param selectors each group's selector and its arguments, by map name; perhaps not of all
     */
    MapsJson(
            JsonGenerator json,
            Map<String, DiscoveredPath> discovered,
            Map<String, List<List<String>>> selectors) {
        this.json = json;
        this.discovered = discovered;
        this.selectors = selectors;
    }

    /** Writes the field {@code maps}. */
    void write(List<MapState> maps) throws IOException {
        json.writeArrayFieldStart("maps");
        for (MapState map : maps) {
            json.writeStartObject();
            writeMap(map);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeMap(MapState map) throws IOException {
        LogicalUnit unit = map.unit();
        json.writeStringField("name", map.name());
        json.writeStringField("wwid", unit.wwid());
        json.writeNumberField("size_bytes", unit.sizeBytes());
        json.writeStringField("state", StateWord.of(map.condition()));
        json.writeStringField("vendor", unit.vendor());
        json.writeStringField("product", unit.product());
        json.writeStringField("revision", unit.revision());
        json.writeStringField("serial", unit.serial());
        json.writeNumberField("block_size_bytes", unit.blockSize());
        json.writeStringField("write_prot", unit.limits().readOnly() ? "ro" : "rw");
        Json.field(json, "features", map.features());
        json.writeStringField("handler", map.handler());
        json.writeNumberField("paths_active", map.activePaths());
        json.writeNumberField("paths_total", map.pathCount());
        json.writeNumberField("queued", map.queued());
        json.writeNumberField("in_flight", map.inFlight());
        json.writeNumberField("events", map.events());
        writeCounters(map.counters());
        json.writeArrayFieldStart("groups");
        List<List<String>> words = selectors.getOrDefault(map.name(), List.of());
        for (GroupState group : map.groups()) {
            writeGroup(group, DmText.arguments(group, words));
        }
        json.writeEndArray();
    }

    private void writeGroup(GroupState group, List<String> arguments) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", group.number());
        json.writeStringField("state", StateWord.of(group.state()));
        json.writeStringField("selector", group.selector());
        Json.field(json, "selector_arguments", arguments);
        List<DiscoveredPath> known = group.paths().stream()
                .map(path -> discovered.get(path.name()))
                .filter(Objects::nonNull)
                .toList();
        json.writeNumberField("priority", known.isEmpty() ? -1 : DiscoveredPath.groupPriority(known));
        json.writeArrayFieldStart("paths");
        for (PathState path : group.paths()) {
            writePath(path);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void writePath(PathState path) throws IOException {
        DiscoveredPath known = discovered.get(path.name());
        json.writeStartObject();
        json.writeStringField("name", path.name());
        json.writeStringField("transport", transport(path.name()));
        json.writeStringField("state", StateWord.of(path.state()));
        json.writeStringField("checker", StateWord.checker(known));
        json.writeNumberField("priority", known == null ? -1 : known.priority());
        json.writeStringField("access", known == null ? "" : known.access());
        json.writeStringField("reason", Reason.of(path, known));
        json.writeNumberField("fail_count", path.failCount());
        json.writeNumberField("changed_millis", path.changedMillis());
        json.writeNumberField("in_flight", path.inFlight());
        writeCounters(path.counters());
        json.writeEndObject();
    }

    private void writeCounters(IoCounters counters) throws IOException {
        json.writeObjectFieldStart("counters");
        json.writeNumberField("reads", counters.reads());
        json.writeNumberField("writes", counters.writes());
        json.writeNumberField("read_bytes", counters.readBytes());
        json.writeNumberField("written_bytes", counters.writtenBytes());
        json.writeNumberField("errors", counters.errors());
        json.writeNumberField("retries", counters.retries());
        json.writeEndObject();
    }

    /** The first word of a path's name is its transport ({@link org.mpath.api.path.PathDevice#name}). */
    private static String transport(String path) {
        int colon = path.indexOf(':');
        return colon < 0 ? path : path.substring(0, colon);
    }
}
