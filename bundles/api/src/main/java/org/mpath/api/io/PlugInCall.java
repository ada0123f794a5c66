package org.mpath.api.io;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A call of a plug-in's code, made by {@link Reactor#call}. Everything but {@link #run} is the runtime's.
 *
 * @param <A> what the plug-in answers
 */
@ConsumerType
public interface PlugInCall<A> {
    /** Whose code it is: the bundle's symbolic name, a blank and its version. */
    String bundle();

    /** What is called, for people: {@code checkSense}. */
    String what();

    /** Milliseconds after which it is interrupted; after as long again the reactor goes on without it. */
    long limitMillis();

    /**
     * Just before it is made, on the reactor.
     *
     * @return false when it is not to be made any more; nothing follows then
     */
    default boolean begin() {
        return true;
    }

    /**
     * Calls the plug-in, and does nothing else: the thread may never come back, and when it does after the reactor went on
     * without it, nobody gets the answer. Whatever it throws is a fault of the plug-in.
     */
    A run();

    /**
     * It is over, or the reactor goes on without it. Once, on the reactor, with nothing of the plug-in on the stack.
     *
     * @param answer the answer; null when there is a fault
     * @param fault how it went wrong, a clause for people; null when it did not
     */
    void ended(A answer, String fault);

    /**
     * It is not made, for the bundle still has a thread from an earlier call. Instead of {@link #ended}.
     *
     * @param why a clause for people
     */
    default void refused(String why) {
        ended(null, why);
    }
}
