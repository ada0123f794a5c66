package org.mpath.itests.bench;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the product's log to warnings while it is measured. */
final class Quiet {
    /** Held, because the logging library would forget the level with the logger. */
    private static final Logger PRODUCT = Logger.getLogger("org.mpath");

    private Quiet() {}

    static void events() {
        PRODUCT.setLevel(Level.WARNING);
    }
}
