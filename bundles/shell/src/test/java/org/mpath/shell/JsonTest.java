package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.inventory.CheckerState;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;

/** What {@code --json} prints, against the schema files that ship with the product. */
class JsonTest {
    private static final Path SCHEMAS = Path.of("..", "..", "runtime", "doc");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Gosh gosh = new Gosh();

    @AfterEach
    void close() {
        gosh.close();
    }

    @ParameterizedTest
    @CsvSource({
        "mpath:maps --json, maps", "topology --json, maps", "topology mpatha --json, maps", "paths --json, paths",
        "events --json, events", "iscsi:discover h --json, iscsi-targets", "transports --json, transports", "iscsi:sessions --json, iscsi-sessions",
        "lab:ports --json, lab-ports", "lab:array list --json, lab-arrays", "lab:controllers --json, lab-controllers",
        "lab:units --json, lab-units", "lab:log lab1 --json, lab-log", "nbd:exports --json, nbd-exports", "nbd:connections --json, nbd-connections",
        "help --json, commands", "help fail --json, commands", "mpath:table --json, tables",
        "mpath:table mpatha --form 2005 --json, tables", "mpath:status --json, statuses",
        "mpath:status mpatha --json, statuses", "mpath:plugins --json, plug-ins", "mpath:policy mpatha --json, policy",
        "mpath:why mpatha --json, why", "mpath:why lab:B0/0 --json, why", "mpath:why lab:B0/7 --json, why",
        "mpath:why not lab:B0/7 --json, why", "mpath:why value failback mpatha --json, why-value",
        "mpath:wait mpatha 3 --json, event-counter",
        "mpath:config check a.conf --json, config-check", "mpath:config show --json, config",
        "mpath:config show-local --json, config", "mpath:config diff a b --json, config-diff",
        "mpath:config origin failback --json, config-origin", "mpath:prkey --json, reservations",
        "mpath:prkey mpatha --json, reservations", "mpath:prkey mpatha 0x5 --json, done",
        "mpath:plugin uninstall sym --json, done", "mpath:plane --json, planes", "mpath:plane mpatha core --json, done", "mpath:suspend mpatha --json, done", "version --json, version",
        "mpath:config apply a.conf --json, config-apply", "mpath:config apply --dry-run --json, config-apply",
        "mpath:list --legacy --json, legacy-list", "mpath:list --legacy --dry-run --json, legacy-list"
    })
    void everyDocumentKeepsToItsSchema(String program, String schema) throws IOException {
        gosh.dataPlane.events.add(
                new MapEvent(1, 5, MapEvent.Kind.PATH_FAILED, "mpatha", "lab:B0/0", "active", "failed", "cut"));
        gosh.whyCommands.decisions = gosh.decisions;
        JsonNode document = MAPPER.readTree(gosh.run(program));
        assertThat(schema(schema).validate(document)).isEmpty();
        assertThat(document.get("major_version").intValue()).isEqualTo(1);
        assertAllDescribed(document, schemaNode(schema), schemaNode(schema));
    }

    /** Not our form but multipath-tools', with its version. */
    @ParameterizedTest
    @ValueSource(strings = {"show maps --json", "show maps mpatha --json", "show topology --json", "show topology mpatha --json"})
    void theFormOfMultipathToolsHasASchemaToo(String program) throws IOException {
        String nasty = "a\"b\\c\u001b[2J";
        gosh.inventory.paths.set(0, Sample.discovered("lab:A0/0", "mpatha", CheckerState.UP, nasty));
        JsonNode document = MAPPER.readTree(gosh.run(program));
        assertThat(schema("multipath-maps").validate(document)).isEmpty();
        assertThat(document.get("major_version").intValue()).isZero();
        assertThat(document.has(program.contains("mpatha") ? "map" : "maps")).isTrue();
        assertAllDescribed(document, schemaNode("multipath-maps"), schemaNode("multipath-maps"));
        assertThat(schema("multipath-maps").validate(MAPPER.readTree("{\"major_version\":0,\"minor_version\":1}"))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"maps, maps", "paths, paths", "iscsi-sessions, sessions", "why, steps", "plug-ins, plug_ins"})
    void theSchemasRefuseADocumentThatLacksAField(String schema, String array) throws IOException {
        String document = "{\"major_version\":1,\"minor_version\":0,\"" + array + "\":[{\"name\":\"x\"}]}";
        assertThat(schema(schema).validate(MAPPER.readTree(document))).isNotEmpty();
    }

