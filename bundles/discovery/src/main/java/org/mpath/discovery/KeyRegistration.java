package org.mpath.discovery;

import java.util.function.BiConsumer;
import org.mpath.api.io.DataDirection;
import org.mpath.api.path.PathDevice;
import org.mpath.api.plugin.PathCommand;
import org.mpath.discovery.Registration.State;
import org.mpath.discovery.Registration.Wanted;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.PersistentReserve;
import org.mpath.scsi.RegisteredKeys;
import org.mpath.scsi.ReservationRequest;
import org.mpath.scsi.Sense;
import org.mpath.scsi.SenseKey;
import org.mpath.scsi.Status;

/**
 * Registers a reservation key on a path when its unit has the key registered already (READ KEYS, then REGISTER AND IGNORE
 * EXISTING KEY; SPC-5 6.16.2, 6.17). Reactor thread, once.
 *
 * <p>A unit without the key is sent nothing more: nobody uses reservations there, or somebody took ours away, and that is not
 * ours to undo.
 */
final class KeyRegistration {
    private static final int KEYS_ROOM = 512;
    /** As many keys as fit the allocation length. */
    private static final int KEYS_ROOM_MAX = 8_190;

    private final PathDevice path;
    private final Wanted wanted;
    private final long timeoutNanos;
    private final BiConsumer<Attention, String> news;
    private final BiConsumer<State, String> told;
    private int tries;

    /**
     * Makes one.
     *
     * @param timeoutNanos of each command
     * @param news told of unit attentions that are not {@link Attention#NONE}, and the words of the sense data
     * @param told gets how it ended, and why it is not registered, once
     */
    KeyRegistration(
            PathDevice path, Wanted wanted, long timeoutNanos, BiConsumer<Attention, String> news, BiConsumer<State, String> told) {
        this.path = path;
        this.wanted = wanted;
        this.timeoutNanos = timeoutNanos;
        this.news = news;
        this.told = told;
    }

    void start() {
        readKeys(KEYS_ROOM);
    }

    private void readKeys(int room) {
        PathCommand command = new PathCommand(path, DataDirection.READ, RegisteredKeys.bytesFor(room));
        int length = Cdb.persistentReserveIn(command.cdb(), PersistentReserve.READ_KEYS, RegisteredKeys.bytesFor(room));
        command.send(length, timeoutNanos, ended -> {
            if (isPassing(ended)) {
                readKeys(room);
            } else if (!ended.answered() || ended.status() != Status.GOOD) {
                keysRefused(ended);
            } else {
                keysRead(ended, room);
            }
        });
    }

    /** Who does not know the command knows no keys. */
    private void keysRefused(PathCommand ended) {
        if (isCheck(ended, SenseKey.ILLEGAL_REQUEST)) {
            told.accept(State.NOT_NEEDED, "");
        } else {
            failed("READ KEYS", ended);
        }
    }

    private void keysRead(PathCommand ended, int room) {
        RegisteredKeys registered;
        try {
            registered = RegisteredKeys.parse(ended.received());
        } catch (MalformedResponse lie) {
            told.accept(State.FAILED, lie.getMessage());
            return;
        }
        if (registered.keys().contains(wanted.key().key())) {
            tries = 0;
            register();
        } else if (registered.truncated() && room < KEYS_ROOM_MAX) {
            readKeys(KEYS_ROOM_MAX);
        } else {
            told.accept(State.NOT_NEEDED, "");
        }
    }

    private void register() {
        PathCommand command = new PathCommand(path, DataDirection.WRITE, ReservationRequest.BYTES);
        command.data().put(0, ReservationRequest.register(
                wanted.key().key(), wanted.allTargetPorts(), wanted.key().survivesPowerLoss()).bytes());
        int length = Cdb.persistentReserveOut(
                command.cdb(), PersistentReserve.REGISTER_AND_IGNORE, 0, ReservationRequest.BYTES);
        command.send(length, timeoutNanos, ended -> {
            if (isPassing(ended)) {
                register();
            } else if (ended.answered() && ended.status() == Status.GOOD) {
                told.accept(State.REGISTERED, "");
            } else {
                failed("REGISTER AND IGNORE EXISTING KEY", ended);
            }
        });
    }

    /** Whether the answer is one that goes away by asking again, a bounded number of times. */
    private boolean isPassing(PathCommand ended) {
        if (!ended.answered()) {
            return false;
        }
        boolean attention = isCheck(ended, SenseKey.UNIT_ATTENTION);
        if (attention) {
            Attention says = Attention.of(ended.sense(), ended.senseLength());
            if (says != Attention.NONE) {
                news.accept(says, Sense.text(ended.sense(), ended.senseLength())); // it is said to nobody else
            }
        }
        boolean passing = attention
                || isCheck(ended, SenseKey.ABORTED_COMMAND)
                || ended.status() == Status.BUSY
                || ended.status() == Status.TASK_SET_FULL;
        return passing && ++tries < UnitProbe.TRIES_MAX;
    }

    private void failed(String what, PathCommand ended) {
        State state = isCheck(ended, SenseKey.NOT_READY) ? State.LATER : State.FAILED;
        told.accept(state, what + ": " + words(ended));
    }

    private static String words(PathCommand ended) {
        if (!ended.answered()) {
            return ended.timedOut() ? "no answer in time" : "not answered";
        }
        return Status.text(ended.status(), ended.sense(), ended.senseLength());
    }

    private static boolean isCheck(PathCommand ended, SenseKey key) {
        return ended.answered()
                && ended.status() == Status.CHECK_CONDITION
                && Sense.key(ended.sense(), ended.senseLength()) == key.code();
    }
}
