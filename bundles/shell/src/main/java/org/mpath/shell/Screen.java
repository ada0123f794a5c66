package org.mpath.shell;

import java.io.PrintStream;
import java.util.List;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Process;

/**
 * Where a command prints: the end of its pipe, and what is known of the terminal there.
 *
 * @param out the stream
 * @param columns width of the terminal; {@link #UNLIMITED} when the output is not a terminal
 * @param colour whether to colour
 */
record Screen(PrintStream out, int columns, boolean colour) {
    /** Nothing is cut to this width. */
    static final int UNLIMITED = Integer.MAX_VALUE;

    /** Session variable and environment variable: no colour when present and not empty (no-color.org). */
    static final String NO_COLOR = "NO_COLOR";

    private static final int COLUMNS_MIN = 20;

    /** The screen of the command that runs on this thread. */
    static Screen of(CommandSession session) {
        Process process = Process.Utils.current();
        String type = String.valueOf(session.get("TERM"));
        boolean terminal = process != null && process.isTty(1) && !type.equals("null");
        PrintStream out = process != null ? process.out() : session.getConsole();
        if (!terminal) {
            return new Screen(out, UNLIMITED, false);
        }
        return new Screen(out, columns(session), !type.startsWith("dumb") && !colourUnwanted(session));
    }

    private static int columns(CommandSession session) {
        return session.get("COLUMNS") instanceof Integer columns && columns >= COLUMNS_MIN ? columns : UNLIMITED;
    }

    /** Whether the user wants no colour. */
    static boolean colourUnwanted(CommandSession session) {
        Object told = session.get(NO_COLOR);
        String text = told != null ? told.toString() : System.getenv(NO_COLOR);
        return text != null && !text.isEmpty();
    }

    /** Prints a line, cut to the terminal's width. */
    void line(String text) {
        out.println(Text.cut(Text.visible(text), columns));
    }

    /** Prints lines, each cut to the terminal's width. */
    void lines(List<String> texts) {
        texts.forEach(this::line);
    }

    /** Prints a line whole: a sentence wraps, it is not cut. */
    void sentence(String text) {
        out.println(Text.visible(text));
    }
}
