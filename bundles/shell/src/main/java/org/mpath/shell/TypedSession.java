package org.mpath.shell;

import java.io.Closeable;
import java.io.IOException;

/** A session somebody types in, at the far end of the shell socket. */
interface TypedSession extends Closeable {
    /** What the client shall do with its terminal: {@code raw} or {@code line}. */
    String mode();

    /** Runs until the session ends; answers its exit code. */
    ExitCode run() throws IOException;

    /** Bytes were typed; none means the end of input. Waits while the session has much to read. */
    void typed(byte[] bytes) throws IOException;

    /** The window has a new size. */
    void resized(int columns, int lines);
}
