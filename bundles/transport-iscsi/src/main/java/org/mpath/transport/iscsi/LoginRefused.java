package org.mpath.transport.iscsi;

/** A login cannot go on. The message is one sentence for people that names the offending value. */
final class LoginRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, as far as it decides when to try again. */
    enum Cause {
        /** The network or the target was not there, or not in time. */
        UNREACHABLE,
        /** The target's answers make no sense, or it said no. */
        REFUSED,
        /** One side did not believe the other. */
        AUTHENTICATION,
        /** The target is somewhere else. */
        REDIRECTED
    }

    private final Cause cause;
    private final transient Portal redirect;

    LoginRefused(Cause cause, String message) {
        this(cause, message, null);
    }

    LoginRefused(Cause cause, String message, Portal redirect) {
        super(message);
        this.cause = cause;
        this.redirect = redirect;
    }

    Cause kind() {
        return cause;
    }

    /** Where the target sent us; null unless {@link Cause#REDIRECTED}. */
    Portal redirect() {
        return redirect;
    }
}
