package org.mpath.core;

import org.mpath.api.plugin.Verdict;

/**
 * Judges sense data that no handler knew better.
 *
 * <p>{@link #intended} is the table device-mapper's default classifier was meant to have (seed-systems 3.2); every kernel
 * read has it compiled out. {@link #verdict} is that table with what the fault matrix asks for: unit attentions are
 * absorbed, a transition is waited for, an aborted command is tried again where it was, a hardware error is believed when
 * a second path reports it, and a unit that is not there is a lost path. What only the vendor knows the meaning of fails
 * the path, as in the kernel: a map whose handler was taken away must not give a controller's refusal to its callers.
 */
final class SenseTable {
    private static final int NO_SENSE = 0x00;
    private static final int RECOVERED_ERROR = 0x01;
    private static final int NOT_READY = 0x02;
    private static final int HARDWARE_ERROR = 0x04;
    private static final int ILLEGAL_REQUEST = 0x05;
    private static final int UNIT_ATTENTION = 0x06;
    private static final int VENDOR_SPECIFIC = 0x09;
    private static final int ABORTED_COMMAND = 0x0b;

    private static final int ASC_NOT_READY = 0x04;
    private static final int BECOMING_READY = 0x01;
    private static final int ACCESS_TRANSITION = 0x0a;
    /** Logical block guard, application tag or reference tag check failed: the data is wrong, not the path. */
    private static final int ASC_PROTECTION = 0x10;

    private static final int ASC_LU_NOT_SUPPORTED = 0x25;
    /** From here on: the vendor's, such as RDAC's "not the owner" (94h); only a handler could know that it is the request's. */
    private static final int ASC_VENDOR_SPECIFIC = 0x80;
    /** With 03h (inquiry data) or 05h (device identifier) changed: not to be used before discovery looked who it is. */
    private static final int ASC_OPERATING_CONDITIONS = 0x3f;

    private SenseTable() {}

    /** The table as it was meant in 2005: send again, give to the caller, or fail the path. */
    static Verdict intended(int key, int asc, int ascq) {
        return switch (key) {
            case NO_SENSE, RECOVERED_ERROR -> Verdict.RETRY;
            case NOT_READY, HARDWARE_ERROR, VENDOR_SPECIFIC, ABORTED_COMMAND -> Verdict.FAIL_PATH;
            case UNIT_ATTENTION ->
                asc == ASC_NOT_READY && ascq == BECOMING_READY ? Verdict.RETRY : Verdict.FAIL_PATH;
            default -> Verdict.RETURN;
        };
    }

    /** Whether a unit attention says that another unit may be there. */
    static boolean anotherUnit(int asc, int ascq) {
        return asc == ASC_OPERATING_CONDITIONS && (ascq == 0x03 || ascq == 0x05);
    }

    /** @param hardwareErrorBefore another path answered HARDWARE ERROR to the same request */
    static Verdict verdict(int key, int asc, int ascq, boolean hardwareErrorBefore) {
        return switch (key) {
            case NOT_READY -> asc == ASC_NOT_READY && (ascq == BECOMING_READY || ascq == ACCESS_TRANSITION)
                    ? Verdict.RETRY
                    : Verdict.FAIL_PATH;
            case HARDWARE_ERROR -> hardwareErrorBefore ? Verdict.RETURN : Verdict.RETRY_ELSEWHERE;
            case ILLEGAL_REQUEST ->
                asc == ASC_LU_NOT_SUPPORTED || asc >= ASC_VENDOR_SPECIFIC ? Verdict.FAIL_PATH : Verdict.RETURN;
            case UNIT_ATTENTION -> anotherUnit(asc, ascq) ? Verdict.FAIL_PATH : Verdict.RETRY;
            case ABORTED_COMMAND -> asc == ASC_PROTECTION ? Verdict.RETURN : Verdict.RETRY;
            default -> intended(key, asc, ascq);
        };
    }
}
