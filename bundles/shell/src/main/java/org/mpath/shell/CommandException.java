package org.mpath.shell;

/**
 * A command failed. Carries text and a number only: a session keeps its last exception, and must not keep a plug-in's
 * object alive with it.
 */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    CommandException(ExitCode code, String sentence) {
        super(sentence);
        this.code = code;
    }

    ExitCode code() {
        return code;
    }

    /** The sentence alone, because Gogo prints an exception by this. */
    @Override
    public String toString() {
        return getMessage();
    }
}
