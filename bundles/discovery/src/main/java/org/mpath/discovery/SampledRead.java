package org.mpath.discovery;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.mpath.discovery.BlockReader.Blocks;

/**
 * Reads the same blocks through two paths and compares them. Blocks that differ are read again, once: somebody may have
 * written between. Discovery thread.
 */
final class SampledRead {
    /** What came of it. */
    sealed interface Outcome {}

    /**
     * The blocks are the same.
     *
     * @param words how many were read, and through which other path
     */
    record Same(String words) implements Outcome {}

    /**
     * A block is another one, twice.
     *
     * @param words which, and what either path leads to
     */
    record Different(String words) implements Outcome {}

    /**
     * It could not be found out.
     *
     * @param reason why, one clause
     * @param witness whether it was the other path that could not be read
     */
    record Unreadable(String reason, boolean witness) implements Outcome {}

    private static final int DIGEST_CHARS_SHOWN = 12;

    private final KnownPath path;
    private final KnownPath witness;
    private final int blockSize;
    private final long timeoutNanos;
    private final DiscoveryThread thread;
    private final Consumer<Outcome> told;
    private long[] numbers;
    private boolean again;
    private Blocks here;
    private Blocks there;

    /**
     * Makes one.
     *
     * @param witness a path of the map
     * @param timeoutNanos for each block
     * @param told gets the outcome, once
     */
    SampledRead(
            KnownPath path, KnownPath witness, long timeoutNanos, DiscoveryThread thread, Consumer<Outcome> told) {
        this.path = path;
        this.witness = witness;
        this.blockSize = path.identity.unit().blockSize();
        this.numbers = SampleBlocks.of(path.identity.unit().wwid(), path.identity.unit().blocks());
        this.timeoutNanos = timeoutNanos;
        this.thread = thread;
        this.told = told;
    }

    void start() {
        here = null;
        there = null;
        read(witness, blocks -> there = blocks);
        read(path, blocks -> here = blocks);
    }

    private void read(KnownPath from, Consumer<Blocks> taken) {
        BlockReader.read(from.device, blockSize, numbers, timeoutNanos, from.watch::attention, blocks -> thread.post(() -> {
            taken.accept(blocks);
            if (here != null && there != null) {
                compare();
            }
        }));
    }

    private void compare() {
        if (!there.failure().isEmpty()) {
            told.accept(new Unreadable("path " + witness.name() + " of the map: " + there.failure(), true));
        } else if (!here.failure().isEmpty()) {
            told.accept(new Unreadable(here.failure(), false));
        } else {
            List<Integer> differing = differing();
            if (differing.isEmpty()) {
                told.accept(new Same("the same " + numbers.length + " blocks" + (again ? " at the second try" : "")
                        + " as through " + witness.name()));
            } else if (again) {
                told.accept(new Different(words(differing.get(0))));
            } else {
                again = true;
                numbers = differing.stream().mapToLong(each -> numbers[each]).toArray();
                start();
            }
        }
    }

    private List<Integer> differing() {
        List<Integer> differing = new ArrayList<>();
        for (int at = 0; at < numbers.length; at++) {
            if (!here.digests()[at].equals(there.digests()[at])) {
                differing.add(at);
            }
        }
        return differing;
    }

    private String words(int at) {
        return "block " + numbers[at] + " has digest " + shown(here.digests()[at]) + " through this path, "
                + shown(there.digests()[at]) + " through " + witness.name();
    }

    private static String shown(String digest) {
        return digest.substring(0, DIGEST_CHARS_SHOWN);
    }
}
