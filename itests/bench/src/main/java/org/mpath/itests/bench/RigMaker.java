package org.mpath.itests.bench;

import java.io.IOException;
import org.mpath.reactor.EventLoop;

/** The rigs a map is measured on. */
enum RigMaker {
    /** Nothing behind the paths. */
    NONE {
        @Override
        Rig make() throws IOException {
            EventLoop loop = loop();
            return new Rig("no transport", loop, new NoTransport(loop, PATHS), 0, UNIT_BYTES, loop::close);
        }
    };

    private static final int PATHS = 4;
    private static final long UNIT_BYTES = 64L << 20;
    private static final int TASKS_MAX = 16_384;
    private static final long BUFFERS_BYTES_MAX = 64L << 20;

    /** Starts it. */
    abstract Rig make() throws Exception;

    private static EventLoop loop() throws IOException {
        return new EventLoop("bench-reactor", TASKS_MAX, BUFFERS_BYTES_MAX);
    }
}
