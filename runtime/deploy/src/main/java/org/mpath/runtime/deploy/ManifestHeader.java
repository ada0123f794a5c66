package org.mpath.runtime.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A manifest header with clauses, such as {@code Provide-Capability} (OSGi Core 3.2.5): clauses between commas, in each a
 * path and parameters between semicolons, values perhaps in quotes.
 */
final class ManifestHeader {
    private ManifestHeader() {}

    /**
     * A clause.
     *
     * @param path its first word: the namespace of a capability
     * @param attributes values by name, without the type of {@code name:Type=value}; directives are left out
     */
    record Clause(String path, Map<String, String> attributes) {}

    /** The clauses of a header; null has none. */
    static List<Clause> parse(String header) {
        List<Clause> clauses = new ArrayList<>();
        for (String clause : split(header == null ? "" : header, ',')) {
            List<String> parts = split(clause, ';');
            if (!parts.isEmpty()) {
                clauses.add(new Clause(parts.get(0), attributes(parts.subList(1, parts.size()))));
            }
        }
        return clauses;
    }

    private static Map<String, String> attributes(List<String> parts) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (String part : parts) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.charAt(equals - 1) != ':') {
                String name = part.substring(0, equals).split(":", 2)[0].trim();
                attributes.put(name, unquoted(part.substring(equals + 1).trim()));
            }
        }
        return attributes;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** The parts between separators that are not in quotes, trimmed, without empty ones. */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? separator : text.charAt(i);
            if (i == text.length() || c == separator && !quoted) {
                String part = text.substring(start, i).trim();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                start = i + 1;
            }
            quoted ^= c == '"';
        }
        return parts;
    }
}
