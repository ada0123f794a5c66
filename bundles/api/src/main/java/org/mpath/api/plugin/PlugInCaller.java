package org.mpath.api.plugin;

import java.util.function.BooleanSupplier;

/** Calls code of a plug-in on behalf of those who do not know that it is one: what it throws goes no further. */
@FunctionalInterface
public interface PlugInCaller {
    /** Runs a call of the plug-in, now or later; does not throw. */
    void run(Runnable call);

    /**
     * Runs a call of the plug-in that may not be wanted any more when its turn comes.
     *
     * @param wanted asked just before the call; it is the runtime's, as is what it does
     */
    default void run(BooleanSupplier wanted, Runnable call) {
        if (wanted.getAsBoolean()) {
            run(call);
        }
    }
}
