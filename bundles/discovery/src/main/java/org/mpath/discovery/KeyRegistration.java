package org.mpath.discovery;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.mpath.api.path.PathDevice;
import org.mpath.discovery.Registration.State;
import org.mpath.discovery.Registration.Wanted;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.MalformedResponse;
import org.mpath.scsi.PersistentReserve;
import org.mpath.scsi.RegisteredKeys;
import org.mpath.scsi.ReservationRequest;
import org.mpath.scsi.SenseKey;

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
    private PathCommand command;

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
        int bytes = RegisteredKeys.bytesFor(room);
        command = new PathCommand(path, bytes, () -> {});
        send(1, whenDone -> command.send(
                        Cdb.persistentReserveIn(command.cdb(), PersistentReserve.READ_KEYS, bytes), bytes, timeoutNanos, whenDone),
                () -> {
                    if (command.good()) {
                        keysRead(room);
                    } else if (says(SenseKey.ILLEGAL_REQUEST)) {
                        told.accept(State.NOT_NEEDED, ""); // who does not know the command knows no keys
                    } else {
                        failed("READ KEYS");
                    }
                });
    }

    private void keysRead(int room) {
        RegisteredKeys registered;
        try {
            registered = RegisteredKeys.parse(command.received());
        } catch (MalformedResponse lie) {
            told.accept(State.FAILED, lie.getMessage());
            return;
        }
        if (registered.keys().contains(wanted.key().key())) {
            register();
        } else if (registered.truncated() && room < KEYS_ROOM_MAX) {
            readKeys(KEYS_ROOM_MAX);
        } else {
            told.accept(State.NOT_NEEDED, "");
        }
    }

    private void register() {
        byte[] list = ReservationRequest.register(
                wanted.key().key(), wanted.allTargetPorts(), wanted.key().survivesPowerLoss()).bytes();
        send(1, whenDone -> command.send(
                        Cdb.persistentReserveOut(command.cdb(), PersistentReserve.REGISTER_AND_IGNORE, 0, list.length),
                        list, timeoutNanos, whenDone),
                () -> {
                    if (command.good()) {
                        told.accept(State.REGISTERED, "");
                    } else {
                        failed("REGISTER AND IGNORE EXISTING KEY");
                    }
                });
    }

    /** Sends a command, and again while its answer is one that goes away by that, a bounded number of times. */
    private void send(int attempt, Consumer<Runnable> sending, Runnable whenOver) {
        sending.accept(() -> {
            Attention attention = command.attention();
            if (attention != Attention.NONE) {
                news.accept(attention, command.text()); // it is said to nobody else
            }
            if (command.passing() && attempt < UnitProbe.TRIES_MAX) {
                send(attempt + 1, sending, whenOver);
            } else {
                whenOver.run();
            }
        });
    }

    private void failed(String what) {
        told.accept(says(SenseKey.NOT_READY) ? State.LATER : State.FAILED, what + ": " + command.text());
    }

    private boolean says(SenseKey key) {
        return command.answered() && command.senseKey() == key.code();
    }
}
