package org.mpath.discovery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.mpath.config.ReservationKey;

/**
 * The reservation keys that were set by command: the file {@code prkeys}. Of two lines for one unit the first counts; lines that
 * cannot be read are reported once and kept. Discovery thread.
 */
final class ReservationKeys {
    private static final Logger LOG = System.getLogger("org.mpath.discovery.prkeys");

    private final StateFile file;
    private final Set<String> reported = new HashSet<>();
    /** Null until the file was looked into. */
    private Map<String, ReservationKey> keys;

    /** @param directory where the file is; null to remember keys only as long as the runtime runs */
    ReservationKeys(Path directory) {
        this.file = new StateFile(directory, "prkeys");
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
            lines.removeIf(line -> KeyLine.parse(line).filter(known -> known.isOf(wwid)).isPresent());
            if (key != null) {
                lines.add(new KeyLine(wwid, key).text());
            }
            return lines.equals(present) ? null : lines;
        });
        refresh();
    }

    private Map<String, ReservationKey> read(List<String> lines) {
        Map<String, ReservationKey> read = new HashMap<>();
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            Optional<KeyLine> known = KeyLine.parse(line);
            if (known.isPresent()) {
                read.putIfAbsent(known.get().wwid(), known.get().key());
            } else if (!line.isBlank() && !line.startsWith("#") && reported.add(line)) {
                LOG.log(Level.WARNING, "event=prkeys.line_ignored file=" + file + " line=" + (index + 1)
                        + LogWords.reason("it is not 0x, 16 digits, a blank and a WWID"));
            }
        }
        return read;
    }
}
