package org.mpath.api.plugin;

/**
 * What to do with an attempt that did not end GOOD. A closed set: every switch over it names each case, so the compiler
 * finds the one that is missing.
 */
public enum Verdict {
    /** The handler has no opinion. */
    DECLINED,
    /** The answer is the caller's: the unit, not the path, says no (2005 flag ERROR_IO). */
    RETURN,
    /** Send again on the same path, which is all right. */
    RETRY,
    /** Send again, rather on another path; this one is not failed. */
    RETRY_ELSEWHERE,
    /** The path is bad: fail it and send elsewhere (FAIL_PATH). */
    FAIL_PATH,
    /** The whole group is of no use now: bypass it and send elsewhere (BYPASS_PG). */
    BYPASS_GROUP,
    /** Both (FAIL_PATH and BYPASS_PG). */
    FAIL_PATH_AND_BYPASS_GROUP,
    /**
     * Another controller owns the unit: hold I/O, and activate the group anew or, when the handler only follows, look
     * which group is active now (OpenBSD's MPATH_SENSE_FAILOVER).
     */
    ACTIVATE,
    /** It may have run and must not run twice: tell the caller so. */
    INDETERMINATE;

    /** The 2005 flag that fails the path. */
    public static final int FLAG_FAIL_PATH = 1;
    /** The 2005 flag that bypasses the path's group. */
    public static final int FLAG_BYPASS_PG = 2;
    /** The 2005 flag that gives the error to the caller. */
    public static final int FLAG_ERROR_IO = 4;

    /** The verdict of the 2005 and 2007 error flags (seed-systems 3.2); no flag: send again. */
    public static Verdict ofFlags(int flags) {
        if ((flags & FLAG_ERROR_IO) != 0) {
            return RETURN;
        }
        return switch (flags & (FLAG_FAIL_PATH | FLAG_BYPASS_PG)) {
            case FLAG_FAIL_PATH -> FAIL_PATH;
            case FLAG_BYPASS_PG -> BYPASS_GROUP;
            case FLAG_FAIL_PATH | FLAG_BYPASS_PG -> FAIL_PATH_AND_BYPASS_GROUP;
            default -> RETRY_ELSEWHERE;
        };
    }
}
