package org.mpath.iscsi;

import java.nio.charset.StandardCharsets;
import org.mpath.scsi.Visible;

/** Builds the text of a PDU: {@code key=value} pairs, each ended by a zero byte (RFC 7143 6.1). */
public final class TextBuilder {
    private final StringBuilder text = new StringBuilder();

    /** Adds a pair. */
    public TextBuilder add(String key, String value) {
        if (key.isEmpty() || key.indexOf('=') >= 0 || key.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("key " + Visible.of(key) + " or its value cannot be sent");
        }
        text.append(key).append('=').append(value).append('\0');
        return this;
    }

    /** Adds a pair with a number. */
    public TextBuilder add(String key, int value) {
        return add(key, Integer.toString(value));
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return text.length() == 0;
    }

    /** The text so far. */
    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
