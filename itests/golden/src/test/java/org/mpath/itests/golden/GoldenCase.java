package org.mpath.itests.golden;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A table given to Linux 6.1 (dm-multipath 1.14.0) and what came of it. Devices are placeholders, see {@link Devices}.
 *
 * @param id its name
 * @param table the table, one target a line
 * @param errno {@code 0}, or the name of the error the load ended with
 * @param keyword what the kernel logged about a refused table; empty when nothing
 * @param live what the kernel printed once the table was live; null when refused
 * @param steps what was done next
 */
record GoldenCase(String id, String table, String errno, String keyword, Moment live, List<Step> steps) {
    private static final String FILE = "dm-table-cases.json";
    private static final Pattern LOGGED =
            Pattern.compile("device-mapper: table: \\{DM}: (?:multipath: )?(.*?)(?: \\(-E[A-Z]+\\))?");

    /** What the kernel printed of the map: the TABLE and the INFO line, and its event counter. */
    record Moment(String table, String status, int events) {}

    /**
     * Something done to the map.
     *
     * @param kind message, read, reads, write, bgread, bgwait, reload, suspend, resume, sysfs or dmsetup
     * @param argument of the kind
     * @param result {@code 0} or {@code ok}, else how it ended
     * @param output what a dmsetup call printed
     * @param after the map afterwards
     */
    record Step(String kind, String argument, String result, String output, Moment after) {
        @Override
        public String toString() {
            return (kind + " " + argument).trim();
        }
    }

    @Override
    public String toString() {
        return id;
    }

    /** All of them, in the order in which the kernel met them. */
    static List<GoldenCase> all() {
        try (InputStream in = Objects.requireNonNull(GoldenCase.class.getResourceAsStream(FILE), FILE);
                JsonParser json = new JsonFactory().createParser(in)) {
            json.nextToken();
            return objects(object(value(json)).get("cases")).stream().map(GoldenCase::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GoldenCase of(Map<String, Object> read) {
        Object table = read.get("table");
        String lines = table instanceof List<?> list
                ? list.stream().map(Object::toString).collect(Collectors.joining("\n"))
                : table.toString();
        return new GoldenCase(
                text(read, "id"),
                lines,
                text(read, "errno"),
                keyword(strings(read.get("dmesg"))),
                read.containsKey("live") ? moment(object(read.get("live"))) : null,
                objects(read.get("steps")).stream().map(GoldenCase::step).toList());
    }

    private static String keyword(List<String> dmesg) {
        return dmesg.stream()
                .map(LOGGED::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .findFirst()
                .orElse("");
    }

    private static Step step(Map<String, Object> read) {
        String result = read.containsKey("errno") ? text(read, "errno") : text(read, "result");
        return new Step(text(read, "step"), text(read, "arg"), result, text(read, "out"), moment(object(read.get("after"))));
    }

    private static Moment moment(Map<String, Object> read) {
        return new Moment(text(read, "table"), text(read, "status"), Integer.parseInt(text(read, "event")));
    }

    // ---- JSON as maps, lists and text ----

    private static String text(Map<String, Object> object, String key) {
        return Objects.toString(object.get(key), "");
    }

    private static List<String> strings(Object list) {
        return list == null ? List.of() : ((List<?>) list).stream().map(Object::toString).toList();
    }

    private static List<Map<String, Object>> objects(Object list) {
        return list == null ? List.of() : ((List<?>) list).stream().map(GoldenCase::object).toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    object.put(name, value(json));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(json));
                }
                yield array;
            }
            case VALUE_NULL -> null;
            default -> json.getText();
        };
    }
}
