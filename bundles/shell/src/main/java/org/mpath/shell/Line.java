package org.mpath.shell;

/** One line for a terminal: counts what is visible, cuts at the width, colours state words. */
final class Line {
    private final StringBuilder text = new StringBuilder();
    private final boolean colour;
    private int free;

    Line(Screen screen) {
        free = screen.columns();
        colour = screen.colour();
    }

    /** Adds text. */
    Line add(String more) {
        text.append(fitting(more));
        return this;
    }

    /** Adds a word of state. */
    Line state(String word) {
        String shown = fitting(word);
        text.append(colour && shown.equals(word) ? Palette.paint(shown) : shown);
        return this;
    }

    private String fitting(String more) {
        String shown = Text.cut(Text.visible(more), free);
        free -= shown.length();
        return shown;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
