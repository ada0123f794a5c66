package org.mpath.reactor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.core.HandlerChoice;
import org.mpath.core.HandlerChoice.Attached;
import org.mpath.core.MapTable;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.core.SelectorChoice;
import org.mpath.reactor.TypeRegistry.Found;

/**
 * The plug-in types that one table of a map holds, as in device-mapper: a use of a selector type per group, and one of its
 * handler's. Control threads, one at a time; {@link #selector} on the reactor.
 */
final class TableTypes {
    private final TypeRegistry<PathSelectorFactory> selectorTypes;
    private final TypeRegistry<HardwareHandlerFactory> handlerTypes;
    private final String map;
    private final MapTable asked;
    private final List<RegisteredType<PathSelectorFactory>> selectors = new ArrayList<>();
    private MapTable table;
    private RegisteredType<HardwareHandlerFactory> handlerType;
    private HardwareHandler handler;
    /** What the handler's type, or its repository, said when it could not be had. */
    private String handlerReason = "";

    private TableTypes(PlugIns plugIns, String map, MapTable asked) {
        this.selectorTypes = plugIns.selectors();
        this.handlerTypes = plugIns.handlers();
        this.map = map;
        this.asked = asked;
    }

    /**
     * Takes what a table names: all of it, or nothing.
     *
     * @param attached the name of the handler that is attached to a path already; empty when none
     * @throws MapException one sentence with the kernel's keyword, the word at fault and the reason
     */
    static TableTypes take(PlugIns plugIns, String map, MapTable asked, UnaryOperator<String> attached) {
        TableTypes types = new TableTypes(plugIns, map, asked);
        try {
            types.takeHandler(attached);
            asked.groups().forEach(group -> types.selectors.add(types.selectorType(group)));
            return types;
        } catch (RuntimeException e) {
            types.release();
            throw e;
        }
    }

    private void takeHandler(UnaryOperator<String> attached) {
        try {
            HandlerChoice choice = HandlerChoice.of(asked, attached, (path, name, arguments) -> attach(name, arguments));
            table = asked.withHandler(choice.name(), choice.arguments());
        } catch (MapException e) {
            throw new MapException(e.code(), "map " + map + ": " + e.getMessage() + handlerReason);
        }
    }

    /** The handler is the map's: the first path attaches it, the others find it attached. */
    private Attached attach(String name, List<String> arguments) {
        if (handlerType != null && handlerType.name().equals(name)) {
            return Attached.YES;
        }
        putHandler();
        Found<HardwareHandlerFactory> found = handlerTypes.find(name, map);
        handlerType = found.type();
        if (handlerType == null) {
            handlerReason = "; " + found.whyNot();
            return Attached.UNKNOWN;
        }
        try {
            handler = handlerType.service().create(arguments);
            handlerReason = handler == null ? "; it made none" : handlerReason;
            return handler == null ? Attached.FAILED : Attached.YES;
        } catch (IllegalArgumentException e) {
            handlerReason = "; " + e.getMessage();
            return Attached.ARGUMENTS_REFUSED;
        } catch (RuntimeException | LinkageError e) {
            handlerReason = "; " + e;
            return Attached.FAILED;
        }
    }

    private RegisteredType<PathSelectorFactory> selectorType(GroupSpec group) {
        Found<PathSelectorFactory> found = selectorTypes.find(group.selector(), map);
        if (found.type() == null) {
            try {
                SelectorChoice.create(group, null, selectorTypes.names());
            } catch (IllegalArgumentException e) {
                throw new MapException(Code.INVALID, "map " + map + ": " + e.getMessage() + "; " + found.whyNot());
            }
        }
        return found.type();
    }

    /** The table, with the handler that is attached. */
    MapTable table() {
        return table;
    }

    /** The handler; null when there is none. */
    HardwareHandler handler() {
        return handler;
    }

    /**
     * Makes the selector of a group.
     *
     * @throws IllegalArgumentException one sentence with the kernel's keyword, the word at fault and the reason
     */
    PathSelector selector(GroupSpec group) {
        PathSelectorFactory factory = selectors.stream()
                .filter(type -> type.name().equals(group.selector()))
                .map(RegisteredType::service)
                .findFirst()
                .orElse(null);
        try {
            PathSelector made = SelectorChoice.create(group, factory, selectorTypes.names());
            if (made != null) {
                return made;
            }
            throw broken(group, "it made none", null);
        } catch (IllegalArgumentException refused) {
            throw refused;
        } catch (RuntimeException | LinkageError e) {
            throw broken(group, "it threw " + e, e);
        }
    }

    private static IllegalArgumentException broken(GroupSpec group, String how, Throwable cause) {
        return new IllegalArgumentException(
                group.place().refusal("path selector constructor failed", group.selector(), ": " + how), cause);
    }

    /** Puts everything back. */
    void release() {
        selectors.forEach(type -> selectorTypes.put(type, map));
        selectors.clear();
        putHandler();
    }

    // ---- types that come and go ----

    boolean holdsSelector(RegisteredType<PathSelectorFactory> type) {
        return selectors.contains(type);
    }

    boolean holdsHandler(RegisteredType<HardwareHandlerFactory> type) {
        return handlerType == type;
    }

    /** The selector types held that were withdrawn from the registry. */
    List<RegisteredType<PathSelectorFactory>> withdrawnSelectors() {
        return selectors.stream().filter(selectorTypes::isWithdrawn).distinct().toList();
    }

    /** The handler's type if it was withdrawn from the registry, otherwise null. */
    RegisteredType<HardwareHandlerFactory> withdrawnHandler() {
        return handlerType != null && handlerTypes.isWithdrawn(handlerType) ? handlerType : null;
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
        handler = null;
    }

    /** Takes a selector type that came back, for the groups that name it and do without; null when there are none. */
    RegisteredType<PathSelectorFactory> takeSelector(String name) {
        if (selectors.stream().anyMatch(type -> type.name().equals(name))) {
            return null;
        }
        RegisteredType<PathSelectorFactory> taken = null;
        for (GroupSpec group : asked.groups()) {
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

    /** Takes a handler type that came back, if the table names it and the map does without; null when it does not. */
    HardwareHandler takeHandler(String name) {
        if (handlerType != null || !table.handlerName().equals(name)) {
            return null;
        }
        handlerType = handlerTypes.present(name, map);
        if (handlerType != null) {
            try {
                handler = handlerType.service().create(table.handlerArguments());
            } catch (RuntimeException e) {
                putHandler();
                throw e;
            }
        }
        return handler;
    }
}
