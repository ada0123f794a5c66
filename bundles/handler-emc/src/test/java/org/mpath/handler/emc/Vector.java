package org.mpath.handler.emc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.mpath.api.io.Delivery;

/**
 * A case of a vector file: canned replies, and what multipath-tools 0.14.3 makes of them.
 *
 * @param result the state or the priority
 * @param calls how often the path is checked
 * @param commands what is sent
 */
record Vector(String id, String result, int calls, List<String> commands, List<Canned> replies) {
    /** A reply to commands that begin so. */
    record Canned(String cdbPrefix, Reply reply, int times) {}

    static List<Vector> read(String resource, String result) throws IOException {
        try (InputStream in = Vector.class.getResourceAsStream(resource);
                JsonParser json = new JsonFactory().createParser(in)) {
            json.nextToken();
            return ((List<?>) object(value(json)).get("cases")).stream().map(each -> of(each, result)).toList();
        }
    }

    /** The lines of an exceptions file: our result, by case. */
    static Map<String, String> exceptions(String resource) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Vector.class.getResourceAsStream(resource), StandardCharsets.US_ASCII))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| "))
                    .collect(Collectors.toMap(words -> words[0], words -> words[1]));
        }
    }

    /** Answers as the case says, and GOOD where it says nothing. */
    Function<String, Reply> script() {
        Map<Canned, Integer> used = new HashMap<>();
        return cdb -> replies.stream()
                .filter(canned -> cdb.startsWith(canned.cdbPrefix) && used.getOrDefault(canned, 0) < canned.times)
                .findFirst()
                .map(canned -> {
                    used.merge(canned, 1, Integer::sum);
                    return canned.reply;
                })
                .orElse(Reply.GOOD);
    }

    private static Vector of(Object vector, String result) {
        Map<String, Object> fields = object(vector);
        String commands = fields.containsKey("cdbs_sent") ? "cdbs_sent" : "cdbs_sent_by_check";
        return new Vector(
                (String) fields.get("id"),
                (String) fields.get(result),
                Integer.parseInt((String) fields.getOrDefault("calls", "1")),
                ((List<?>) fields.get(commands)).stream().map(String::valueOf).toList(),
                ((List<?>) fields.get("replies")).stream().map(Vector::canned).toList());
    }

    private static Canned canned(Object reply) {
        Map<String, Object> fields = object(reply);
        int times = Integer.parseInt((String) fields.getOrDefault("times", "1000"));
        boolean answered = "0x0".equals(fields.get("host_status"));
        Reply canned = answered
                ? new Reply(Delivery.ANSWERED, Integer.decode((String) fields.get("scsi_status")), bytes(fields, "data"),
                        bytes(fields, "sense"))
                : Reply.LOST;
        return new Canned((String) fields.get("cdb_prefix"), canned, times);
    }

    private static byte[] bytes(Map<String, Object> fields, String name) {
        return HexFormat.of().parseHex((String) fields.getOrDefault(name, ""));
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
            default -> json.getText();
        };
    }

    @Override
    public String toString() {
        return id;
    }
}
