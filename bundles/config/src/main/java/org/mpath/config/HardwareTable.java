package org.mpath.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hardware table: which settings hold for which arrays. Rows are searched from the last to the first, and each keyword is
 * taken from the first row that sets it. Immutable.
 */
public final class HardwareTable {
    private static final HardwareTable BUILT_IN = new HardwareTable(BuiltInRows.read());

    private final List<HardwareRow> rows;
    private final List<ExclusionRule> exclusions;

    private HardwareTable(List<HardwareRow> rows) {
        this.rows = List.copyOf(rows);
        exclusions = rows.stream().flatMap(row -> row.exclusion().stream()).toList();
    }

    /** The rows that multipath-tools is built with. */
    public static HardwareTable builtIn() {
        return BUILT_IN;
    }

    /** All rows, the least important first. */
    public List<HardwareRow> rows() {
        return rows;
    }

    /** The rules of rows that leave out further products of their vendors. */
    List<ExclusionRule> exclusions() {
        return exclusions;
    }

    /** The rows for a unit, the most important first; empty fields are unknown. */
    public List<HardwareRow> matching(String vendor, String product, String revision) {
        List<HardwareRow> matching = new ArrayList<>();
        for (int i = rows.size() - 1; i >= 0; i--) {
            if (rows.get(i).matches(vendor, product, revision)) {
                matching.add(rows.get(i));
            }
        }
        return matching;
    }

    /** The rows for any of these paths. */
    Set<HardwareRow> matching(Collection<PathIdentity> paths) {
        Set<HardwareRow> matching = new HashSet<>();
        paths.forEach(path -> matching.addAll(matching(path.vendor(), path.product(), path.revision())));
        return matching;
    }

    /**
     * The table with the rows of a further source behind its own. A row for the same units as an earlier source's takes
     * that one's settings with it; rows of one source stay apart.
     */
    HardwareTable with(List<HardwareRow> further) {
        if (further.isEmpty()) {
            return this;
        }
        Set<HardwareRow.Key> again = further.stream().map(HardwareRow::key).collect(Collectors.toSet());
        Map<HardwareRow.Key, HardwareRow> earlier = new HashMap<>();
        List<HardwareRow> all = new ArrayList<>();
        for (HardwareRow row : rows) {
            if (again.contains(row.key())) {
                earlier.merge(row.key(), row, (before, later) -> later.over(before));
            } else {
                all.add(row);
            }
        }
        for (HardwareRow row : further) {
            HardwareRow before = earlier.remove(row.key());
            all.add(before == null ? row : row.over(before));
        }
        return new HardwareTable(all);
    }
}
