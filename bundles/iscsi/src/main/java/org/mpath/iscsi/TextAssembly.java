package org.mpath.iscsi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.mpath.scsi.Visible;

/**
 * Puts text together from the data segments of one or more PDUs and takes it apart into keys and values. Bounded: what
 * goes beyond its limits is refused before it is kept.
 */
public final class TextAssembly {
    /** Longest key name (RFC 7143 6.1). */
    public static final int KEY_CHARACTERS_MAX = 63;
    /** Longest value taken, the bound for large binary values (RFC 7143 6.1). */
    public static final int VALUE_BYTES_MAX = 8192;

    private static final int FIRST_BYTES = 512;

    private final TextLimits limits;
    private byte[] text = new byte[FIRST_BYTES];
    private int length;
    private int rounds;

    /** Makes an empty one. */
    public TextAssembly(TextLimits limits) {
        this.limits = limits;
    }

    /**
     * Adds a data segment.
     *
     * @throws MalformedPdu when the text gets too long or comes in too many PDUs
     */
    public void add(ByteBuffer data, int at, int bytes) {
        rounds++;
        if (rounds > limits.rounds()) {
            throw new MalformedPdu("text goes on for more than " + limits.rounds() + " PDUs");
        }
        int total = Math.addExact(length, bytes);
        if (total > limits.bytes()) {
            throw new MalformedPdu("text of " + total + " bytes; at most " + limits.bytes() + " are taken");
        }
        if (total > text.length) {
            text = Arrays.copyOf(text, Math.min(limits.bytes(), Math.max(total, text.length * 2)));
        }
        data.get(at, text, length, bytes);
        length = total;
    }

    /** Whether nothing was added since the last {@link #take}. */
    public boolean isEmpty() {
        return length == 0;
    }

    /**
     * Answers the keys in their order and starts again empty.
     *
     * @throws MalformedPdu when a pair is not {@code key=value} or there are too many
     */
    public List<KeyValue> take() {
        List<KeyValue> pairs = new ArrayList<>();
        int start = 0;
        while (start < length) {
            int end = endOfPair(start);
            if (end > start) {
                if (pairs.size() == limits.pairs()) {
                    throw new MalformedPdu("more than " + limits.pairs() + " text keys");
                }
                pairs.add(pair(start, end));
            }
            start = end + 1;
        }
        length = 0;
        rounds = 0;
        return pairs;
    }

    private int endOfPair(int start) {
        int end = start;
        while (end < length && text[end] != 0) {
            end++;
        }
        return end;
    }

    private KeyValue pair(int start, int end) {
        int equals = start;
        while (equals < end && text[equals] != '=') {
            equals++;
        }
        if (equals == end) {
            throw new MalformedPdu("text without '=': " + shown(start, end));
        }
        if (equals == start || equals - start > KEY_CHARACTERS_MAX) {
            throw new MalformedPdu("key name of " + (equals - start) + " characters: " + shown(start, end));
        }
        if (end - equals - 1 > VALUE_BYTES_MAX) {
            throw new MalformedPdu("value of " + (end - equals - 1) + " bytes: " + shown(start, end));
        }
        for (int i = start; i < equals; i++) {
            if (!keyCharacter(text[i])) {
                throw new MalformedPdu("key name with a wrong character: " + shown(start, end));
            }
        }
        return new KeyValue(string(start, equals), string(equals + 1, end));
    }

    private static boolean keyCharacter(byte b) {
        return b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b >= '0' && b <= '9' || ".-+@_#".indexOf(b) >= 0;
    }

    private String string(int start, int end) {
        return new String(text, start, end - start, StandardCharsets.UTF_8);
    }

    private String shown(int start, int end) {
        return Visible.of(string(start, Math.min(end, start + Visible.CHARACTERS_MAX)));
    }
}
