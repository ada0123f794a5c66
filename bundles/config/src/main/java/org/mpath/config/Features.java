package org.mpath.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.mpath.config.Finding.Code;

/** Feature words of a table: a count, and as many words ({@code 2 pg_init_retries 50}). */
final class Features {
    private static final ValueRule RETRIES = ValueRules.of("number 1..50");
    private static final ValueRule DELAY = ValueRules.of("number 0..60000 unit=ms");
    private static final ValueRule MODE = ValueRules.of("choice bio,rq,mq");
    /** Words, and what follows them. */
    private static final Map<String, ValueRule> ARGUMENTS =
            Map.of("pg_init_retries", RETRIES, "pg_init_delay_msecs", DELAY, "queue_mode", MODE);
    private static final List<String> WORDS = List.of(
            "queue_if_no_path", "retain_attached_hw_handler", "pg_init_retries", "pg_init_delay_msecs", "queue_mode");

    private Features() {}

    static Checked check(String value) {
        List<String> words = TextRules.words(value);
        if (words.isEmpty() || !words.get(0).equals(String.valueOf(words.size() - 1))) {
            boolean counted = !words.isEmpty() && words.get(0).matches("[0-9]+");
            List<String> named = counted ? words.subList(1, words.size()) : words;
            Checked fixed = words(named);
            return new Checked.Refused(Code.ARGUMENT_COUNT, "\"" + value + "\" must begin with the number of words that follow",
                    fixed instanceof Checked.Taken taken ? taken.value() : "");
        }
        return words(words.subList(1, words.size()));
    }

    private static Checked words(List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!WORDS.contains(word)) {
                return new Checked.Refused(Code.INVALID_VALUE,
                        "\"" + word + "\" is none of the features " + String.join(", ", WORDS),
                        Nearest.of(word, WORDS));
            }
            ValueRule argument = ARGUMENTS.get(word);
            if (argument != null) {
                String next = ++i < words.size() ? words.get(i) : "";
                if (argument.check(next, Section.DEFAULTS, null) instanceof Checked.Refused refused) {
                    return new Checked.Refused(refused.code(), word + ": " + refused.sentence(), refused.nearest());
                }
            }
        }
        return new Checked.Taken(String.join(" ", words.isEmpty() ? List.of("0") : counted(words)));
    }

    private static List<String> counted(List<String> words) {
        return Stream.concat(Stream.of(String.valueOf(words.size())), words.stream()).toList();
    }

    /** Whether a word is among them. */
    static boolean contains(String features, String word) {
        return TextRules.words(features).contains(word);
    }
}
