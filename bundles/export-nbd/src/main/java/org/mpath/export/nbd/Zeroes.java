package org.mpath.export.nbd;

import java.nio.ByteBuffer;

/** Zeroes to write: one buffer for all, that nobody can change. Made when first needed. */
final class Zeroes {
    private static final int BYTES = 256 * 1024;

    private Zeroes() {}

    static ByteBuffer buffer() {
        return Holder.BUFFER;
    }

    private static final class Holder {
        static final ByteBuffer BUFFER = ByteBuffer.allocateDirect(BYTES).asReadOnlyBuffer();
    }
}
