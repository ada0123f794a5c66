/**
 * Measures the product against itself and against its peers: interleaved runs, medians of same-round ratios. Start it with
 * {@code itests/bench/run}.
 */
package org.mpath.itests.bench;
