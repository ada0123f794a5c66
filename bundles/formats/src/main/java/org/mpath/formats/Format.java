package org.mpath.formats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A line with wildcards in it, such as {@code %n %d %w}. Immutable. */
public final class Format<W extends Wildcard> {
    private static final char SIGN = '%';
    private static final int LENGTH_MAX = 4096;

    /** A piece of the line: a wildcard, or text as it stands when that is null. */
    private record Piece<W>(W wildcard, String text) {}

    private final List<Piece<W>> pieces = new ArrayList<>();

    private Format() {}

    /**
     * Reads a format. multipath-tools leaves out what it does not know; here it is refused, so that nobody waits for a column
     * that never comes.
     *
     * @param kind the wildcards there are
     * @throws FormatException naming the wildcard that is none, {@code %%} and a last {@code %} too
     */
    public static <W extends Enum<W> & Wildcard> Format<W> of(String text, Class<W> kind) {
        if (text.length() > LENGTH_MAX) {
            throw new FormatException("a format has " + LENGTH_MAX + " characters at most, not " + text.length());
        }
        Format<W> format = new Format<>();
        int at = 0;
        for (int sign = text.indexOf(SIGN); sign >= 0; sign = text.indexOf(SIGN, at)) {
            format.add(null, text.substring(at, sign));
            at = Math.min(sign + 2, text.length());
            format.add(wildcard(text.substring(sign, at), kind), "");
        }
        format.add(null, text.substring(at));
        return format;
    }

    private void add(W wildcard, String text) {
        if (wildcard != null || !text.isEmpty()) {
            pieces.add(new Piece<>(wildcard, text));
        }
    }

    private static <W extends Enum<W> & Wildcard> W wildcard(String word, Class<W> kind) {
        return Arrays.stream(kind.getEnumConstants())
                .filter(wildcard -> word.length() == 2 && wildcard.column().letter() == word.charAt(1))
                .findFirst()
                .orElseThrow(() -> new FormatException("unknown wildcard '" + word + "': there are " + known(kind)));
    }

    private static <W extends Wildcard> String known(Class<W> kind) {
        return Arrays.stream(kind.getEnumConstants())
                .map(wildcard -> "%" + wildcard.column().letter() + " (" + wildcard.column().heading() + ")")
                .collect(Collectors.joining(", "));
    }

    /** The wildcards, in order. */
    List<W> wildcards() {
        return pieces.stream().map(Piece::wildcard).filter(wildcard -> wildcard != null).toList();
    }

    /** The line, with the text that each wildcard stands for. */
    String line(Function<W, String> texts) {
        return pieces.stream()
                .map(piece -> piece.wildcard() == null ? piece.text() : texts.apply(piece.wildcard()))
                .collect(Collectors.joining());
    }
}
