package org.mpath.config.control;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mpath.config.Installed;

/** The plug-ins that are installed, by name. Any thread. */
final class PlugInNames {
    /** What multipath-tools calls the checkers of array families; the others have TEST UNIT READY. */
    private static final Map<String, String> CHECKERS = Map.of("rdac", "rdac", "emc", "emc_clariion", "hp_sw", "hp_sw");
    /** Families with a prioritizer, whose name is the same. */
    private static final Set<String> PRIORITIZERS = Set.of("alua", "rdac", "emc", "hp_sw", "hds");

    /** Each as often as there are versions of it. */
    private final List<String> handlers = new CopyOnWriteArrayList<>();
    private final List<String> selectors = new CopyOnWriteArrayList<>();

    void addHandler(String name) {
        handlers.add(name);
    }

    void removeHandler(String name) {
        handlers.remove(name);
    }

    void addSelector(String name) {
        selectors.add(name);
    }

    void removeSelector(String name) {
        selectors.remove(name);
    }

    /**
     * What a configuration may name now. Rows that plug-ins bring to the hardware table are not among it: to ask for them
     * would be to use the plug-ins.
     */
    Installed installed() {
        Set<String> families = Set.copyOf(handlers);
        Set<String> checkers = new HashSet<>(Set.of("tur"));
        Set<String> prioritizers = new HashSet<>(Set.of("const"));
        for (String family : families) {
            if (CHECKERS.containsKey(family)) {
                checkers.add(CHECKERS.get(family));
            }
            if (PRIORITIZERS.contains(family)) {
                prioritizers.add(family);
            }
        }
        return new Installed(Set.copyOf(selectors), prioritizers, checkers, families, List.of(),
                Accounts.numbers(Accounts.USERS), Accounts.numbers(Accounts.GROUPS));
    }
}
