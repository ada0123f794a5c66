package org.mpath.config.pattern;

/** An expression that cannot be used. */
public final class PatternFault extends Exception {
    private static final long serialVersionUID = 1;

    private final int position;

    PatternFault(int position, String sentence) {
        super(sentence);
        this.position = position;
    }

    /** Where in the expression, from 1. */
    public int position() {
        return position;
    }
}
