package org.mpath.transport.sg;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.mpath.api.io.ScsiTask;

/**
 * The open files of a path for one kind of commands, and the commands that wait for room. Reads have a lane of their own:
 * to give up a read its file has to be closed, lest the kernel writes into a buffer that is somebody else's by then, and that
 * must not lose sight of a write. Reactor thread.
 */
final class Lane {
    private final List<SgFile> files = new ArrayList<>();
    private final ArrayDeque<ScsiTask> waiting = new ArrayDeque<>();
    private final int filesMax;

    Lane(int filesMax) {
        this.filesMax = filesMax;
    }

    List<SgFile> files() {
        return files;
    }

    ArrayDeque<ScsiTask> waiting() {
        return waiting;
    }

    boolean mayOpen() {
        return files.size() < filesMax;
    }

    /** A file with a free request; null when there is none. */
    SgFile withRoom() {
        for (int i = 0; i < files.size(); i++) {
            if (!files.get(i).full()) {
                return files.get(i);
            }
        }
        return null;
    }

    int inFlight() {
        int count = 0;
        for (int i = 0; i < files.size(); i++) {
            count += files.get(i).inFlight();
        }
        return count;
    }

    /** Removes those that expired before that from the line. */
    void expire(long nowNanos, SgFile.Ended ended) {
        if (waiting.isEmpty()) {
            return;
        }
        List<ScsiTask> late = new ArrayList<>();
        for (Iterator<ScsiTask> each = waiting.iterator(); each.hasNext(); ) {
            ScsiTask task = each.next();
            if (task.expiresNanos - nowNanos <= 0) {
                each.remove();
                late.add(task);
            }
        }
        late.forEach(ended::ended);
    }

    /** Takes everything out of the line. */
    void refuse(SgFile.Ended ended) {
        for (int left = waiting.size(); left > 0 && !waiting.isEmpty(); left--) {
            ended.ended(waiting.pollFirst());
        }
    }
}
