package org.mpath.itests.sim;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What happened in a world: a hash over all of it (FNV-1a over 64-bit words). Nothing is formatted unless somebody reads
 * it: a replay does.
 */
public final class Trace {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** What can happen, with words for its two numbers. */
    public enum Kind {
        SUBMIT("caller submits request %d to block %d"),
        SEND("engine sends request %d on path number %d"),
        EXECUTE("unit executes request %d on block %d"),
        DONE("transport gives request %d back from path number %d"),
        COMPLETE("engine completes request %d, attempts %d"),
        TIMER_SET("engine wants its timer in %d ns"),
        TIMER_FIRED("timer fires"),
        RESET("engine resets the unit through path number %d"),
        RESET_DONE("reset through path number %d is over, answered %d"),
        ACTIVATE("engine activates path number %d, round %d"),
        ACTIVATED("activation of path number %d, round %d, is answered"),
        ASK_OWNER("engine asks path number %d for the owner, round %d"),
        OWNER("path number %d, round %d, says"),
        PROBE("engine probes path number %d"),
        PROBED("probe of path number %d is over"),
        PROBE_ENDED("engine says the probe is over, usable %d"),
        SUSPENDED("engine says it is suspended"),
        EVENT("event %d"),
        LINK_DOWN("link of path %d is down"),
        LINK_UP("link of path %d is up"),
        FAULT("fault on path %d for %d ns"),
        HEAL("fault on path %d ends"),
        HEALED("all faults end"),
        OWNERSHIP("controller %d owns the unit"),
        VERB("operator, argument %d"),
        REFUSED("operator is refused"),
        CHECK("checker of path %d: usable %d"),
        CLOSE("map is removed"),
        PLUG_IN("plug-in sends command %02xh on path %d"),
        PLUG_IN_DONE("plug-in's command %02xh is back from path %d"),
        MOVED("command %02xh of ours moves the unit to controller %d"),
        CONTROLLER("controller %d, for %d ns");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private final Agenda agenda;
    private final Consumer<String> reader;
    private long hash = FNV_OFFSET;

    /** @param reader gets each line as it happens; null for nobody */
    Trace(Agenda agenda, Consumer<String> reader) {
        this.agenda = agenda;
        this.reader = reader;
    }

    /** Something happened. */
    public void note(Kind kind, long first, long second) {
        note(kind, first, second, "");
    }

    /** Something that comes with words. They count by their hash, which the language defines. */
    public void note(Kind kind, long first, long second, String text) {
        mix(agenda.now());
        mix(kind.ordinal());
        mix(first);
        mix(second);
        mix(text.hashCode());
        hash ^= hash >>> 32;
        if (reader != null) {
            reader.accept(line(kind, first, second, text));
        }
    }

    /** Words for the reader only, built when there is one. */
    public void explain(Supplier<String> words) {
        if (reader != null) {
            reader.accept(" ".repeat(18) + words.get());
        }
    }

    /** The hash over everything so far. */
    public long hash() {
        return hash;
    }

    private void mix(long word) {
        hash = (hash ^ word) * FNV_PRIME;
    }

    private String line(Kind kind, long first, long second, String text) {
        return String.format(Locale.ROOT, "%,13d us  ", agenda.now() / 1000)
                + String.format(Locale.ROOT, kind.words, first, second)
                + (text.isEmpty() ? "" : ": " + text);
    }
}