    /** The shape that scripts were promised. */
    @Test
    void mapsHaveTheirGroupsAndPathsInside() throws IOException {
        JsonNode map = MAPPER.readTree(gosh.run("mpath:maps --json")).at("/maps/0");
        assertThat(map.get("name").textValue()).isEqualTo("mpatha");
        assertThat(map.get("wwid").textValue()).isEqualTo(Sample.WWID);
        assertThat(map.get("size_bytes").longValue()).isEqualTo(67108864);
        assertThat(map.get("state").textValue()).isEqualTo("degraded");
        JsonNode group = map.at("/groups/0");
        assertThat(group.get("number").intValue()).isEqualTo(1);
        assertThat(group.get("state").textValue()).isEqualTo("active");
        JsonNode path = group.at("/paths/1");
        assertThat(path.get("name").textValue()).isEqualTo("lab:B0/0");
        assertThat(path.get("transport").textValue()).isEqualTo("lab");
        assertThat(path.get("state").textValue()).isEqualTo("failed");
        assertThat(path.get("reason").textValue()).isEqualTo(Sample.CUT);
        assertThat(path.at("/counters/read_bytes").longValue()).isEqualTo(7);
    }

    @Test
    void textsOfATargetCannotBreakADocument() throws IOException {
        String nasty = "say \"no\" \\ \u001b[2J \u00e9 \ud83d\ude00";
        gosh.dataPlane.maps = List.of(Sample.map(
                "mpatha", MapState.Condition.DEGRADED,
                List.of(Sample.path("lab:A0/0", PathState.State.FAILED, nasty))));
        String printed = gosh.run("maps --json");
        assertThat(printed.strip()).matches("\\p{ASCII}+").doesNotContain("\u001b");
        assertThat(MAPPER.readTree(printed).at("/maps/0/groups/0/paths/0/reason").textValue()).isEqualTo(nasty);
    }

    @ParameterizedTest
    @CsvSource({"lab:cut A0 --json", "lab:own lab1/0 B --json", "lab:controller A fail --json", "fail lab:A0/0 --json", "rescan --json", "iscsi:login p t --json",
        "mpath:load mpatha 0 1 --json", "mpath:queue mpatha on --json", "mpath:probe mpatha --json"})
    void verbsSayWhatTheyDidAsADocument(String program) throws IOException {
        JsonNode document = MAPPER.readTree(gosh.run(program));
        assertThat(document.get("major_version").intValue()).isEqualTo(1);
        assertThat(document.get("done").textValue()).isNotBlank();
    }

    @Test
    void tableAndStatusNameTheirMapAndForm() throws IOException {
        JsonNode line = MAPPER.readTree(gosh.run("mpath:table mpatha --form 2007 --json")).at("/lines/0");
        assertThat(line.get("map").textValue()).isEqualTo("mpatha");
        assertThat(line.get("form").textValue()).isEqualTo("2007");
        assertThat(line.get("table").textValue()).isEqualTo("2007 table of mpatha");
    }

    private static JsonNode schemaNode(String name) throws IOException {
        return MAPPER.readTree(Files.readString(SCHEMAS.resolve(name + ".schema.json")));
    }

    private static JsonSchema schema(String name) throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schemaNode(name));
    }

    /** Every field that is printed is described: a schema that forgets one would still accept it. */
    private static void assertAllDescribed(JsonNode value, JsonNode schema, JsonNode root) {
        JsonNode description = schema.has("$ref") ? root.at(schema.get("$ref").textValue().substring(1)) : schema;
        if (value.isObject()) {
            value.properties().forEach(field -> {
                assertThat(description.get("properties").has(field.getKey())).as(field.getKey()).isTrue();
                assertAllDescribed(field.getValue(), description.get("properties").get(field.getKey()), root);
            });
        } else if (value.isArray()) {
            value.forEach(element -> assertAllDescribed(element, description.get("items"), root));
        }
    }
}
