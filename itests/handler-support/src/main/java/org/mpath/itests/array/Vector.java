package org.mpath.itests.array;

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
import org.mpath.api.io.Delivery;
import org.mpath.scsi.Status;

/**
 * A case of a vector file of multipath-tools 0.14.3: canned replies, what came of them, and the commands that were sent.
 *
 * @param fields as in the file: texts, lists and further fields
 */
public record Vector(Map<String, Object> fields) {
    private static final int BUS_BUSY = 2;

    /** Reads a file that lies beside a test. */
    public static List<Vector> read(Class<?> test, String resource) throws IOException {
        try (InputStream in = test.getResourceAsStream(resource);
                JsonParser json = new JsonFactory().createParser(in)) {
            json.nextToken();
            return objects(object(value(json)).get("cases")).stream().map(Vector::new).toList();
        }
    }

    /** Cases that are answered otherwise here, with the answer: lines of {@code case | answer | reason}. */
    public static Map<String, String> exceptions(Class<?> test, String resource) throws IOException {
        try (InputStream in = test.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" \\| "))
                    .collect(Collectors.toMap(words -> words[0], words -> words[1]));
        }
    }

    /** The name of the case, as in an exceptions file. */
    public String id() {
        return text("id");
    }

    /** A field that is a text. */
    public String text(String field) {
        return String.valueOf(fields.get(field));
    }

    /** A field that is a list of texts; none when it is missing. */
    public List<String> texts(String field) {
        return ((List<?>) fields.getOrDefault(field, List.of())).stream().map(String::valueOf).toList();
    }

    /**
     * Answers as the replies say: the first one whose CDB prefix fits and that is not used up.
     *
     * @param otherwise the answer where there is none
     */
    public Function<String, Reply> script(Reply otherwise) {
        Map<Map<String, Object>, Integer> used = new HashMap<>();
        return cdb -> objects(fields.get("replies")).stream()
                .filter(canned -> cdb.startsWith((String) canned.get("cdb_prefix")))
                .filter(canned -> used.merge(canned, 1, Integer::sum) <= number(canned, "times", "1000"))
                .findFirst()
                .map(Vector::reply)
                .orElse(otherwise);
    }

    private static Reply reply(Map<String, Object> canned) {
        int host = number(canned, "host_status", "0");
        if (host == BUS_BUSY) {
            return Reply.status(Status.BUSY); // the nearest that we have: again, the path is not lost
        }
        if (canned.containsKey("ioctl_errno") || host != 0) {
            return Reply.LOST;
        }
        return new Reply(
                Delivery.ANSWERED, number(canned, "scsi_status", "0"), bytes(canned, "data"), bytes(canned, "sense"));
    }

    private static byte[] bytes(Map<String, Object> canned, String field) {
        return HexFormat.of().parseHex((String) canned.getOrDefault(field, ""));
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
        return id();
    }
}
