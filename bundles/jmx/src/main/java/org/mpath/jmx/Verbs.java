package org.mpath.jmx;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.mpath.api.control.ControlException;
import org.mpath.api.map.MapException;

/** Calls services so that a client, which has none of our classes, still gets the sentence: in a JDK exception. */
final class Verbs {
    private Verbs() {}

    static void run(Runnable verb) {
        get(() -> {
            verb.run();
            return null;
        });
    }

    /**
     * Calls a service.
     *
     * @throws IllegalArgumentException when what the caller named is wrong
     * @throws IllegalStateException when it cannot be done now
     */
    static <T> T get(Supplier<T> verb) {
        try {
            return verb.get();
        } catch (MapException refusal) {
            throw switch (refusal.code()) {
                case NOT_FOUND, INVALID, EXISTS -> new IllegalArgumentException(refusal.getMessage());
                case BUSY, TIMEOUT, NOT_CONNECTED -> new IllegalStateException(refusal.getMessage());
            };
        } catch (IllegalArgumentException refusal) {
            throw new IllegalArgumentException(refusal.getMessage());
        } catch (ControlException refusal) {
            throw switch (refusal.code()) {
                case NOT_FOUND, REFUSED -> new IllegalArgumentException(refusal.getMessage());
                case BUSY, FAILED -> new IllegalStateException(refusal.getMessage());
            };
        } catch (IllegalStateException refusal) {
            throw new IllegalStateException(refusal.getMessage());
        }
    }

    /**
     * What a caller gave for a parameter: clients may leave out anything that is an object.
     *
     * @throws IllegalArgumentException when it is null
     */
    static String given(String parameter, String value) {
        if (value == null) {
            throw new IllegalArgumentException(parameter + " is missing");
        }
        return value;
    }

    /**
     * A file of the runtime's machine, whose working directory a client does not know.
     *
     * @throws IllegalArgumentException when it is null or no absolute path
     */
    static Path file(String parameter, String file) {
        try {
            Path path = Path.of(given(parameter, file));
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException wrong) {
            // refused below
        }
        throw new IllegalArgumentException(parameter + " must be an absolute path, not '" + file + "'");
    }

    /**
     * A number that must be in a range.
     *
     * @throws IllegalArgumentException naming the parameter, when it is not
     */
    static long within(String parameter, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(parameter + " must be between " + min + " and " + max + ", not " + value);
        }
        return value;
    }
}
