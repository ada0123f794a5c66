package org.mpath.api.control;

/** A verb failed. The message is one sentence for people that names the offending value. */
public final class ControlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one. */
    public ControlException(String message) {
        super(message);
    }
}
