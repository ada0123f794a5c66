package org.mpath.api.map;

/** The three forms of device-mapper's multipath table and status lines (seed-systems 3.3 and 3.11). */
public enum TextForm {
    /** Linux 2.6.12, 2005. */
    LINUX_2005("2005"),
    /** Target version 1.0.5, Linux 2.6.24, 2007. */
    LINUX_2007("2007"),
    /** Today's (1.15.0). */
    TODAY("today");

    private final String word;

    TextForm(String word) {
        this.word = word;
    }

    /** What people type for it. */
    public String word() {
        return word;
    }

    /**
     * The form of that word.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static TextForm of(String word) {
        for (TextForm form : values()) {
            if (form.word.equalsIgnoreCase(word)) {
                return form;
            }
        }
        throw new IllegalArgumentException("unknown form '" + word + "': 2005, 2007 and today are known");
    }
}
