package org.mpath.iscsi;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Computes CRC32C digests of headers and data segments (RFC 7143 13.1). One per connection direction; reused, allocates
 * nothing.
 *
 * <p>Buffers given to it are views of the caller: their position and limit are moved.
 */
public final class PduDigest {
    private final CRC32C crc = new CRC32C();

    /** Starts a new digest. */
    public void begin() {
        crc.reset();
    }

    /** Adds {@code bytes} bytes of {@code view} from {@code at} on. */
    public void add(ByteBuffer view, int at, int bytes) {
        view.limit(at + bytes).position(at);
        crc.update(view);
    }

    /** Adds padding, which is zero. */
    public void addZeros(int bytes) {
        for (int i = 0; i < bytes; i++) {
            crc.update(0);
        }
    }

    /** The digest as the big-endian number that is on the wire: the CRC goes out low byte first. */
    public int wireValue() {
        return Integer.reverseBytes((int) crc.getValue());
    }

    /** The digest of one range. */
    public int of(ByteBuffer view, int at, int bytes) {
        begin();
        add(view, at, bytes);
        return wireValue();
    }
}
