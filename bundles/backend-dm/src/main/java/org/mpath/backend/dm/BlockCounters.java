package org.mpath.backend.dm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mpath.api.map.IoCounters;
import org.mpath.api.map.MapState;

/** The I/O counters that the kernel keeps for each block device ({@code /sys/dev/block/MAJOR:MINOR/stat}). */
final class BlockCounters {
    private static final int SECTOR_BYTES = 512;
    private static final int FIELDS = 9;

    private final Path sys;

    BlockCounters(Path sys) {
        this.sys = sys;
    }

    /** The snapshot with the device's counters as of now; without when there are none. */
    MapState counted(MapState map, String device) {
        long[] stat = read(device);
        if (stat == null) {
            return map;
        }
        // reads, merged, sectors, ms; writes, merged, sectors, ms; in flight (Documentation/block/stat.rst)
        IoCounters counters = new IoCounters(stat[0], stat[4], stat[2] * SECTOR_BYTES, stat[6] * SECTOR_BYTES, 0, 0);
        return new MapState(map.name(), map.unit(), map.condition(), map.features(), map.handler(), map.groups(), map.queued(),
                (int) Math.min(Integer.MAX_VALUE, stat[8]), map.events(), counters, map.totals());
    }

    private long[] read(String device) {
        try {
            String text = Files.readString(sys.resolve("dev/block").resolve(device).resolve("stat"), StandardCharsets.US_ASCII);
            String[] words = text.strip().split("\\s+");
            if (words.length < FIELDS) {
                return null;
            }
            long[] stat = new long[FIELDS];
            for (int i = 0; i < FIELDS; i++) {
                stat[i] = Long.parseLong(words[i]);
            }
            return stat;
        } catch (IOException | NumberFormatException none) {
            return null;
        }
    }
}
