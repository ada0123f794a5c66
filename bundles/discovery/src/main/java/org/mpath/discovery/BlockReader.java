package org.mpath.discovery;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.mpath.api.path.PathDevice;
import org.mpath.scsi.Cdb;

/**
 * Reads some blocks through one path, one after the other, each bounded in time. What was read is not kept, only its digest.
 * Reactor thread.
 */
final class BlockReader {
    /**
     * What was read.
     *
     * @param digests of the blocks, in their order; null when one could not be read
     * @param failure why not, one clause; empty when all were
     */
    record Blocks(String[] digests, String failure) {}

    private static final String DIGEST = "SHA-256";

    private final PathCommand command;
    private final int blockSize;
    private final long[] numbers;
    private final long timeoutNanos;
    private final BiConsumer<Attention, String> news;
    private final Consumer<Blocks> told;
    private final String[] digests;
    private int at;
    private int tries;

    private BlockReader(
            PathDevice path,
            int blockSize,
            long[] numbers,
            long timeoutNanos,
            BiConsumer<Attention, String> news,
            Consumer<Blocks> told) {
        this.command = new PathCommand(path, blockSize, () -> {});
        this.blockSize = blockSize;
        this.numbers = numbers;
        this.timeoutNanos = timeoutNanos;
        this.news = news;
        this.told = told;
        this.digests = new String[numbers.length];
    }

    /**
     * Has blocks read on the path's reactor. Any thread.
     *
     * @param timeoutNanos for each block
     * @param news told of unit attentions that are not {@link Attention#NONE}, on the reactor
     * @param told gets the outcome, once, on the reactor or, when that takes no work, before this returns
     */
    static void read(
            PathDevice path,
            int blockSize,
            long[] numbers,
            long timeoutNanos,
            BiConsumer<Attention, String> news,
            Consumer<Blocks> told) {
        try {
            path.reactor().execute(() -> new BlockReader(path, blockSize, numbers, timeoutNanos, news, told).next());
        } catch (RejectedExecutionException full) {
            told.accept(new Blocks(null, String.valueOf(full.getMessage())));
        }
    }

    private void next() {
        if (at == numbers.length) {
            told.accept(new Blocks(digests, ""));
        } else {
            tries = 0;
            send();
        }
    }

    private void send() {
        tries++;
        command.send(Cdb.read(command.cdb(), numbers[at], 1), blockSize, timeoutNanos, this::ended);
    }

    private void ended() {
        Attention attention = command.attention();
        if (attention != Attention.NONE) {
            news.accept(attention, command.text()); // it is said to nobody else
        }
        if (command.good() && command.received().length == blockSize) {
            digests[at++] = digest(command.received());
            next();
        } else if (!attention.doubtsIdentity() && command.passing() && tries < UnitProbe.TRIES_MAX) {
            send();
        } else {
            told.accept(new Blocks(null, "block " + numbers[at] + ": " + (command.good() ? "too short" : command.text())));
        }
    }

    private static String digest(byte[] block) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(DIGEST).digest(block));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has " + DIGEST, impossible);
        }
    }
}
