package org.mpath.discovery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A case of a vector file: objects, arrays, texts and numbers as they stand there. */
record GroupVector(Map<String, Object> fields) {
    /** The cases of a list in {@code pgpolicy.json}. */
    static List<GroupVector> read(String list) throws IOException {
        return read("pgpolicy.json", list);
    }

    /** The cases of a list in a file. */
    static List<GroupVector> read(String file, String list) throws IOException {
        try (InputStream in = GroupVector.class.getResourceAsStream(file);
                JsonParser json = new JsonFactory().createParser(in)) {
            json.nextToken();
            List<GroupVector> cases = new ArrayList<>();
            for (Map<String, Object> one : new GroupVector(object(value(json))).objects(list)) {
                cases.add(new GroupVector(one));
            }
            return cases;
        }
    }

    private static Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                while (json.nextToken() != JsonToken.END_OBJECT) {
                    String name = json.currentName();
                    json.nextToken();
                    fields.put(name, value(json));
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<Object> elements = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(json));
                }
                yield elements;
            }
            case VALUE_NUMBER_INT -> json.getIntValue();
            case VALUE_NULL -> null;
            default -> json.getText();
        };
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    List<Map<String, Object>> objects(String name) {
        return ((List<?>) fields.get(name)).stream().map(GroupVector::object).toList();
    }

    @Override
    public String toString() {
        return String.valueOf(fields.get("id"));
    }
}
