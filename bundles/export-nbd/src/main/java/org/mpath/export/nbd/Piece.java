package org.mpath.export.nbd;

import java.nio.ByteBuffer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.io.TaskListener;

/** A part of a request that is one SCSI command, with its buffer: pooled. */
final class Piece implements TaskListener {
    /** The command. */
    final ScsiTask task = new ScsiTask();

    private final Commands commands;
    /** The request this is a part of. */
    Request request;
    /**
     * A buffer of the reactor's pool; null when the command needs none. Position to limit is what is still to be
     * filled or written.
     */
    ByteBuffer buffer;
    /** Next free piece. */
    Piece next;

    /** Parameter list of UNMAP; made when first needed, because few clients trim. */
    private ByteBuffer parameters;

    Piece(Commands commands) {
        this.commands = commands;
    }

    @Override
    public void taskDone(ScsiTask done) {
        commands.pieceDone(this);
    }

    /** A heap buffer of at least {@code bytes} that lives as long as the piece. */
    ByteBuffer parameters(int bytes) {
        if (parameters == null) {
            parameters = ByteBuffer.allocate(bytes);
        }
        return parameters;
    }
}
