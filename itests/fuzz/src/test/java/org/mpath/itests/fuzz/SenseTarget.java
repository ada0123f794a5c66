package org.mpath.itests.fuzz;

import org.mpath.scsi.Sense;
import org.mpath.scsi.Status;
import org.mpath.scsi.UnitReadiness;

/** Any bytes as sense data: what reads without allocation and what parses say the same, and so does what they print. */
public final class SenseTarget {
    private static final int CHECK_CONDITION = 2;

    private SenseTarget() {}

    /** Called by Jazzer, and with every file of the corpus. */
    public static void fuzzerTestOneInput(byte[] input) {
        Sense.text(input, input.length);
        Status.text(CHECK_CONDITION, input, input.length);
        UnitReadiness.of(CHECK_CONDITION, input, input.length);
        Sense parsed = Hostile.parsed(sense -> Sense.parse(sense, sense.length), input);
        if (parsed == null) {
            return;
        }
        expectSame(parsed, input);
        expectSame(parsed, parsed.fixed());
        expectSame(parsed, parsed.descriptor());
    }

    private static void expectSame(Sense parsed, byte[] sense) {
        Sense again = Sense.parse(sense, sense.length);
        if (again.key() != parsed.key() || again.asc() != parsed.asc() || again.ascq() != parsed.ascq()
                || again.deferred() != parsed.deferred() || Sense.key(sense, sense.length) != parsed.key()) {
            throw new IllegalStateException(again + " is not " + parsed);
        }
    }
}
