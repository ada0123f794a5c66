package org.mpath.itests.check.play;

import java.util.Arrays;
import java.util.HexFormat;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;

/**
 * A command that a plug-in sent.
 *
 * @param path where
 * @param atNanos when, by the scene's clock
 * @param cdb its CDB
 * @param direction which way its data goes
 * @param bytes how many bytes of data
 * @param timeoutNanos its timeout; 0 for the transport's
 * @param written what it writes; empty when it does not
 */
public record Sent(
        PlayedPath path,
        long atNanos,
        byte[] cdb,
        DataDirection direction,
        int bytes,
        long timeoutNanos,
        byte[] written) {
    static Sent of(PlayedPath path, ScsiTask task) {
        byte[] written = new byte[0];
        if (task.direction == DataDirection.WRITE && task.data != null && task.dataLength > 0) {
            written = new byte[task.dataLength];
            task.data.get(task.dataOffset, written);
        }
        int length = Math.max(0, Math.min(task.cdbLength, ScsiTask.CDB_BYTES_MAX));
        return new Sent(path, path.reactor().nanoTime(), Arrays.copyOf(task.cdb, length), task.direction,
                task.dataLength, task.timeoutNanos, written);
    }

    /** Its operation code; -1 when it has no CDB. */
    public int opcode() {
        return cdb.length == 0 ? -1 : cdb[0] & 0xff;
    }

    /** Whether it reads data. */
    public boolean reads() {
        return direction == DataDirection.READ && bytes > 0;
    }

    /** The CDB in hexadecimal, and where it went. */
    public String text() {
        return "CDB " + HexFormat.of().formatHex(cdb) + " on " + path.name();
    }
}
