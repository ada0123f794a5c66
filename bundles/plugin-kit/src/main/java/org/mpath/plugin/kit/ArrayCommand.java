package org.mpath.plugin.kit;

import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.mpath.api.io.DataDirection;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathCommand;

/** A command to an array that is sent again, a bounded number of times, while its answer is one that passes. Reactor thread. */
public final class ArrayCommand {
    private final PathDevice path;
    private final DataDirection direction;
    private final int bytes;
    private final byte[] written;
    private final ToIntFunction<byte[]> form;
    private Function<PathCommand, Outcome> judge = Outcome::of;
    private BooleanSupplier wanted = () -> true;
    /** What is on its way; null when nothing is. */
    private PathCommand sent;

    private ArrayCommand(
            PathDevice path, DataDirection direction, int bytes, byte[] written, ToIntFunction<byte[]> form) {
        this.path = path;
        this.direction = direction;
        this.bytes = bytes;
        this.written = written;
        this.form = form;
    }

    /**
     * A command without data.
     *
     * @param form builds the CDB and answers its length
     */
    public static ArrayCommand plain(PathDevice path, ToIntFunction<byte[]> form) {
        return new ArrayCommand(path, DataDirection.NONE, 0, null, form);
    }

    /**
     * A command that reads.
     *
     * @param bytes how many at most
     * @param form builds the CDB and answers its length
     */
    public static ArrayCommand read(PathDevice path, int bytes, ToIntFunction<byte[]> form) {
        return new ArrayCommand(path, DataDirection.READ, bytes, null, form);
    }

    /**
     * A command that writes.
     *
     * @param list what is written; not copied
     * @param form builds the CDB and answers its length
     */
    public static ArrayCommand write(PathDevice path, byte[] list, ToIntFunction<byte[]> form) {
        return new ArrayCommand(path, DataDirection.WRITE, list.length, list, form);
    }

    /** Judges answers otherwise than {@link Outcome#of}: what is {@link Outcome#PASSING} is sent again. Answers this. */
    public ArrayCommand judgedBy(Function<PathCommand, Outcome> other) {
        judge = other;
        return this;
    }

    /**
     * Gives up once nobody wants the answer any more: what comes then is neither told nor asked again. For handlers that may
     * be closed meanwhile. Answers this.
     */
    public ArrayCommand onlyWhile(BooleanSupplier still) {
        wanted = still;
        return this;
    }

    /** Nobody wants the answer any more: what comes then is neither told nor asked again, and no timer waits for it. */
    public void forget() {
        wanted = () -> false;
        if (sent != null) {
            sent.forget();
            sent = null;
        }
    }

    /**
     * Asks.
     *
     * @param tries how often it is sent at most
     * @param timeoutNanos for each of them
     * @param told once, perhaps before this returns; see {@link #onlyWhile}
     */
    public void ask(int tries, long timeoutNanos, BiConsumer<Outcome, PathCommand> told) {
        send(tries, () -> timeoutNanos, told);
    }

    /**
     * Asks, and has the outcome within a time.
     *
     * @param tries how often it is sent at most
     * @param limitNanos for all of them together
     * @param told once, perhaps before this returns; see {@link #onlyWhile}
     */
    public void askWithin(int tries, long limitNanos, BiConsumer<Outcome, PathCommand> told) {
        long beganNanos = path.reactor().nanoTime();
        send(tries, () -> limitNanos - (path.reactor().nanoTime() - beganNanos), told);
    }

    /** @param leftNanos how long the next one may take; none is sent when that is nothing */
    private void send(int tries, LongSupplier leftNanos, BiConsumer<Outcome, PathCommand> told) {
        PathCommand command = new PathCommand(path, direction, bytes);
        sent = command;
        if (written != null) {
            command.data().put(0, written);
        }
        command.send(form.applyAsInt(command.cdb()), leftNanos.getAsLong(), ended -> {
            sent = null;
            if (!wanted.getAsBoolean()) {
                return;
            }
            Outcome outcome = judge.apply(ended);
            if (outcome == Outcome.PASSING && tries > 1 && leftNanos.getAsLong() > 0) {
                send(tries - 1, leftNanos, told);
            } else {
                told.accept(outcome, ended);
            }
        });
    }
}
