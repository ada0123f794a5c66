package org.mpath.discovery;

import java.lang.System.Logger.Level;
import org.mpath.discovery.KnownPath.Dispute;

/**
 * Takes paths out of their maps, at once: first the engine stops using one, then the table goes without it. Discovery thread.
 */
final class Removal {
    private final MapBook book;
    private final MapMessages messages;
    private final Intake intake;
    private final Runnable load;

    /** @param load brings the data plane up to date with the book */
    Removal(MapBook book, MapMessages messages, Intake intake, Runnable load) {
        this.book = book;
        this.messages = messages;
        this.intake = intake;
        this.load = load;
    }

    /** A path is in no map, for a reason. */
    void reject(KnownPath path, String reason, Level level) {
        boolean placed = path.placed();
        if (placed) {
            messages.fail(path, reason);
        }
        intake.withdraw(path);
        path.reject(reason, level);
        leave(path, placed);
    }

    /** Another unit is behind a path. */
    void quarantine(KnownPath path, Dispute why, String sentence) {
        boolean placed = path.placed();
        if (placed) {
            messages.fail(path, sentence);
        }
        intake.withdraw(path);
        path.quarantine(why, sentence);
        leave(path, placed);
    }

    private void leave(KnownPath path, boolean placed) {
        if (placed) {
            book.leave(path);
            load.run();
        }
    }
}
