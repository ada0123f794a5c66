package org.mpath.config;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a configuration may name.
 *
 * @param selectors path selectors, such as {@code service-time}
 * @param prioritizers prioritizers, such as {@code alua}
 * @param checkers path checkers, such as {@code tur}
 * @param handlers hardware handlers, such as {@code rdac}
 * @param rows rows that array plug-ins bring to the hardware table
 * @param users numbers of the users, by name
 * @param groups numbers of the groups, by name
 * @param open whether plug-ins that are not there may be named too: they may come later
 */
public record Installed(
        Set<String> selectors,
        Set<String> prioritizers,
        Set<String> checkers,
        Set<String> handlers,
        List<HardwareRow> rows,
        Map<String, Integer> users,
        Map<String, Integer> groups,
        boolean open) {
    /** Copies, so that nobody changes it. */
    public Installed {
        selectors = Set.copyOf(selectors);
        prioritizers = Set.copyOf(prioritizers);
        checkers = Set.copyOf(checkers);
        handlers = Set.copyOf(handlers);
        rows = List.copyOf(rows);
        users = Map.copyOf(users);
        groups = Map.copyOf(groups);
    }

    /** Only plug-ins that are there may be named. */
    public Installed(
            Set<String> selectors,
            Set<String> prioritizers,
            Set<String> checkers,
            Set<String> handlers,
            List<HardwareRow> rows,
            Map<String, Integer> users,
            Map<String, Integer> groups) {
        this(selectors, prioritizers, checkers, handlers, rows, users, groups, false);
    }

    /** The same, and any plug-in may be named. */
    public Installed opened() {
        return new Installed(selectors, prioritizers, checkers, handlers, rows, users, groups, true);
    }

    /** Whether a plug-in may be named. */
    boolean allows(Set<String> kind, String name) {
        return open && !name.isEmpty() || kind.contains(name);
    }
}
