package org.mpath.reactor;

/** Fetches a type that is not registered (the seed's request_module). */
@FunctionalInterface
interface TypeLoader {
    /**
     * Asked once per look-up that missed. Control threads; may wait for files and bundles.
     *
     * @return null when the type is there, or about to be; otherwise why not, a clause for people
     */
    String load(String name);
}
