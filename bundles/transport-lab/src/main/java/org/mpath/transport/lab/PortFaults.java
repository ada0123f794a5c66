package org.mpath.transport.lab;

import java.util.ArrayList;
import java.util.List;
import org.mpath.target.SenseCode;

/** What is wrong with a port now. Reactor thread. */
final class PortFaults {
    /** What the wire does to everything. */
    enum Wire {
        /** It works. Set by heal. */
        OPEN,
        /** It refuses connections. Set by cut. */
        CUT,
        /** It takes what comes and gives nothing back. Set by silence. */
        SILENT
    }

    private static final int NO_END = 0;

    private Wire wire = Wire.OPEN;
    private int delayMillis;
    private SenseCode sense;
    private int senseCount;

    Wire wire() {
        return wire;
    }

    void wire(Wire state) {
        wire = state;
    }

    int delayMillis() {
        return delayMillis;
    }

    void delayMillis(int millis) {
        delayMillis = millis;
    }

    /** Answers this to the next {@code count} commands, to all when 0. */
    void sense(SenseCode code, int count) {
        sense = code;
        senseCount = count;
    }

    /** What to answer to a command instead of carrying it out; null to carry it out. */
    SenseCode takeSense() {
        SenseCode code = sense;
        if (code != null && senseCount != NO_END && --senseCount == 0) {
            sense = null;
        }
        return code;
    }

    void clear() {
        wire = Wire.OPEN;
        delayMillis = 0;
        sense = null;
    }

    /** In words: {@code none}, {@code cut}, {@code delay 20 ms, sense 02/04/01 x3}. */
    String text() {
        List<String> words = new ArrayList<>();
        if (wire == Wire.CUT) {
            words.add("cut");
        } else if (wire == Wire.SILENT) {
            words.add("silence");
        }
        if (delayMillis > 0) {
            words.add("delay " + delayMillis + " ms");
        }
        if (sense != null) {
            words.add(String.format("sense %02x/%02x/%02x", sense.key(), sense.asc(), sense.ascq())
                    + (senseCount == NO_END ? "" : " x" + senseCount));
        }
        return words.isEmpty() ? "none" : String.join(", ", words);
    }
}
