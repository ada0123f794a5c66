package org.mpath.iscsi;

/** Makes text that a peer sent fit to be shown: printable ASCII, bounded. */
public final class Shown {
    /** Characters kept. */
    public static final int CHARACTERS_MAX = 120;

    private Shown() {}

    /** The text with everything but printable ASCII replaced by '?', cut at {@link #CHARACTERS_MAX}. */
    public static String text(String wire) {
        int length = Math.min(wire.length(), CHARACTERS_MAX);
        StringBuilder shown = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = wire.charAt(i);
            shown.append(c >= ' ' && c <= '~' && c != '"' && c != '\\' ? c : '?');
        }
        return wire.length() > length ? shown.append("...").toString() : shown.toString();
    }
}
