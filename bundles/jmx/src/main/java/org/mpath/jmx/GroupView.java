package org.mpath.jmx;

import java.util.List;

/**
 * A path group as JMX shows it.
 *
 * @param number from 1
 * @param state active, enabled or disabled
 * @param selector path selector
 * @param paths its paths
 */
public record GroupView(int number, String state, String selector, List<PathView> paths) {}
