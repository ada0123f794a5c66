package org.mpath.prioritizers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Words of {@code prio_args}, each {@code key=value}. What is wrong is refused with a sentence that names the word.
 *
 * @param prioritizer whose they are
 * @param values by key
 */
record Arguments(String prioritizer, Map<String, String> values) {
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /** Refuses any. */
    static void none(String prioritizer, List<String> words) {
        if (!words.isEmpty()) {
            throw new IllegalArgumentException(prioritizer + " takes no argument, not \"" + words.get(0) + "\"");
        }
    }

    /** Reads them; each key once. */
    static Arguments of(String prioritizer, List<String> words, List<String> keys) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
            int end = word.indexOf('=');
            String key = end < 0 ? "" : word.substring(0, end);
            if (!keys.contains(key) || values.put(key, word.substring(end + 1)) != null) {
                throw new IllegalArgumentException(
                        prioritizer + " takes " + String.join("= and ", keys) + "=, each once, not \"" + word + "\"");
            }
        }
        return new Arguments(prioritizer, values);
    }

    /** A text that must be there, of so many characters or more. */
    String text(String key, int charactersMin) {
        String value = values.getOrDefault(key, "");
        if (value.length() < charactersMin) {
            throw wrong(key, "a text of " + charactersMin + " characters or more");
        }
        return value;
    }

    /** An address that must be there. */
    String address(String key) {
        String value = values.getOrDefault(key, "");
        if (!ADDRESS.matcher(value).matches()) {
            throw wrong(key, "an IPv4 or IPv6 address");
        }
        return value;
    }

    /** A whole number in a range. */
    int number(String key, int otherwise, int min, int max) {
        return (int) inRange(key, "\\d{1,9}", otherwise, min, max, "a number from " + min + " to " + max);
    }

    /** A number in a range. */
    double decimal(String key, double otherwise, double min, double max) {
        return inRange(key, "\\d{1,9}(\\.\\d{1,9})?", otherwise, min, max, "a number from " + min + " to " + max);
    }

    private double inRange(String key, String form, double otherwise, double min, double max, String wanted) {
        String value = values.get(key);
        if (value == null) {
            return otherwise;
        }
        double number = value.matches(form) ? Double.parseDouble(value) : Double.NaN;
        if (!(number >= min && number <= max)) {
            throw wrong(key, wanted);
        }
        return number;
    }

    private IllegalArgumentException wrong(String key, String wanted) {
        String given = values.containsKey(key) ? "not \"" + key + '=' + values.get(key) + '"' : "which is missing";
        return new IllegalArgumentException(prioritizer + ": " + key + "= is " + wanted + ", " + given);
    }
}
