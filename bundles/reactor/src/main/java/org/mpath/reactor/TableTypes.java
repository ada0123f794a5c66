package org.mpath.reactor;

import java.util.ArrayList;
import java.util.List;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.core.MapTable;
import org.mpath.core.MapTable.GroupSpec;

/**
 * The uses of plug-in types that one table of a map holds: as in device-mapper, one of a selector type per group, and one of
 * its handler. Control threads, one at a time; {@link #selector} on the reactor.
 */
final class TableTypes {
    private final TypeRegistry<PathSelectorFactory> selectorTypes;
    private final TypeRegistry<HardwareHandlerFactory> handlerTypes;
    private final String map;
    private final MapTable table;
    private final List<RegisteredType<PathSelectorFactory>> selectors = new ArrayList<>();
    private RegisteredType<HardwareHandlerFactory> handlerType;

    private TableTypes(
            TypeRegistry<PathSelectorFactory> selectorTypes,
            TypeRegistry<HardwareHandlerFactory> handlerTypes,
            String map,
            MapTable table) {
        this.selectorTypes = selectorTypes;
        this.handlerTypes = handlerTypes;
        this.map = map;
        this.table = table;
    }

    /**
     * Takes what a table names: all of it, or nothing.
     *
     * @throws MapException {@link Code#INVALID} naming the type that is missing
     */
    static TableTypes take(
            TypeRegistry<PathSelectorFactory> selectorTypes,
            TypeRegistry<HardwareHandlerFactory> handlerTypes,
            String map,
            MapTable table) {
        TableTypes types = new TableTypes(selectorTypes, handlerTypes, map, table);
        try {
            if (!table.handlerName().isEmpty()) {
                types.handlerType = handlerTypes.require(table.handlerName(), map);
            }
            for (GroupSpec group : table.groups()) {
                types.selectors.add(selectorTypes.require(group.selector(), map));
            }
        } catch (RuntimeException e) {
            types.release();
            throw e;
        }
        return types;
    }

    /** Puts everything back. */
    void release() {
        selectors.forEach(type -> selectorTypes.put(type, map));
        selectors.clear();
        handlerTypes.put(handlerType, map);
        handlerType = null;
    }

    /**
     * Makes the selector of a group.
     *
     * @throws IllegalArgumentException with the kernel's keyword text when the type refuses its arguments
     */
    PathSelector selector(GroupSpec group) {
        for (RegisteredType<PathSelectorFactory> type : selectors) {
            if (type.name().equals(group.selector())) {
                try {
                    return type.service().create(group.selectorArguments());
                } catch (RuntimeException e) {
                    throw new IllegalArgumentException("path selector constructor failed: " + e.getMessage(), e);
                }
            }
        }
        throw new IllegalArgumentException("unknown path selector type '" + group.selector() + "'");
    }

    /**
     * Makes the table's handler; null when it names none, or the type is gone.
     *
     * @throws IllegalArgumentException with the kernel's keyword text when the type refuses its arguments
     */
    HardwareHandler handler() {
        if (handlerType == null) {
            return null;
        }
        try {
            List<String> words = table.handler();
            return handlerType.service().create(words.subList(1, words.size()));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("hardware handler constructor failed: " + e.getMessage(), e);
        }
    }

    boolean holdsSelector(RegisteredType<PathSelectorFactory> type) {
        return selectors.contains(type);
    }

    boolean holdsHandler(RegisteredType<HardwareHandlerFactory> type) {
        return handlerType == type;
    }

    /** Puts a selector type back: its groups do without from now on. */
    void putSelector(RegisteredType<PathSelectorFactory> type) {
        selectors.stream().filter(type::equals).forEach(held -> selectorTypes.put(held, map));
        selectors.removeIf(type::equals);
    }

    /** Puts the handler's type back: the map does without from now on. */
    void putHandler() {
        handlerTypes.put(handlerType, map);
        handlerType = null;
    }

    /** The selector types held that were withdrawn from the registry. */
    List<RegisteredType<PathSelectorFactory>> withdrawnSelectors() {
        return selectors.stream().filter(selectorTypes::isWithdrawn).distinct().toList();
    }

    /** The handler's type if it was withdrawn from the registry, otherwise null. */
    RegisteredType<HardwareHandlerFactory> withdrawnHandler() {
        return handlerType != null && handlerTypes.isWithdrawn(handlerType) ? handlerType : null;
    }

    /** Takes a selector type that came back, for the groups that name it and do without; null when there are none. */
    RegisteredType<PathSelectorFactory> takeSelector(String name) {
        if (selectors.stream().anyMatch(type -> type.name().equals(name))) {
            return null;
        }
        RegisteredType<PathSelectorFactory> taken = null;
        for (GroupSpec group : table.groups()) {
            if (group.selector().equals(name)) {
                taken = selectorTypes.present(name, map);
                if (taken == null) {
                    return null;
                }
                selectors.add(taken);
            }
        }
        return taken;
    }

    /** Takes a handler type that came back, if the table names it and the map does without. */
    boolean takeHandler(String name) {
        if (handlerType == null && table.handlerName().equals(name)) {
            handlerType = handlerTypes.present(name, map);
            return handlerType != null;
        }
        return false;
    }
}
