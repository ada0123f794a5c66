package org.mpath.itests.check.bundle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The grammar that manifest headers share: {@code path;attribute=value;directive:="value", ...} (OSGi Core 3.2.3). */
final class Clauses {
    private Clauses() {}

    /** The clauses by path. Paths that come more than once get a number behind a # from the second on. */
    static Map<String, Map<String, String>> parse(String header) {
        Map<String, Map<String, String>> clauses = new LinkedHashMap<>();
        for (String clause : split(header, ',')) {
            Map<String, String> attributes = new LinkedHashMap<>();
            List<String> paths = new ArrayList<>();
            for (String part : split(clause, ';')) {
                int equals = part.indexOf('=');
                if (equals < 0 || part.startsWith("\"")) {
                    paths.add(part);
                } else {
                    String key = part.substring(0, equals).trim().replaceFirst(":(\\w+)?$", "");
                    attributes.put(key, part.substring(equals + 1).trim().replaceAll("^\"|\"$", ""));
                }
            }
            for (String path : paths) {
                String key = path;
                for (int i = 2; clauses.containsKey(key); i++) {
                    key = path + '#' + i;
                }
                clauses.put(key, attributes);
            }
        }
        return clauses;
    }

    /** Splits outside of quotes; no empty parts. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        boolean quoted = false;
        for (char each : (text + separator).toCharArray()) {
            quoted ^= each == '"';
            if (each == separator && !quoted) {
                if (!part.toString().isBlank()) {
                    parts.add(part.toString().trim());
                }
                part.setLength(0);
            } else {
                part.append(each);
            }
        }
        return parts;
    }
}
