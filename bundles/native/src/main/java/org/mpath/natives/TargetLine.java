package org.mpath.natives;

/**
 * A line of a device's table or status: sectors of a device, and what answers for them.
 *
 * @param start first sector
 * @param length how many sectors
 * @param type name of the target
 * @param words its words, without blanks around them
 */
public record TargetLine(long start, long length, String type, String words) {
    /**
     * Reads {@code START LENGTH TYPE WORDS...}.
     *
     * @throws IllegalArgumentException one sentence with what is wrong
     */
    public static TargetLine of(String line) {
        String[] parts = line.strip().split("\\s+", 4);
        if (parts.length < 3 || !parts[0].matches("[0-9]{1,18}") || !parts[1].matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("a table is START LENGTH TARGET WORDS..., not '" + line.strip() + "'");
        }
        return new TargetLine(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2], parts.length == 3 ? "" : parts[3]);
    }

    /** {@code START LENGTH TYPE WORDS...}, as {@code dmsetup} prints it. */
    @Override
    public String toString() {
        return (start + " " + length + " " + type + " " + words).strip();
    }
}
