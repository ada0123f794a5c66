package org.mpath.discovery;

/**
 * How a question to a plug-in ended.
 *
 * @param <A> the answer
 */
sealed interface Reply<A> {
    /** It answered. */
    record Answered<A>(A answer) implements Reply<A> {}

    /** Time ran out while the unit owed the plug-in an answer: the path is to blame. */
    record UnitSilent<A>(String reason) implements Reply<A> {}

    /** It threw, answered nonsense, or did not answer although nothing was owed: the plug-in is to blame. */
    record PlugInFailed<A>(String reason) implements Reply<A> {}
}
