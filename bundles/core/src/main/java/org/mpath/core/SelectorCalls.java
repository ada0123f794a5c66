package org.mpath.core;

import java.util.List;
import org.mpath.api.plugin.PathSelector;

/**
 * Where selectors are called, and nowhere else: a thread that has a method of this class on its stack, and not at its top, is in
 * code of a selector. So nothing but calls of selectors may be in here.
 */
public final class SelectorCalls {
    private SelectorCalls() {}

    static int select(PathSelector selector, long bytes, long nowNanos) {
        return selector.select(bytes, nowNanos);
    }

    static void started(PathSelector selector, int path, long bytes, long nowNanos) {
        selector.started(path, bytes, nowNanos);
    }

    static void ended(PathSelector selector, int path, long bytes, long startedNanos, long nowNanos) {
        selector.ended(path, bytes, startedNanos, nowNanos);
    }

    static void add(PathSelector selector, int path, List<String> arguments) {
        selector.add(path, arguments);
    }

    static void fail(PathSelector selector, int path) {
        selector.fail(path);
    }

    static void reinstate(PathSelector selector, int path) {
        selector.reinstate(path);
    }

    static String words(PathSelector selector) {
        return selector.words();
    }

    static String statusArguments(PathSelector selector, int path) {
        return selector.statusArguments(path);
    }

    static String tableArguments(PathSelector selector, int path) {
        return selector.tableArguments(path);
    }

    /** What it threw says of itself, which may be its code, too. */
    static String words(Throwable thrown) {
        return thrown.toString();
    }
}
