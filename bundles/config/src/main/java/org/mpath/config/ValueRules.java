package org.mpath.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rules as the table of keywords writes them: a word, and what it takes. */
final class ValueRules {
    private static final Map<String, String> YES_NO = Map.of("1", "yes", "0", "no");

    private ValueRules() {}

    /** @throws IllegalArgumentException when the table is wrong */
    static ValueRule of(String spelled) {
        List<String> words = TextRules.words(spelled);
        Map<String, String> options = new LinkedHashMap<>();
        words.stream().filter(word -> word.contains("=")).forEach(word ->
                options.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1)));
        String first = words.size() > 1 ? words.get(1) : "";
        String unset = options.getOrDefault("unset", "");
        return switch (words.get(0)) {
            case "yesno" -> new ChoiceRule(List.of("yes", "no"), YES_NO, Map.of());
            case "choice" -> new ChoiceRule(List.of(first.split(",")), pairs(options.get("alias")), pairs(options.get("old")));
            case "number" -> number(first.split("\\.\\."), options, unset);
            case "name" -> TextRules.name(unset);
            case "plugin" -> plugIn(first);
            case "pattern" -> TextRules.pattern(first.equals("!"));
            case "wwid" -> TextRules.wwid();
            default -> plain(words.get(0));
        };
    }

    private static ValueRule plain(String word) {
        return switch (word) {
            case "text" -> TextRules.TEXT;
            case "ignored", "section" -> TextRules.IGNORED;
            case "octal" -> TextRules.OCTAL;
            case "user" -> TextRules.USER;
            case "group" -> TextRules.GROUP;
            case "key" -> TextRules.KEY;
            case "features" -> TextRules.FEATURES;
            case "selector" -> TextRules.SELECTOR;
            case "handler" -> TextRules.HANDLER;
            case "attributes" -> TextRules.ATTRIBUTES;
            case "protocol" -> TextRules.PROTOCOL;
            default -> throw new IllegalArgumentException("no rule is called " + word);
        };
    }

    private static ValueRule number(String[] range, Map<String, String> options, String unset) {
        List<String> words = options.containsKey("words") ? List.of(options.get("words").split(",")) : List.of();
        return new NumberRule(Long.parseLong(range[0]), Long.parseLong(range[1]), options.getOrDefault("unit", ""), words,
                pairs(options.get("alias")), unset);
    }

    private static ValueRule plugIn(String kind) {
        return switch (kind) {
            case "prioritizers" -> TextRules.plugIn(kind, Installed::prioritizers);
            case "checkers" -> TextRules.plugIn(kind, Installed::checkers);
            default -> throw new IllegalArgumentException("no plug-ins are called " + kind);
        };
    }

    /** {@code a:b,c:d}. */
    private static Map<String, String> pairs(String listed) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (listed != null) {
            for (String pair : listed.split(",")) {
                pairs.put(pair.substring(0, pair.indexOf(':')), pair.substring(pair.indexOf(':') + 1));
            }
        }
        return pairs;
    }
}
