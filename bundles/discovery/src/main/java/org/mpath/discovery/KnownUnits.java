package org.mpath.discovery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The units that had a map once: the file {@code wwids}, lines {@code /wwid/} as multipath-tools has them. Lines of another
 * form, which are comments there, are kept. Discovery thread.
 */
final class KnownUnits {
    private static final Logger LOG = System.getLogger("org.mpath.discovery.wwids");
    private static final String MARK = "/";

    private final StateFile file;
    /** Null until the file was looked into. */
    private Set<String> wwids;

    /** @param directory where the file is; null to remember units only as long as the runtime runs */
    KnownUnits(Path directory) {
        this(new StateFile(directory, "wwids"));
    }

    KnownUnits(StateFile file) {
        this.file = file;
    }

    /** Takes in what people and other runtimes wrote meanwhile. */
    void refresh() {
        try {
            wwids = wwids(file.read());
        } catch (IOException unusable) {
            wwids = wwids == null ? new HashSet<>() : wwids;
            LOG.log(Level.WARNING, "event=wwids.not_read file=" + file + LogWords.reason(unusable.toString()));
        }
    }

    /** Whether a unit is in the file as it was read last. */
    boolean has(String wwid) {
        if (wwids == null) {
            refresh();
        }
        return wwids.contains(wwid);
    }

    /** Writes down units that are not in the file. */
    void add(Collection<String> units) {
        if (units.stream().allMatch(this::has)) {
            return;
        }
        try {
            file.change(present -> with(present, units));
        } catch (IOException unusable) {
            wwids.addAll(units);
            LOG.log(Level.WARNING, "event=wwids.not_kept file=" + file + LogWords.reason(unusable.toString()));
        }
    }

    private List<String> with(List<String> present, Collection<String> units) {
        wwids = wwids(present);
        List<String> lines = new ArrayList<>(present);
        for (String wwid : units) {
            if (wwids.add(wwid)) {
                lines.add(MARK + wwid + MARK);
            }
        }
        return lines.size() == present.size() ? null : lines;
    }

    /** A WWID may have slashes of its own. */
    private static Set<String> wwids(List<String> lines) {
        Set<String> wwids = new HashSet<>();
        for (String line : lines) {
            String text = line.strip();
            if (text.length() > 2 && text.startsWith(MARK) && text.endsWith(MARK)) {
                wwids.add(text.substring(1, text.length() - 1));
            }
        }
        return wwids;
    }
}
