package org.mpath.runtime.launcher;

/** A file of the image or of {@code etc} cannot be used; the message names it and says why. */
final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    ConfigurationException(String message) {
        super(message);
    }
}
