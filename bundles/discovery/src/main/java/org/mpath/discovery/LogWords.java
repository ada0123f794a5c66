package org.mpath.discovery;

import org.mpath.scsi.Visible;

/** Values of log lines. */
final class LogWords {
    private LogWords() {}

    /** {@code reason="..."}; what came from a target cannot break out of the quotes or the line. */
    static String reason(String sentence) {
        return " reason=\"" + Visible.of(sentence).replace('"', '\'') + '"';
    }
}
