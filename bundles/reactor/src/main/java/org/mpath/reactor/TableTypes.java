package org.mpath.reactor;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
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
 * handler's. Control threads, one at a time; {@link #selector} on the reactor. What may replace them is got ready without a
 * lock ({@link #readyHandler}, {@link #readySelectors}), for plug-in code runs there.
 */
final class TableTypes {
    /** A handler that is ready to take over, and its type, of which it holds a use. */
    record ReadyHandler(RegisteredType<HardwareHandlerFactory> type, GuardedHandler handler) {}

    /** Selectors that are ready to take over, by group, and their type, of which each holds a use. */
    record ReadySelectors(RegisteredType<PathSelectorFactory> type, Map<GroupSpec, PathSelector> selectors) {}

    private final PlugIns plugIns;
    private final TypeRegistry<PathSelectorFactory> selectorTypes;
    private final TypeRegistry<HardwareHandlerFactory> handlerTypes;
    private final String map;
    private final MapTable asked;
    private final List<RegisteredType<PathSelectorFactory>> selectors = new CopyOnWriteArrayList<>();
    private Map<GroupSpec, PathSelector> made = Map.of();
    private MapTable table;
    private volatile RegisteredType<HardwareHandlerFactory> handlerType;
    private GuardedHandler handler;
    /** What the handler's type, or its repository, said when it could not be had. */
    private String handlerReason = "";

    private TableTypes(PlugIns plugIns, String map, MapTable asked) {
        this.plugIns = plugIns;
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
            types.makeSelectors();
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
        while (true) {
            putHandler();
            Found<HardwareHandlerFactory> found = handlerTypes.find(name, map);
            handlerType = found.type();
            if (handlerType == null) {
                handlerReason = "; " + found.whyNot();
                return Attached.UNKNOWN;
            }
            try {
                handler = plugIns.handler(handlerType, arguments);
                return Attached.YES;
            } catch (IllegalArgumentException e) {
                handlerReason = "; " + e.getMessage();
                return Attached.ARGUMENTS_REFUSED;
            } catch (IllegalStateException e) {
                handlerReason = "; " + e.getMessage();
                if (!plugIns.misbehaved(handlerTypes, handlerType, map, e.getMessage())) {
                    return Attached.FAILED;
                }
            }
        }
    }

    private RegisteredType<PathSelectorFactory> selectorType(GroupSpec group) {
        RegisteredType<PathSelectorFactory> same = selectorType(group.selector());
        if (same != null && selectorTypes.take(same, map)) {
            return same;
        }
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
    GuardedHandler handler() {
        return handler;
    }

    /** The type of the handler; null when the map does without. */
    RegisteredType<HardwareHandlerFactory> handlerType() {
        return handlerType;
    }

    /** The type of the selectors of that name; null when the map does without. */
    RegisteredType<PathSelectorFactory> selectorType(String name) {
        return selectors.stream().filter(type -> type.name().equals(name)).findFirst().orElse(null);
    }

    /** The types of the selectors, by name. */
    Map<String, RegisteredType<PathSelectorFactory>> selectorTypes() {
        Map<String, RegisteredType<PathSelectorFactory>> byName = new LinkedHashMap<>();
        selectors.forEach(type -> byName.put(type.name(), type));
        return byName;
    }

    /** The names of the selectors that the table asks for. */
    Set<String> selectorNames() {
        return asked.groups().stream().map(GroupSpec::selector).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The selector of a group, made by {@link #take}; null for one whose type is banned. Reactor thread. */
    PathSelector selector(GroupSpec group) {
        return made.get(group);
    }

    /** Makes the selectors, away from the reactor. */
    private void makeSelectors() {
        Map<GroupSpec, PathSelectorFactory> factories = new IdentityHashMap<>();
        for (int i = 0; i < selectors.size(); i++) {
            if (!selectorTypes.isBanned(selectors.get(i))) {
                factories.put(asked.groups().get(i), selectors.get(i).service());
            }
        }
        AtomicReference<GroupSpec> at = new AtomicReference<>();
        try {
            made = plugIns.maker().make(() -> create(factories, at));
        } catch (IllegalArgumentException refused) {
            throw new MapException(Code.INVALID, "map " + map + ": " + refused.getMessage());
        } catch (IllegalStateException broken) {
            throw broken(at.get(), broken.getMessage());
        }
        made.forEach((group, selector) -> {
            if (selector == null) {
                throw broken(group, "it made none");
            }
        });
    }

    private Map<GroupSpec, PathSelector> create(
            Map<GroupSpec, PathSelectorFactory> factories, AtomicReference<GroupSpec> at) {
        Map<GroupSpec, PathSelector> created = new IdentityHashMap<>();
        for (GroupSpec group : asked.groups()) {
            at.set(group);
            if (factories.containsKey(group)) {
                created.put(group, SelectorChoice.create(group, factories.get(group), List.of()));
            }
        }
        return created;
    }

    private MapException broken(GroupSpec group, String how) {
        String refusal = group.place().refusal("path selector constructor failed", group.selector(), ": " + how);
        return new MapException(Code.INVALID, "map " + map + ": " + refusal);
    }

    /** Puts everything back. */
    void release() {
        selectors.forEach(type -> selectorTypes.put(type, map));
        selectors.clear();
        putHandler();
    }

    private void putHandler() {
        if (handler != null) {
            plugIns.close(handler);
        }
        handlerTypes.put(handlerType, map);
        handlerType = null;
        handler = null;
    }

    /** Whether it holds a version that left the registry. */
    boolean holdsWithdrawn() {
        return handlerType != null && handlerTypes.isWithdrawn(handlerType)
                || selectors.stream().anyMatch(selectorTypes::isWithdrawn);
    }

    // ---- versions that come and go ----

    /** The version of its handler that the map should hold; null for none. */
    RegisteredType<HardwareHandlerFactory> wantedHandler() {
        return table.handlerName().isEmpty() ? null : handlerTypes.wanted(table.handlerName(), map);
    }

    /** Gets a handler of that version ready; null when it cannot be had, and is not wanted any more. No lock is held. */
    ReadyHandler readyHandler(RegisteredType<HardwareHandlerFactory> wanted) {
        String fault;
        if (!handlerTypes.take(wanted, map)) {
            fault = "its component does not start";
        } else {
            try {
                GuardedHandler made = plugIns.handler(wanted, table.handlerArguments());
                if (handlerTypes.hasOther(wanted, map)) {
                    made.putOnTrial();
                }
                return new ReadyHandler(wanted, made);
            } catch (IllegalArgumentException refused) {
                fault = "it refuses its arguments: " + refused.getMessage();
            } catch (IllegalStateException broken) {
                fault = broken.getMessage();
            }
            handlerTypes.put(wanted, map);
        }
        plugIns.misbehaved(handlerTypes, wanted, map, fault);
        return null;
    }

    /** Uses a handler that was got ready, in place of the one held; null for none. */
    void holdHandler(ReadyHandler ready) {
        putHandler();
        if (ready != null) {
            handlerType = ready.type();
            handler = ready.handler();
        }
    }

    /** Does without a handler that was got ready. */
    void discard(ReadyHandler ready) {
        if (ready != null) {
            plugIns.close(ready.handler());
            handlerTypes.put(ready.type(), map);
        }
    }

    /** The version of a selector that the map should hold; null for none. */
    RegisteredType<PathSelectorFactory> wantedSelector(String name) {
        return selectorTypes.wanted(name, map);
    }

    /** Gets selectors of that version ready; null when they cannot be had, and are not wanted any more. No lock is held. */
    ReadySelectors readySelectors(RegisteredType<PathSelectorFactory> wanted) {
        List<GroupSpec> groups =
                asked.groups().stream().filter(group -> group.selector().equals(wanted.name())).toList();
        Map<GroupSpec, PathSelector> made = new IdentityHashMap<>();
        String fault = null;
        int taken = 0;
        while (taken < groups.size() && selectorTypes.take(wanted, map)) {
            taken++;
        }
        try {
            PathSelectorFactory factory = taken == groups.size() ? wanted.service() : null;
            for (GroupSpec group : factory == null ? List.<GroupSpec>of() : groups) {
                made.put(group, plugIns.maker().make(() -> factory.create(group.selectorArguments())));
            }
            fault = factory == null ? "its component does not start" : null;
        } catch (IllegalArgumentException refused) {
            fault = "it refuses its arguments: " + refused.getMessage();
        } catch (IllegalStateException broken) {
            fault = broken.getMessage();
        }
        if (fault == null) {
            return new ReadySelectors(wanted, made);
        }
        for (int i = 0; i < taken; i++) {
            selectorTypes.put(wanted, map);
        }
        plugIns.misbehaved(selectorTypes, wanted, map, fault);
        return null;
    }

    /** Uses selectors that were got ready, in place of those held. */
    void holdSelectors(ReadySelectors ready) {
        putSelectors(ready.type().name());
        ready.selectors().forEach((group, selector) -> selectors.add(ready.type()));
    }

    /** Does without selectors that were got ready. */
    void discard(ReadySelectors ready) {
        if (ready != null) {
            ready.selectors().forEach((group, selector) -> selectorTypes.put(ready.type(), map));
        }
    }

    /** Puts selectors back: their groups do without from now on. */
    void putSelectors(String name) {
        List<RegisteredType<PathSelectorFactory>> put =
                selectors.stream().filter(type -> type.name().equals(name)).toList();
        selectors.removeAll(put);
        put.forEach(type -> selectorTypes.put(type, map));
    }
}
