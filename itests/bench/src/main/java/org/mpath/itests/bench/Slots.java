package org.mpath.itests.bench;

import java.util.Scanner;

/**
 * An order to a program that takes turns with others: one line of text.
 *
 * @param load what to do in the slots
 * @param regionBlocks blocks of 512 bytes from 0 on that may be touched
 * @param startNanos begin of the first slot, {@link System#nanoTime} (CLOCK_MONOTONIC)
 * @param periodNanos from the begin of one slot to the next
 * @param sliceNanos length of a slot
 * @param rounds number of slots
 */
record Slots(Load load, long regionBlocks, long startNanos, long periodNanos, long sliceNanos, int rounds) {
    /** Reads one; null at the end of the input. */
    static Slots read(Scanner in) {
        if (!in.hasNextInt()) {
            return null;
        }
        Load load = new Load(in.nextInt() == 1, in.nextInt() == 1, in.nextInt(), in.nextInt());
        return new Slots(load, in.nextLong(), in.nextLong(), in.nextLong(), in.nextLong(), in.nextInt());
    }

    /** The line that {@link #read} reads. */
    String line() {
        return (load.write() ? 1 : 0) + " " + (load.random() ? 1 : 0) + " " + load.bytes() + " " + load.depth() + " "
                + regionBlocks + " " + startNanos + " " + periodNanos + " " + sliceNanos + " " + rounds;
    }
}
