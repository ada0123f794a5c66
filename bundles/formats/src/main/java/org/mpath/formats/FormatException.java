package org.mpath.formats;

/** A format that cannot be printed. The message is one sentence that names what is wrong in it and lists what there is. */
public final class FormatException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    FormatException(String message) {
        super(message);
    }
}
