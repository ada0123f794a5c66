package org.mpath.handler.alua;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpath.scsi.Status;

/** A case of the vector file: canned replies, and the priority and commands of multipath-tools 0.14.3. */
record PriorityVector(String id, List<String> arguments, int priority, List<String> commands, List<Canned> replies) {
    /** A reply to commands that begin so. */
    record Canned(String cdbPrefix, int status, byte[] bytes, int times) {
        Reply reply() {
            return status == Status.CHECK_CONDITION ? Reply.checkCondition(bytes) : Reply.data(bytes);
        }
    }

    static List<PriorityVector> read(String resource) throws IOException {
        try (InputStream in = PriorityVector.class.getResourceAsStream(resource);
                JsonParser json = new JsonFactory().createParser(in)) {
            json.nextToken();
            return ((List<?>) object(value(json)).get("cases")).stream().map(PriorityVector::of).toList();
        }
    }

    private static PriorityVector of(Object vector) {
        Map<String, Object> fields = object(vector);
        return new PriorityVector(
                (String) fields.get("id"),
                List.of(((String) fields.get("args")).split(" ")),
                Integer.parseInt((String) fields.get("priority")),
                ((List<?>) fields.get("cdbs_sent")).stream().map(String::valueOf).toList(),
                ((List<?>) fields.get("replies")).stream().map(PriorityVector::canned).toList());
    }

    private static Canned canned(Object reply) {
        Map<String, Object> fields = object(reply);
        Object bytes = fields.getOrDefault("data", fields.get("sense"));
        return new Canned(
                (String) fields.get("cdb_prefix"),
                Integer.decode((String) fields.get("scsi_status")),
                HexFormat.of().parseHex((String) bytes),
                Integer.parseInt((String) fields.getOrDefault("times", "1000")));
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
