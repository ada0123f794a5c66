package org.mpath.api.control;

/** A verb failed. The message is one sentence for people that names the offending value. */
public final class ControlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public enum Code {
        /** It was tried, and did not work. */
        FAILED,
        /** There is nothing of that name. */
        NOT_FOUND,
        /** What was given is wrong, or must not be used. */
        REFUSED,
        /** In use (ETXTBSY). */
        BUSY
    }

    private final Code code;

    /** Makes one of {@link Code#FAILED}. */
    public ControlException(String message) {
        this(Code.FAILED, message);
    }

    /** Makes one. */
    public ControlException(Code code, String message) {
        super(message);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
