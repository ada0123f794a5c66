package org.mpath.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.mpath.config.Finding.Code;
import org.mpath.config.pattern.PatternFault;

/** The rules of values that are texts of some form. */
final class TextRules {
    /** Longest identity of a unit in multipath-tools, in characters. */
    static final int WWID_LENGTH_MAX = 127;
    /** Longest name of a map of the kernel's device mapper, in characters. */
    static final int NAME_LENGTH_MAX = 127;

    static final ValueRule TEXT = rule("text", Checked.Taken::new);
    static final ValueRule IGNORED = rule("ignored", Checked.Taken::new);
    static final ValueRule OCTAL = rule("0 to 0777", TextRules::octal);
    static final ValueRule KEY = rule("1 to 16 hexadecimal digits, :aptpl behind them if it is to survive a power loss; or file",
            value -> ReservationKey.check(value));
    static final ValueRule FEATURES = rule("count and words: queue_if_no_path, pg_init_retries 1 to 50,"
            + " pg_init_delay_msecs 0 to 60000, queue_mode bio, rq or mq", Features::check);
    static final ValueRule ATTRIBUTES = rule("TYPE:ATTRIBUTE, blank separated", TextRules::attributes);
    static final ValueRule PROTOCOL = rule("a protocol, such as scsi:iscsi", TextRules::protocol);
    static final ValueRule USER = rule(
            "number or name of a user", (value, installed) -> account(value, "user", installed.users()));
    static final ValueRule GROUP = rule(
            "number or name of a group", (value, installed) -> account(value, "group", installed.groups()));
    static final ValueRule SELECTOR = rule("name of a path selector, count of its arguments, arguments", TextRules::selector);
    static final ValueRule HANDLER = rule(
            "0, or count of the words behind it, name of a hardware handler, arguments", TextRules::handler);

    /** Protocols of paths, in multipath-tools' words. */
    static final List<String> PROTOCOLS = List.of("undef", "ccw", "cciss", "scsi:fcp", "scsi:spi", "scsi:ssa", "scsi:sbp",
            "scsi:srp", "scsi:iscsi", "scsi:sas", "scsi:adt", "scsi:ata", "scsi:usb", "scsi:unspec", "nvme:pcie", "nvme:rdma",
            "nvme:fc", "nvme:tcp", "nvme:loop", "nvme:apple-nvme", "nvme:unspec");

    private TextRules() {}

    private static ValueRule rule(String describe, Function<String, Checked> check) {
        return rule(describe, (value, installed) -> check.apply(value));
    }

    private static ValueRule rule(String describe, BiFunction<String, Installed, Checked> check) {
        return new ValueRule() {
            @Override
            public Checked check(String value, Section section, Installed installed) {
                return check.apply(value, installed);
            }

            @Override
            public String describe() {
                return describe;
            }
        };
    }

    /** A text without a slash, which would lead out of the directory where names are; {@code unset} means none. */
    static ValueRule name(String unset) {
        return rule("text without a slash" + (unset.isEmpty() ? "" : "; " + unset + " for not set"), value -> {
            if (!unset.isEmpty() && value.equals(unset)) {
                return new Checked.NotSet();
            }
            if (value.contains("/")) {
                return Checked.refused(Code.SLASH_NOT_ALLOWED, "\"" + value + "\" has a slash, which no name may have");
            }
            boolean fits = !value.isEmpty() && value.length() <= NAME_LENGTH_MAX;
            return fits ? new Checked.Taken(value)
                    : Checked.refused(Code.INVALID_VALUE, "a name has 1 to " + NAME_LENGTH_MAX + " characters");
        });
    }

    /** The name of an installed plug-in. */
    static ValueRule plugIn(String kind, Function<Installed, Set<String>> names) {
        return rule("an installed plug-in of " + kind, (value, installed) ->
                installed.allows(names.apply(installed), value) ? new Checked.Taken(value)
                        : notInstalled(value, kind, names.apply(installed), ""));
    }

    private static Checked notInstalled(String name, String kind, Collection<String> there, String after) {
        String nearest = Nearest.of(name, there);
        return new Checked.Refused(Code.NOT_INSTALLED, "\"" + name + "\" is none of the installed " + kind + ": "
                + (there.isEmpty() ? "none" : String.join(", ", new TreeSet<>(there))), nearest.isEmpty() ? "" : nearest + after);
    }

