package org.mpath.handler.rdac;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.mpath.api.path.PathDevice;

/** Counts the answers of an array that are not believed, and logs the 1st, 2nd, 4th, 8th... Any thread. */
final class Rejections {
    private static final Logger LOG = System.getLogger("org.mpath.handler.rdac");

    private long count;

    /** One more. */
    synchronized void add(PathDevice path, String reason) {
        count++;
        if (Long.bitCount(count) == 1) {
            LOG.log(Level.WARNING, "event=rdac.answer_rejected path=" + path.name() + " count=" + count + " reason=\""
                    + reason + '"');
        }
    }

    synchronized long count() {
        return count;
    }
}
