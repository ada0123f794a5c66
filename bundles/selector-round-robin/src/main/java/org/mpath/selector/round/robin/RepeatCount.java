package org.mpath.selector.round.robin;

import java.util.List;

/** The one argument a path may have: how often it is used in a row. */
final class RepeatCount {
    private static final long MAX = 0xFFFF_FFFFL;

    private RepeatCount() {}

    /**
     * The count given, else the default.
     *
     * @throws IllegalArgumentException in the kernel's words when there is more than one word, or it is not a 32-bit number
     */
    static long parse(List<String> arguments, long ifNone) {
        if (arguments.size() > 1) {
            throw new IllegalArgumentException("round-robin ps: incorrect number of arguments");
        }
        if (arguments.isEmpty()) {
            return ifNone;
        }
        String word = arguments.get(0);
        if (!word.matches("[0-9]{1,10}") || Long.parseLong(word) > MAX) {
            throw new IllegalArgumentException("round-robin ps: invalid repeat count '" + word + "'");
        }
        return Long.parseLong(word);
    }
}
