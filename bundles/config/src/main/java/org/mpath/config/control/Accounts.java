package org.mpath.config.control;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The numbers of users and groups, from files with lines {@code NAME:PASSWORD:NUMBER:...}. */
final class Accounts {
    static final Path USERS = Path.of("/etc/passwd");
    static final Path GROUPS = Path.of("/etc/group");

    private static final int BYTES_MAX = 1 << 20;
    private static final int NUMBER_FIELD = 2;

    private Accounts() {}

    /** The numbers by name, of the first mebibyte; none when the file cannot be read. */
    static Map<String, Integer> numbers(Path file) {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        Map<String, Integer> numbers = new HashMap<>();
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(BYTES_MAX), StandardCharsets.UTF_8);
            text.lines().map(line -> line.split(":", -1)).forEach(fields -> {
                if (fields.length > NUMBER_FIELD && fields[NUMBER_FIELD].matches("\\d{1,9}")) {
                    numbers.putIfAbsent(fields[0], Integer.valueOf(fields[NUMBER_FIELD]));
                }
            });
        } catch (IOException unreadable) {
            return Map.of(); // names are refused then, numbers are not
        }
        return numbers;
    }
}
