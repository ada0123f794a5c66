package org.mpath.discovery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.nio.file.Path;
import org.mpath.config.ReservationKey;

/**
 * The reservation keys that were set by command: the file {@code prkeys}, lines {@code 0xKEY wwid} with 16 digits as
 * multipath-tools has them, {@code 0X} for a key that is registered with APTPL. Of two lines for one unit the first counts;
 * lines that cannot be read are reported once and kept. Discovery thread.
 */
final class ReservationKeys {
    private static final Logger LOG = System.getLogger("org.mpath.discovery.prkeys");
    private static final String PREFIX = "0x";
    private static final String PREFIX_OF_SURVIVING = "0X";

    private final StateFile file;
    private final Set<String> reported = new HashSet<>();
    /** Null until the file was looked into. */
    private Map<String, ReservationKey> keys;

    /** @param directory where the file is; null to remember keys only as long as the runtime runs */
    ReservationKeys(Path directory) {
        this(new StateFile(directory, "prkeys"));
    }

    ReservationKeys(StateFile file) {
        this.file = file;
    }

    /** Takes in what people and other runtimes wrote meanwhile. */
    void refresh() {
        try {
            keys = read(file.read());
        } catch (IOException unusable) {
            keys = keys == null ? new HashMap<>() : keys;
            LOG.log(Level.WARNING, "event=prkeys.not_read file=" + file + LogWords.reason(unusable.toString()));
        }
    }

    /** The key of a unit as it was read last; null for none. */
    ReservationKey key(String wwid) {
        if (keys == null) {
            refresh();
        }
        return keys.get(wwid);
    }

    /**
     * Writes down the key of a unit.
     *
     * @param key null for none
     * @throws IOException when the file cannot be written: nothing is changed then
     */
    void set(String wwid, ReservationKey key) throws IOException {
        file.change(present -> {
            List<String> lines = new ArrayList<>(present);
            lines.removeIf(line -> wwid.equals(wwid(line)));
            if (key != null) {
                lines.add(line(wwid, key));
            }
            return lines.equals(present) ? null : lines;
        });
        refresh();
    }

    private static String line(String wwid, ReservationKey key) {
        return (key.survivesPowerLoss() ? PREFIX_OF_SURVIVING : PREFIX) + "%016x".formatted(key.key()) + ' ' + wwid;
    }

    private Map<String, ReservationKey> read(List<String> lines) {
        Map<String, ReservationKey> read = new HashMap<>();
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            String wwid = wwid(line);
            if (wwid != null) {
                read.putIfAbsent(wwid, keyOf(line.strip()));
            } else if (!line.isBlank() && !line.startsWith("#") && reported.add(line)) {
                LOG.log(Level.WARNING, "event=prkeys.line_ignored file=" + file + " line=" + (index + 1)
                        + LogWords.reason("it is not 0x, 16 digits, a blank and a WWID"));
            }
        }
        return read;
    }

    /** The unit a line is about; null when it is about none. */
    private static String wwid(String line) {
        String[] words = line.strip().split("[ \t]+");
        return words.length == 2 && words[0].matches("0[xX][0-9a-fA-F]{16}") ? words[1] : null;
    }

    private static ReservationKey keyOf(String line) {
        long key = Long.parseUnsignedLong(line.substring(PREFIX.length(), PREFIX.length() + 16), 16);
        return new ReservationKey(key, line.startsWith(PREFIX_OF_SURVIVING));
    }
}
