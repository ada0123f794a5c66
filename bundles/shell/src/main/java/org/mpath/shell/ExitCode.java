package org.mpath.shell;

import org.mpath.api.control.ControlException;
import org.mpath.api.map.MapException;

/**
 * Exit codes of captive mode and of {@code mpath shell -c}: the numbers of sg3_utils where they have one, so that scripts
 * transfer.
 */
enum ExitCode {
    /** Done. */
    DONE(0),
    /** Unknown command, wrong words, wrong option. */
    USAGE(1),
    /** Discovery has not settled, no path is usable now, or the part that does the work is not installed. */
    NOT_READY(2),
    /** The verb, or a value in it, was refused. */
    REFUSED(5),
    /** No map, path, port, session or bundle of that name. */
    NOT_FOUND(15),
    /** In use. */
    BUSY(26),
    /** No answer in time. */
    TIMEOUT(33),
    /** Anything else; the sentence says what. */
    OTHER(99);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The process exit code, 0 to 99. */
    int number() {
        return number;
    }

    /** The exit code for a refusal of the data plane. */
    static ExitCode of(MapException.Code code) {
        return switch (code) {
            case NOT_FOUND -> NOT_FOUND;
            case INVALID, EXISTS -> REFUSED;
            case BUSY -> BUSY;
            case TIMEOUT -> TIMEOUT;
            case NOT_CONNECTED -> NOT_READY;
        };
    }

    /** The exit code for a refusal of another part. */
    static ExitCode of(ControlException.Code code) {
        return switch (code) {
            case FAILED -> OTHER;
            case NOT_FOUND -> NOT_FOUND;
            case REFUSED -> REFUSED;
            case BUSY -> BUSY;
        };
    }
}
