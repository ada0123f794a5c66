package org.mpath.discovery;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mpath.discovery.BindingTable.LineRead;
import org.mpath.discovery.BindingTable.Wish;

/**
 * Which map name belongs to which unit, for ever: the file {@code bindings}, see {@link BindingTable}. Lines that cannot be
 * read are reported and kept; names are only ever added, to what is in the file then.
 */
final class Bindings {
    private static final Logger LOG = System.getLogger("org.mpath.discovery.bindings");

    private final StateFile file;
    private final Set<String> reported = new HashSet<>();
    private BindingTable table = new BindingTable(List.of());

    /** @param directory where the file is; null to remember names only as long as the runtime runs */
    Bindings(Path directory) {
        this(new StateFile(directory, "bindings"));
    }

    Bindings(StateFile file) {
        this.file = file;
    }

    /**
     * The names of units by WWID; those without one get the first free ones, in the order of the list.
     *
     * @param taken names that belong to units for other reasons, with their WWIDs: running maps among them
     * @return without the units whose name is taken by another one
     */
    Map<String, String> names(List<Wish> wishes, Map<String, String> taken) {
        BindingTable before = new BindingTable(table.lines());
        Map<String, String> names = before.names(wishes, taken);
        if (before.lines().equals(table.lines())) {
            return names;
        }
        try {
            file.change(present -> {
                table = read(present);
                names.clear();
                names.putAll(table.names(wishes, taken));
                return table.lines().equals(present) ? null : table.lines();
            });
        } catch (IOException unusable) {
            LOG.log(Level.WARNING, "event=bindings.not_kept file=" + file + LogWords.reason(unusable.toString()));
            names.clear();
            names.putAll(table.names(wishes, taken));
        }
        return names;
    }

    /** The names that {@link #names} would say now; nothing is bound. */
    Map<String, String> foresee(List<Wish> wishes, Map<String, String> taken) {
        List<String> lines;
        try {
            lines = file.read();
        } catch (IOException unusable) {
            LOG.log(Level.DEBUG, "event=bindings.not_read file=" + file + LogWords.reason(unusable.toString()));
            lines = table.lines();
        }
        return new BindingTable(lines).names(wishes, taken);
    }

    private BindingTable read(List<String> lines) {
        BindingTable fresh = new BindingTable(lines);
        List<LineRead> read = fresh.read();
        for (int index = 0; index < lines.size(); index++) {
            String problem = read.get(index).problem();
            if (!problem.isEmpty() && reported.add(lines.get(index))) {
                LOG.log(Level.WARNING, "event=bindings.line_ignored file=" + file + " line=" + (index + 1)
                        + LogWords.reason(problem));
            }
        }
        return fresh;
    }
}
