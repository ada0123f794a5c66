package org.mpath.jmx;

/**
 * How a map changes by a configuration.
 *
 * @param kind {@code made}, {@code reloaded}, {@code renamed} or {@code removed}
 * @param map its name, the old one when it is renamed; empty when it has none yet
 * @param wwid identity of its unit
 * @param before its table, or its name when it is renamed; empty when there is no such map yet
 * @param after the same with the change; empty when there will be none
 * @param usablePathsBefore how many of its paths can be used
 * @param usablePathsAfter how many can be used with the change
 * @param objection why this is done only when forced; empty when nothing speaks against it
 */
public record MapChangeView(
        String kind, String map, String wwid, String before, String after, int usablePathsBefore, int usablePathsAfter,
        String objection) {}
