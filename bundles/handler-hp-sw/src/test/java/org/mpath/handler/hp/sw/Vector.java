package org.mpath.handler.hp.sw;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A case of a vector file of multipath-tools 0.14.3: canned replies, what came of them, and the commands that were sent. */
record Vector(Map<String, Object> fields) {
    static List<Vector> read(String resource) throws IOException {
        try (InputStream in = Vector.class.getResourceAsStream(resource);
                JsonParser json = new JsonFactory().createParser(in)) {
            json.nextToken();
            return objects(object(value(json)).get("cases")).stream().map(Vector::new).toList();
        }
    }

    /** Cases that are answered otherwise here, with the answer: lines of {@code case | answer | reason}. */
    static Map<String, String> exceptions(String resource) throws IOException {
        try (InputStream in = Vector.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| "))
                    .collect(Collectors.toMap(words -> words[0], words -> words[1]));
        }
    }

    String text(String field) {
        return String.valueOf(fields.get(field));
    }

    List<String> texts(String field) {
        return ((List<?>) fields.get(field)).stream().map(String::valueOf).toList();
    }

    /** Answers as the replies say: the first one whose CDB prefix fits and that is not used up. */
    Function<String, Reply> script() {
        Map<Map<String, Object>, Integer> used = new HashMap<>();
        return cdb -> objects(fields.get("replies")).stream()
                .filter(canned -> cdb.startsWith((String) canned.get("cdb_prefix")))
                .filter(canned -> used.merge(canned, 1, Integer::sum) <= number(canned, "times", "1000"))
                .findFirst()
                .map(Vector::reply)
                .orElse(Reply.LOST);
    }

    private static Reply reply(Map<String, Object> canned) {
        if (canned.containsKey("ioctl_errno") || number(canned, "host_status", "0") != 0) {
            return Reply.LOST;
        }
        if (canned.containsKey("sense")) {
            return Reply.checkCondition(HexFormat.of().parseHex((String) canned.get("sense")));
        }
        int status = number(canned, "scsi_status", "0");
        return status == 0 ? Reply.hex((String) canned.getOrDefault("data", "")) : Reply.status(status);
    }

    private static int number(Map<String, Object> canned, String field, String missing) {
        return Integer.decode((String) canned.getOrDefault(field, missing));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    private static List<Map<String, Object>> objects(Object value) {
        return ((List<?>) value).stream().map(Vector::object).toList();
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
        return text("id");
    }
}
