package org.mpath.scsi;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

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
        return fields.get("id");
    }
}
