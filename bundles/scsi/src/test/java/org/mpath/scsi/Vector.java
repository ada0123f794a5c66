package org.mpath.scsi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A case of a vector file: a page, a buffer size and what multipath-tools 0.14.3 makes of it. */
record Vector(Map<String, String> fields) {
    /** Reads the flat objects of the file's {@code cases} array. */
    static List<Vector> read(String resource) throws IOException {
        try (InputStream in = Vector.class.getResourceAsStream(resource);
                JsonParser json = new JsonFactory().createParser(in)) {
            while (!"cases".equals(json.nextFieldName())) {
                if (json.currentToken() == null) {
                    throw new IOException(resource + " has no cases");
                }
            }
            json.nextToken();
            List<Vector> cases = new ArrayList<>();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Map<String, String> fields = new HashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    fields.put(json.currentName(), json.nextToken() == null ? null : json.getText());
                }
                cases.add(new Vector(fields));
            }
            return cases;
        }
    }

    /** Lines of {@code case | what is answered here | reason}: the answer by case. */
    static Map<String, String> exceptions(String resource) throws IOException {
        try (InputStream in = Vector.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" +\\| +", 3))
                    .collect(Collectors.toMap(words -> words[0], words -> words[1]));
        }
    }

    /** The cases of a file that are none: lines in its exceptions without a case, or that answer what multipath-tools does. */
    static List<String> idle(List<Vector> cases, Map<String, String> exceptions, Function<Vector, String> there) {
        Map<String, String> answers = cases.stream().collect(Collectors.toMap(Vector::toString, there));
        return exceptions.entrySet().stream()
                .filter(line -> line.getValue().equals(answers.getOrDefault(line.getKey(), line.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    byte[] page() {
        return HexFormat.of().parseHex(fields.get("page_hex"));
    }

    int charactersMax() {
        return Integer.parseInt(fields.get("buffer_size")) - 1;
    }

    boolean refused() {
        return fields.containsKey("error");
    }

    String text(String field) {
        return fields.get(field);
    }

    @Override
    public String toString() {
        return fields.getOrDefault("id", fields.get("input"));
    }
}
