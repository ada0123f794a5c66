package org.mpath.jmx;

import java.util.List;

/**
 * What became of configuration files, or would.
 *
 * @param files those that were read, in the order in which they count
 * @param accepted whether they are accepted; one error refuses them all
 * @param findings what is to be said of them, in their order
 */
public record CheckView(List<String> files, boolean accepted, List<FindingView> findings) {}
