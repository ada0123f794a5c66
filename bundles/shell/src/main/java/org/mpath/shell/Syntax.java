package org.mpath.shell;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.service.command.Descriptor;

/**
 * The grammar of one command, read from the annotations of its method.
 *
 * @param scope the scope, such as {@code mpath}
 * @param name the command, such as {@code fail}
 * @param summary what it does, in one line
 * @param operands what it takes
 * @param options what changes how it does it, in the order of the help
 * @param example a command line that works
 */
record Syntax(
        String scope, String name, String summary, List<Operand> operands, List<Option> options, String example) {
    /**
     * A word the command takes.
     *
     * @param kind what it names, in capitals, or the words there are ({@code on|off})
     * @param optional whether it may be left out
     * @param repeated whether all further words belong to it
     */
    record Operand(String kind, boolean optional, boolean repeated) {
        @Override
        public String toString() {
            String word = repeated ? kind + "..." : kind;
            return optional ? "[" + word + "]" : word;
        }

        private static Operand of(String word) {
            boolean optional = word.startsWith("[");
            String bare = optional ? word.substring(1, word.length() - 1) : word;
            boolean repeated = bare.endsWith("...");
            return new Operand(repeated ? bare.substring(0, bare.length() - 3) : bare, optional, repeated);
        }
    }

    /**
     * An option.
     *
     * @param name with its dashes
     * @param value name of its value in capitals; empty when it takes none
     * @param summary what it does
     */
    record Option(String name, String value, String summary) {
        @Override
        public String toString() {
            return value.isEmpty() ? name : name + " " + value;
        }

        private static Option of(String line) {
            String[] parts = line.split("  ", 2);
            String[] words = parts[0].split(" ");
            return new Option(words[0], words.length > 1 ? words[1] : "", parts[1].trim());
        }
    }

    private static final int OPTION_WIDTH_MIN = 9;
    private static final Option JSON = new Option("--json", "", "print JSON");
    private static final Option HELP = new Option("--help", "", "print this");

    /** Reads the grammar from a command's method. */
    static Syntax of(String scope, Method method) {
        Usage usage = method.getAnnotation(Usage.class);
        String name = usage.name().isEmpty() ? method.getName() : usage.name();
        String summary = method.getAnnotation(Descriptor.class).value();
        List<Operand> operands = new ArrayList<>();
        for (String word : usage.operands().isEmpty() ? new String[0] : usage.operands().split(" ")) {
            operands.add(Operand.of(word));
        }
        List<Option> options = new ArrayList<>();
        for (String line : usage.options()) {
            options.add(Option.of(line));
        }
        options.add(JSON);
        options.add(HELP);
        return new Syntax(scope, name, summary, List.copyOf(operands), List.copyOf(options), usage.example());
    }

    /** {@code mpath:fail}. */
    String fullName() {
        return scope + ":" + name;
    }

    /** The usage line without the word "usage". */
    String usage() {
        StringBuilder line = new StringBuilder(fullName());
        options.forEach(option -> line.append(" [").append(option).append(']'));
        operands.forEach(operand -> line.append(' ').append(operand));
        return line.toString();
    }

    /** What {@code help} and {@code --help} print. */
    List<String> help() {
        List<String> lines = new ArrayList<>();
        lines.add(fullName() + " - " + summary);
        lines.add("usage: " + usage());
        int width = options.stream().mapToInt(option -> option.toString().length()).max().orElse(0);
        String line = "  %-" + Math.max(OPTION_WIDTH_MIN, width) + "s  %s";
        options.forEach(option -> lines.add(String.format(line, option, option.summary())));
        lines.add("example: " + example);
        return lines;
    }

    /** What the operand at a place names; empty when the command takes none there. */
    String kindAt(int place) {
        if (place < operands.size()) {
            return operands.get(place).kind();
        }
        boolean open = !operands.isEmpty() && operands.get(operands.size() - 1).repeated();
        return open ? operands.get(operands.size() - 1).kind() : "";
    }

    /** What the value of an option names; empty when it takes none or is not known. */
    String valueOf(String name) {
        return options.stream()
                .filter(option -> option.name().equals(name))
                .map(Option::value)
                .findFirst()
                .orElse("");
    }

    /**
     * Splits words into operands and options. Options may stand anywhere; {@code --} ends them.
     *
     * @throws CommandException {@link ExitCode#USAGE} naming the word that is wrong
     */
    Arguments parse(String[] words) {
        Map<String, String> given = new TreeMap<>();
        List<String> taken = new ArrayList<>();
        boolean ended = false;
        for (int i = 0; i < words.length; i++) {
            String word = words[i] == null ? "" : words[i];
            if (ended || !word.startsWith("-") || word.length() == 1 || word.matches("-\\d.*")) {
                taken.add(word);
            } else if (word.equals("--")) {
                ended = true;
            } else {
                Option option = option(word);
                if (!option.value().isEmpty() && ++i == words.length) {
                    throw wrong("option " + word + " needs " + option.value());
                }
                given.put(option.name(), option.value().isEmpty() ? "" : words[i]);
                checkWord(word, option.value(), option.value().isEmpty() ? "" : words[i]);
            }
        }
        checkCount(taken);
        for (int i = 0; i < taken.size(); i++) {
            checkWord("the word", kindAt(i), taken.get(i));
        }
        return new Arguments(this, List.copyOf(taken), given);
    }

    /** A usage error: what is wrong, and where to read how it is right. */
    CommandException wrong(String what) {
        return new CommandException(ExitCode.USAGE, what + "; usage: " + usage());
    }

    private Option option(String word) {
        for (Option option : options) {
            if (option.name().equals(word)) {
                return option;
            }
        }
        throw wrong(fullName() + " has no option " + word);
    }

    /** The words there are at a place; none where names of a kind, in capitals, stand. */
    static List<String> choices(String kind) {
        boolean names = kind.equals(kind.toUpperCase(Locale.ROOT));
        return names ? List.of() : List.of(kind.split("\\|"));
    }

    private void checkWord(String where, String kind, String word) {
        List<String> choices = choices(kind);
        if (!choices.isEmpty() && !choices.contains(word)) {
            throw wrong(where + " is one of " + kind + ", not '" + word + "'");
        }
    }

    private void checkCount(List<String> taken) {
        long needed = operands.stream().filter(operand -> !operand.optional()).count();
        if (taken.size() < needed) {
            throw wrong(fullName() + " needs " + operands.get(taken.size()).kind());
        }
        if (taken.size() > operands.size() && kindAt(taken.size()).isEmpty()) {
            String hint = String.join("", taken).contains("[") ? " (quote a word with brackets: '[::1]:3260')" : "";
            throw wrong("'" + taken.get(operands.size()) + "' is one word too many" + hint);
        }
    }
}
