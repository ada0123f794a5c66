package org.mpath.shell;

import java.net.ProtocolException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client says of its terminal.
 *
 * @param type terminfo name; no option or path can be made of it
 * @param columns width
 * @param lines height
 * @param colour whether colour is wanted
 */
record TerminalSize(String type, int columns, int lines, boolean colour) {
    private static final Pattern TERMINAL =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._+-]{0,63}) ([1-9]\\d{0,3}) ([1-9]\\d{0,3})( no-color)?");
    private static final Pattern WINDOW = Pattern.compile("([1-9]\\d{0,3}) ([1-9]\\d{0,3})");

    /** Reads {@code TERM COLUMNS LINES [no-color]}. */
    static TerminalSize of(String text) throws ProtocolException {
        Matcher words = TERMINAL.matcher(text);
        if (!words.matches()) {
            throw new ProtocolException("not TERM COLUMNS LINES: '" + Text.visible(text) + "'");
        }
        return new TerminalSize(
                words.group(1),
                Integer.parseInt(words.group(2)),
                Integer.parseInt(words.group(3)),
                words.group(4) == null);
    }

    /** The same terminal with the size in {@code COLUMNS LINES}. */
    TerminalSize resized(String text) throws ProtocolException {
        Matcher words = WINDOW.matcher(text);
        if (!words.matches()) {
            throw new ProtocolException("not COLUMNS LINES: '" + Text.visible(text) + "'");
        }
        return new TerminalSize(type, Integer.parseInt(words.group(1)), Integer.parseInt(words.group(2)), colour);
    }
}
