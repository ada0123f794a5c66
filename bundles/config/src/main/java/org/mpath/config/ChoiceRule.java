package org.mpath.config;

import java.util.List;
import java.util.Map;
import org.mpath.config.Finding.Code;

/**
 * One of several words, exactly as they are spelled.
 *
 * @param words the words
 * @param aliases further spellings that are as good, with their word
 * @param old spellings of former times, with their word
 */
record ChoiceRule(List<String> words, Map<String, String> aliases, Map<String, String> old) implements ValueRule {
    @Override
    public Checked check(String value, Section section, Installed installed) {
        if (words.contains(value)) {
            return new Checked.Taken(value);
        }
        if (aliases.containsKey(value)) {
            return new Checked.Taken(aliases.get(value));
        }
        if (old.containsKey(value)) {
            return new Checked.Old(old.get(value));
        }
        return new Checked.Refused(Code.INVALID_VALUE, "\"" + value + "\" is none of " + String.join(", ", words),
                Nearest.of(value, words));
    }

    @Override
    public String describe() {
        return String.join(", ", words);
    }
}
