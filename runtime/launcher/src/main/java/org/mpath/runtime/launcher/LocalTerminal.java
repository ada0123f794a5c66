package org.mpath.runtime.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The terminal on standard input, by way of the program {@code stty}. */
final class LocalTerminal {
    private static final String UNKNOWN_SIZE = "80 24";

    private final boolean present;
    private String saved;

    LocalTerminal(boolean present) {
        this.present = present;
    }

    /** {@code TERM COLUMNS LINES}, and {@code no-color} when the user wants none. */
    String description() {
        String type = System.getenv("TERM");
        boolean usable = present && type != null && type.matches("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");
        String colour = System.getenv("NO_COLOR") == null && usable ? "" : " no-color";
        return (usable ? type : "dumb") + " " + size() + colour;
    }

    /** {@code COLUMNS LINES}. */
    String size() {
        String[] answer = present ? stty("size").split(" ") : new String[0];
        boolean known = answer.length == 2 && !answer[0].equals("0") && !answer[1].equals("0");
        return known ? answer[1] + " " + answer[0] : UNKNOWN_SIZE;
    }

    /** Hands over every key as it is typed, until {@link #restore}. */
    synchronized void raw() {
        if (present) {
            saved = stty("-g");
            stty("raw", "-echo");
        }
    }

    /** Back to what it was. Any thread, any number of times. */
    synchronized void restore() {
        if (saved != null && !saved.isEmpty()) {
            stty(saved);
        }
        saved = null;
    }

    private static String stty(String... words) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(words));
        try {
            Process stty = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(new File("/dev/null"))
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return stty.waitFor() == 0 ? answer : "";
        } catch (IOException noStty) {
            return "";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
