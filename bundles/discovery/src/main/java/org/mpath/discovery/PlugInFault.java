package org.mpath.discovery;

import java.util.function.Supplier;

/** How a plug-in failed to answer what it was asked; the message is a clause for people. */
final class PlugInFault extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int CHARS_MAX = 1_024;

    /** What it said of wrong arguments; null when they are not to blame. */
    private final String refusal;
    private final boolean stuck;

    private PlugInFault(String sentence, String refusal, boolean stuck) {
        super(sentence, null, false, false);
        this.refusal = refusal;
        this.stuck = stuck;
    }

    /** It does not do what it should. */
    PlugInFault(String sentence) {
        this(sentence, null, false);
    }

    /** It did not answer in time: a thread is, or was, stuck in it. */
    static PlugInFault late(String sentence) {
        return new PlugInFault(sentence, null, true);
    }

    /** It threw. The words may be its code, too: to be called where it may be stuck. Throws nothing, whatever they throw. */
    static PlugInFault threw(Throwable thrown) {
        String refusal = thrown instanceof IllegalArgumentException ? words(thrown::getMessage) : null;
        return new PlugInFault(words(thrown::toString), refusal, false);
    }

    private static String words(Supplier<String> said) {
        try {
            String words = String.valueOf(said.get());
            return words.length() <= CHARS_MAX ? words : words.substring(0, CHARS_MAX) + "...";
        } catch (Throwable again) {
            return "it threw what has no words";
        }
    }

    /** What it said of wrong arguments; otherwise the fault. */
    String refusal() {
        return refusal == null ? getMessage() : refusal;
    }

    /** Whether a thread is, or was, stuck in it. */
    boolean stuck() {
        return stuck;
    }
}
