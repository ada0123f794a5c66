package org.mpath.jmx;

import java.util.function.Supplier;
import org.mpath.api.map.MapException;

/** Calls verbs so that a remote client, which has none of our classes, still gets the sentence. */
final class Verbs {
    private Verbs() {}

    static void run(Runnable verb) {
        get(() -> {
            verb.run();
            return null;
        });
    }

    static <T> T get(Supplier<T> verb) {
        try {
            return verb.get();
        } catch (MapException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
    }
}
