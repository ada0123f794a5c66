package org.mpath.api.plugin;

/** What to do with an attempt that did not end GOOD. */
public enum Verdict {
    /** The handler has no opinion. */
    DECLINED,
    /** The answer is the caller's: the unit, not the path, says no. */
    RETURN,
    /** Send again; the path is all right. */
    RETRY,
    /** The path is bad: fail it and send elsewhere. */
    FAIL_PATH
}
