package org.mpath.reactor;

import java.util.function.Supplier;

/** What plug-in code threw. */
final class Thrown {
    private static final int CHARS_MAX = 1_024;

    private Thrown() {}

    /** It in words, which may be plug-in code too: a call is not over before. Throws nothing, whatever they throw. */
    static String words(Throwable thrown) {
        return shortened(thrown::toString);
    }

    /** The same of its message. */
    static String message(Throwable thrown) {
        return shortened(thrown::getMessage);
    }

    private static String shortened(Supplier<String> said) {
        try {
            String words = String.valueOf(said.get());
            return words.length() <= CHARS_MAX ? words : words.substring(0, CHARS_MAX) + "...";
        } catch (Throwable again) {
            return "what has no words";
        }
    }
}
