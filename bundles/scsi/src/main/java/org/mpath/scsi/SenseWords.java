package org.mpath.scsi;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Words for additional sense codes, from {@code sense.txt}; read when the first ones are asked for. */
final class SenseWords {
    private static final String RESOURCE = "sense.txt";

    private SenseWords() {}

    /** A blank and the words, or nothing when the table has none. */
    static String of(int asc, int ascq) {
        String words = Table.WORDS.get(code(asc, ascq));
        return words == null ? "" : ' ' + words;
    }

    private static int code(int asc, int ascq) {
        return (asc & 0xff) << 8 | ascq & 0xff;
    }

    /** Loaded lazily, with this class. */
    private static final class Table {
        static final Map<Integer, String> WORDS = read();

        private static Map<Integer, String> read() {
            Map<Integer, String> words = new HashMap<>();
            try (InputStream in = SenseWords.class.getResourceAsStream(RESOURCE);
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (!line.isBlank() && line.charAt(0) != '#') {
                        int asc = Integer.parseInt(line.substring(0, 2), 16);
                        int ascq = Integer.parseInt(line.substring(3, 5), 16);
                        words.put(code(asc, ascq), line.substring(6));
                    }
                }
                return Map.copyOf(words);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }
}
