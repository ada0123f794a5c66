package org.mpath.formats;

import java.util.EnumMap;
import java.util.Map;

/**
 * What is known of a map, group or path, in multipath-tools' words; whatever is not put is not known. Control characters
 * are kept: whoever prints makes them visible or escapes them. For one thread; a line keeps a copy.
 */
public final class Values<W extends Enum<W> & Wildcard> {
    private final Map<W, String> texts;

    /** Knows nothing yet. */
    public Values(Class<W> kind) {
        texts = new EnumMap<>(kind);
    }

    private Values(Values<W> other) {
        texts = new EnumMap<>(other.texts);
    }

    /** The same values, to be added to. */
    Values<W> copy() {
        return new Values<>(this);
    }

    /**
     * Adds a value.
     *
     * @param text null or empty when it is not known
     * @throws IllegalArgumentException for a text where there are whole numbers only
     */
    public Values<W> put(W wildcard, String text) {
        if (wildcard.column().number() && text != null && !text.isEmpty()) {
            throw new IllegalArgumentException(wildcard.column().heading() + " is a number, not '" + text + "'");
        }
        return set(wildcard, text);
    }

    /** Adds a number. */
    public Values<W> put(W wildcard, long number) {
        return set(wildcard, Long.toString(number));
    }

    private Values<W> set(W wildcard, String text) {
        if (text == null || text.isEmpty()) {
            texts.remove(wildcard);
        } else {
            texts.put(wildcard, text);
        }
        return this;
    }

    /** Whether a value is known. */
    boolean knows(W wildcard) {
        return texts.containsKey(wildcard);
    }

    /** The value, or the wildcard's word for one that is not known. */
    String text(W wildcard) {
        return texts.getOrDefault(wildcard, wildcard.column().absent());
    }

    @Override
    public String toString() {
        return texts.toString();
    }
}
