package org.mpath.config;

import java.util.Optional;

/** The sections of a configuration file in which keywords stand. */
public enum Section {
    /** What holds where nobody says otherwise. */
    DEFAULTS('D', "defaults"),
    /** What holds for every device, whatever its row says. */
    OVERRIDES('O', "overrides"),
    /** What holds for the paths of one protocol, in {@link #OVERRIDES}. */
    PROTOCOL('P', "protocol"),
    /** A row of the hardware table, in {@code devices}. */
    DEVICE('H', "device"),
    /** One map, in {@code multipaths}. */
    MULTIPATH('M', "multipath"),
    /** Which paths are left out. */
    EXCLUDE('B', "blacklist"),
    /** Which are not, all the same. */
    EXCEPTIONS('E', "blacklist_exceptions");

    private final char letter;
    private final String word;

    Section(char letter, String word) {
        this.letter = letter;
        this.word = word;
    }

    /** Its name in a file. */
    public String word() {
        return word;
    }

    static Optional<Section> of(char letter) {
        for (Section section : values()) {
            if (section.letter == letter) {
                return Optional.of(section);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return word;
    }
}
