package org.mpath.reactor;

import java.util.function.BooleanSupplier;

/** The plug-in types of the live table of a map, which change only under the lock of the map's verbs. */
@FunctionalInterface
interface LiveTypes {
    /**
     * Does what changes them, unless another table is live by now.
     *
     * @param expected the types it is about
     * @return whether it was done
     */
    boolean change(TableTypes expected, BooleanSupplier work);
}