    /** A regular expression; {@code mayInvert}: a leading exclamation mark inverts it, in the sections that exclude. */
    static ValueRule pattern(boolean mayInvert) {
        return new ValueRule() {
            @Override
            public Checked check(String value, Section section, Installed installed) {
                boolean excludes = section == Section.EXCLUDE || section == Section.EXCEPTIONS;
                try {
                    TextPattern.of(value, mayInvert && excludes);
                    return new Checked.Taken(value);
                } catch (PatternFault fault) {
                    return Checked.refused(Code.INVALID_PATTERN, "\"" + value + "\" is no regular expression, at its character "
                            + fault.position() + ": " + fault.getMessage());
                }
            }

            @Override
            public String describe() {
                return "POSIX extended regular expression" + (mayInvert ? "; ! before it inverts in sections that exclude" : "");
            }
        };
    }

    /** In {@code multipath} a WWID, elsewhere an expression. */
    static ValueRule wwid() {
        ValueRule pattern = pattern(true);
        return new ValueRule() {
            @Override
            public Checked check(String value, Section section, Installed installed) {
                if (section != Section.MULTIPATH) {
                    return pattern.check(value, section, installed);
                }
                boolean fits = !value.isBlank() && value.length() <= WWID_LENGTH_MAX;
                return fits ? new Checked.Taken(value)
                        : Checked.refused(Code.INVALID_VALUE, "an identity has 1 to " + WWID_LENGTH_MAX + " characters");
            }

            @Override
            public String describe() {
                return "identity of a unit; in sections that exclude a " + pattern.describe();
            }
        };
    }

    private static Checked octal(String value) {
        return value.matches("0?[0-7]{1,3}") ? new Checked.Taken("%04o".formatted(Integer.parseInt(value, 8)))
                : Checked.refused(Code.INVALID_VALUE, "\"" + value + "\" is no octal number from 0 to 0777");
    }

    private static Checked account(String value, String kind, Map<String, Integer> known) {
        if (value.matches("[0-9]{1,10}") && Long.parseLong(value) < 0xffff_ffffL) {
            return new Checked.Taken(String.valueOf(Long.parseLong(value)));
        }
        Integer number = known.get(value);
        return number != null ? new Checked.Taken(String.valueOf(number))
                : new Checked.Refused(Code.INVALID_VALUE, "there is no " + kind + " \"" + value + "\"",
                        Nearest.of(value, known.keySet()));
    }

    private static Checked attributes(String value) {
        // word by word: one expression for all of them could take for ever
        List<String> words = words(value);
        boolean fits = !words.isEmpty() && words.stream().allMatch(word -> word.matches("[^:]+:[^:]+"));
        return fits ? new Checked.Taken(String.join(" ", words))
                : Checked.refused(Code.INVALID_VALUE, "\"" + value + "\" is no list of TYPE:ATTRIBUTE, blank separated");
    }

    private static Checked protocol(String value) {
        return PROTOCOLS.contains(value) ? new Checked.Taken(value)
                : new Checked.Refused(Code.INVALID_VALUE,
                        "\"" + value + "\" is none of the protocols " + String.join(", ", PROTOCOLS),
                        Nearest.of(value, PROTOCOLS));
    }

    private static Checked selector(String value, Installed installed) {
        List<String> words = words(value);
        String name = words.isEmpty() ? "" : words.get(0);
        if (!installed.allows(installed.selectors(), name)) {
            return notInstalled(name, "path selectors", installed.selectors(), " 0");
        }
        if (words.size() < 2 || !words.get(1).equals(String.valueOf(words.size() - 2))) {
            boolean counted = words.size() > 1 && words.get(1).matches("[0-9]+");
            return new Checked.Refused(Code.ARGUMENT_COUNT,
                    "\"" + value + "\" must say behind the name how many arguments follow",
                    name + " " + (words.size() - (counted ? 2 : 1)));
        }
        return new Checked.Taken(String.join(" ", words));
    }

    private static Checked handler(String value, Installed installed) {
        List<String> words = words(value);
        if (words.equals(List.of("0"))) {
            return new Checked.Taken("0");
        }
        if (words.size() < 2 || !words.get(0).equals(String.valueOf(words.size() - 1))) {
            String name = words.isEmpty() ? "" : words.get(words.size() - 1);
            return new Checked.Refused(Code.ARGUMENT_COUNT, "\"" + value + "\" must begin with the number of words that follow",
                    installed.handlers().contains(name) ? "1 " + name : "");
        }
        return installed.allows(installed.handlers(), words.get(1)) ? new Checked.Taken(String.join(" ", words))
                : notInstalled(words.get(1), "hardware handlers", installed.handlers(), "");
    }

    static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }
}
