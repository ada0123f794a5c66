package org.mpath.transport.lab;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mpath.target.Array;
import org.mpath.target.LogicalUnit;
import org.mpath.target.array.ArrayFamilies;
import org.mpath.target.array.ArrayFamily;
import org.mpath.target.store.MemoryStore;

/**
 * Reads array descriptions: {@code name=lab family=alua controllers=2 ports=2 transition=500 unit=64MiB
 * unit=file:/srv/disk.img,1GiB}. A family may have words of its own ({@link ArrayFamily#words}).
 *
 * <p>Words are separated by blanks, in any order; {@code name} and at least one {@code unit} must be there, each word but
 * {@code unit} once at most. Every message names the array, the word and what is allowed.
 */
final class ArrayGrammar {
    /** Most arrays. */
    static final int ARRAYS_MAX = 64;
    /** Most logical units of an array. */
    static final int UNITS_MAX = 256;

    private static final int COUNT_DEFAULT = 2;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,15}");
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,14})(KiB|MiB|GiB|TiB|)");
    private static final Map<String, Integer> SHIFTS = Map.of("", 0, "KiB", 10, "MiB", 20, "GiB", 30, "TiB", 40);
    private static final String NAME_WORD = "name=";
    private static final String FILE = "file:";
    private static final String READ_ONLY = "ro";

    /** What its messages call the array. */
    private final String subject;

    private final List<UnitDescription> units = new ArrayList<>();
    private String name = "";
    private int controllers;
    private int ports;
    private ArrayFamily family;
    private ArrayBehaviour behaviour = ArrayBehaviour.DEFAULT;
    private final Set<String> seen = new HashSet<>();
    /** Words that are not every family's, by name, with the whole word. */
    private final Map<String, String> others = new LinkedHashMap<>();

    private ArrayGrammar(String subject) {
        this.subject = subject;
    }

    /** What to call an array: by its name, else by its place among several. */
    private static String subject(String text, int place, int places) {
        for (String word : text.trim().split("\\s+")) {
            if (word.startsWith(NAME_WORD) && NAME.matcher(word.substring(NAME_WORD.length())).matches()) {
                return "array " + word.substring(NAME_WORD.length());
            }
        }
        return places == 1 ? "the array" : "array " + place;
    }

    /**
     * Reads one description per array.
     *
     * @throws IllegalArgumentException with one sentence when any of them is wrong
     */
    static List<ArrayDescription> parse(String... texts) {
        if (texts.length > ARRAYS_MAX) {
            throw new IllegalArgumentException(texts.length + " arrays; at most " + ARRAYS_MAX + " allowed");
        }
        List<ArrayDescription> arrays = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String text : texts) {
            ArrayDescription array = new ArrayGrammar(subject(text, arrays.size() + 1, texts.length)).array(text);
            if (!names.add(array.name())) {
                throw new IllegalArgumentException("two arrays are called " + array.name());
            }
            arrays.add(array);
        }
        return arrays;
    }

    /** Reads the value of one {@code unit=}. */
    static UnitDescription unit(String text) {
        try {
            return new ArrayGrammar("").unit(text, text);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(wrong.getMessage().replace(", word ", "unit "));
        }
    }

    /** Reads a size in bytes. */
    static long size(String text) {
        return unit(text).bytes();
    }

    private ArrayDescription array(String text) {
        for (String word : text.trim().split("\\s+")) {
            word(word);
        }
        if (name.isEmpty()) {
            throw new IllegalArgumentException(subject + ": word name= is missing");
        }
        if (units.isEmpty()) {
            throw new IllegalArgumentException(subject + ": word unit= is missing");
        }
        ArrayFamily known = family == null ? ArrayFamilies.all().get(0) : family;
        return new ArrayDescription(
                name,
                known.name(),
                controllers == 0 ? COUNT_DEFAULT : controllers,
                ports == 0 ? COUNT_DEFAULT : ports,
                behaviour,
                familyWords(known),
                units);
    }

    /** The words for the family, which must know them all, and take their values: an array is made to try. */
    private Map<String, String> familyWords(ArrayFamily known) {
        Map<String, String> values = new LinkedHashMap<>();
        others.forEach((key, word) -> {
            if (!known.words().containsKey(key)) {
                throw wrong(word, known(known));
            }
            values.put(key, word.substring(key.length() + 1));
        });
        try {
            known.create(name, 1, 1, values);
        } catch (IllegalArgumentException refused) {
            throw new IllegalArgumentException(subject + ", " + refused.getMessage());
        }
        return values;
    }

    private static String known(ArrayFamily family) {
        String words = new TreeMap<>(family.words()).keySet().stream().map(word -> ", " + word + '=').collect(joining());
        return "name=, family=, controllers=, ports=, transition=, boot=, failback=, log=, unit=" + words + " are known";
    }

    private void word(String word) {
        int equals = word.indexOf('=');
        String value = word.substring(equals + 1);
        switch (equals < 0 ? word : word.substring(0, equals)) {
            case "name" -> name = name(word, value);
            case "controllers" -> controllers = count(word, value, controllers, Array.CONTROLLERS_MAX);
            case "ports" -> ports = count(word, value, ports, Array.PORTS_PER_CONTROLLER_MAX);
            case "unit" -> units.add(unit(word, value));
            case "family" -> family = family(word, value);
            case "transition" -> behaviour = behaviour.withTransitionMillis(millis(word, value));
            case "boot" -> behaviour = behaviour.withBootMillis(millis(word, value));
            case "failback" -> behaviour = behaviour.withFailback(either(word, value, "auto", "manual"));
            case "log" -> behaviour = behaviour.withLogAll(either(word, value, "all", "control"));
            default -> other(word, equals);
        }
    }

    private void other(String word, int equals) {
        if (equals < 1) {
            throw wrong(word, known(family == null ? ArrayFamilies.all().get(0) : family));
        }
        String key = word.substring(0, equals);
        once(word, key);
        others.put(key, word);
    }

    private ArrayFamily family(String word, String value) {
        once(word, "family");
        ArrayFamily known = ArrayFamilies.named(value);
        if (known == null) {
            throw wrong(word, ArrayFamilies.all().stream().map(ArrayFamily::name).collect(joining(", ")) + " allowed");
        }
        return known;
    }

    private int millis(String word, String value) {
        once(word, word.substring(0, word.indexOf('=')));
        int millis = value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : -1;
        if (millis < 0 || millis > ArrayBehaviour.MILLIS_MAX) {
            throw wrong(word, "0 to " + ArrayBehaviour.MILLIS_MAX + " milliseconds allowed");
        }
        return millis;
    }

    private boolean either(String word, String value, String yes, String no) {
        once(word, word.substring(0, word.indexOf('=')));
        if (!value.equals(yes) && !value.equals(no)) {
            throw wrong(word, yes + " or " + no + " allowed");
        }
        return value.equals(yes);
    }

    private void once(String word, String key) {
        if (!seen.add(key)) {
            throw wrong(word, "it is there already");
        }
    }

    private String name(String word, String value) {
        if (!name.isEmpty()) {
            throw wrong(word, "name= is there already");
        }
        if (!NAME.matcher(value).matches()) {
            throw wrong(word, "1 to 16 lower case letters, digits and dashes are allowed, a letter first");
        }
        return value;
    }

    private int count(String word, String value, int before, int max) {
        if (before != 0) {
            throw wrong(word, "it is there already");
        }
        int count = value.matches("[0-9]{1,3}") ? Integer.parseInt(value) : 0;
        if (count < 1 || count > max) {
            throw wrong(word, "1 to " + max + " allowed");
        }
        return count;
    }

    private UnitDescription unit(String word, String value) {
        if (units.size() == UNITS_MAX) {
            throw wrong(word, "at most " + UNITS_MAX + " units allowed");
        }
        boolean file = value.startsWith(FILE);
        String[] parts = (file ? value.substring(FILE.length()) : value).split(",", -1);
        boolean readOnly = parts.length > 1 && parts[parts.length - 1].equals(READ_ONLY);
        int sizeAt = file ? 1 : 0;
        int count = parts.length - (readOnly ? 1 : 0);
        if (count > sizeAt + 1 || file && parts[0].isEmpty()) {
            throw wrong(word, "SIZE[,ro] or file:PATH[,SIZE][,ro] is allowed");
        }
        long bytes = count > sizeAt ? size(word, parts[sizeAt]) : 0;
        if (!file && bytes > MemoryStore.BYTES_MAX) {
            throw wrong(word, "at most 64TiB of memory allowed");
        }
        return new UnitDescription(file ? parts[0] : "", bytes, readOnly);
    }

    private long size(String word, String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw wrong(word, "size \"" + text + "\" is not a number with KiB, MiB, GiB, TiB or nothing behind it");
        }
        long number = Long.parseLong(size.group(1));
        int shift = SHIFTS.get(size.group(2));
        long bytes = number << shift;
        if (bytes >> shift != number || bytes % LogicalUnit.BLOCK_BYTES != 0) {
            throw wrong(word, "size \"" + text + "\" is not a multiple of " + LogicalUnit.BLOCK_BYTES
                    + " bytes below 8192 PiB");
        }
        return bytes;
    }

    private IllegalArgumentException wrong(String word, String why) {
        return new IllegalArgumentException(subject + ", word \"" + word + "\": " + why);
    }
}
