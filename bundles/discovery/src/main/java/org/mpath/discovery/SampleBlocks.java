package org.mpath.discovery;

import java.util.Random;
import java.util.stream.LongStream;

/**
 * Which blocks of a unit are looked at to see whether two paths lead to the same content: eight that its WWID and size choose,
 * the same on every path and every time, and the first three and the last one, where labels of disks and file systems are.
 * Pure.
 */
final class SampleBlocks {
    private static final int CHOSEN = 8;
    private static final int FIRST = 3;

    private SampleBlocks() {}

    /**
     * Their numbers, ascending, each once.
     *
     * @param blocks how many blocks the unit has, 1 or more
     */
    static long[] of(String wwid, long blocks) {
        long seed = blocks;
        for (int at = 0; at < wwid.length(); at++) {
            seed = 31 * seed + wwid.charAt(at);
        }
        LongStream chosen = new Random(seed).longs(CHOSEN, 0, blocks);
        LongStream labels = LongStream.range(0, Math.min(FIRST, blocks));
        return LongStream.concat(LongStream.concat(chosen, labels), LongStream.of(blocks - 1)).distinct().sorted().toArray();
    }
}
