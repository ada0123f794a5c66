package org.mpath.config;

import java.util.List;
import java.util.Map;
import org.mpath.config.Finding.Code;

/**
 * A decimal number, or one of a few words. A number out of range is refused, never moved into it.
 *
 * @param least smallest number
 * @param most largest number
 * @param unit unit, for people; may be empty
 * @param words words that stand for a number
 * @param aliases further spellings of them
 * @param unset what means that nothing is set; may be empty
 */
record NumberRule(long least, long most, String unit, List<String> words, Map<String, String> aliases, String unset)
        implements ValueRule {
    @Override
    public Checked check(String value, Section section, Installed installed) {
        if (words.contains(value)) {
            return new Checked.Taken(value);
        }
        if (aliases.containsKey(value)) {
            return new Checked.Taken(aliases.get(value));
        }
        if (!unset.isEmpty() && value.equals(unset)) {
            return new Checked.NotSet();
        }
        if (!value.matches("[-+]?[0-9]+")) {
            return new Checked.Refused(Code.INVALID_VALUE, "\"" + value + "\" is not valid; valid is " + describe(),
                    Nearest.of(value, words));
        }
        return number(value);
    }

    private Checked number(String digits) {
        boolean isLong = digits.length() <= 12;
        long number = isLong ? Long.parseLong(digits) : digits.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE;
        if (number < least || number > most) {
            return new Checked.Refused(Code.OUT_OF_RANGE, digits + " is out of range; valid is " + describe(),
                    String.valueOf(number < least ? least : most));
        }
        return new Checked.Taken(String.valueOf(number));
    }

    @Override
    public String describe() {
        String range = least + " to " + most + (unit.isEmpty() ? "" : " " + unit);
        String others = words.isEmpty() ? "" : String.join(", ", words) + " or ";
        return others + range + (unset.isEmpty() ? "" : "; " + unset + " for not set");
    }
}
