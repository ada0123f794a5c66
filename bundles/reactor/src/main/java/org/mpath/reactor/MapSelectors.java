package org.mpath.reactor;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.mpath.api.io.PlugInCall;
import org.mpath.api.plugin.PathSelector;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.core.GroupSelectors;
import org.mpath.core.MapTable.GroupSpec;

/** The selectors of a map: which types they are of, and what becomes of one that breaks. Reactor thread. */
final class MapSelectors {
    private final UserMap map;
    private final GroupSelectors groups;
    private final PlugInFaults faults;
    /** The types in use, by name. */
    private Map<String, RegisteredType<PathSelectorFactory>> types = Map.of();
    /** The types of selectors that are given their paths just now. */
    private Map<String, RegisteredType<PathSelectorFactory>> toCome = Map.of();

    MapSelectors(UserMap map, GroupSelectors groups, PlugInFaults faults) {
        this.map = map;
        this.groups = groups;
        this.faults = faults;
    }

    /** Those of a table are given their paths. */
    void coming(Map<String, RegisteredType<PathSelectorFactory>> next) {
        toCome = next;
    }

    /** They are in use. */
    void came() {
        types = toCome;
    }

    void restore(RegisteredType<PathSelectorFactory> type, Function<GroupSpec, PathSelector> selectors) {
        toCome = with(type);
        groups.restore(type.name(), selectors);
        came();
    }

    void replace(RegisteredType<PathSelectorFactory> type, String reason, Function<GroupSpec, PathSelector> selectors) {
        toCome = with(type);
        groups.replace(type.name(), reason, selectors);
        came();
    }

    private Map<String, RegisteredType<PathSelectorFactory>> with(RegisteredType<PathSelectorFactory> type) {
        Map<String, RegisteredType<PathSelectorFactory>> known = new HashMap<>(types);
        known.put(type.name(), type);
        return known;
    }

    void drop(String name) {
        groups.drop(name);
        Map<String, RegisteredType<PathSelectorFactory>> known = new HashMap<>(types);
        known.remove(name);
        types = known;
    }

    /** The map is no more. */
    void close() {
        types = Map.of();
        toCome = Map.of();
    }

    /** One threw, named nonsense or took too long. */
    void broke(String name, String reason) {
        RegisteredType<PathSelectorFactory> type = types.get(name);
        if (type != null) {
            faults.selector(map.name(), type, reason);
        }
    }

    /** A thread is stuck in code of a bundle: its selectors are used no more. */
    void ban(String bundle, String reason) {
        Map.copyOf(types).forEach((name, type) -> {
            if (type.bundle().equals(bundle)) {
                groups.ban(name, reason);
            }
        });
    }

    /** The call of one that is under way; null when none is. Any thread, while the reactor's is in it. */
    PlugInCall<?> present(long limitMillis) {
        GroupSelectors.Call call = groups.present();
        RegisteredType<PathSelectorFactory> type = (call.toCome() ? toCome : types).get(call.selector());
        return type == null ? null : new Kept(type, call.what(), limitMillis);
    }

    /** A call in the middle of the engine's work: it is not begun as an event, and may end as one. */
    private final class Kept implements PlugInCall<Void> {
        private final RegisteredType<PathSelectorFactory> type;
        private final String what;
        private final long limitMillis;

        Kept(RegisteredType<PathSelectorFactory> type, String what, long limitMillis) {
            this.type = type;
            this.what = what;
            this.limitMillis = limitMillis;
        }

        @Override
        public String bundle() {
            return type.bundle();
        }

        @Override
        public String what() {
            return what;
        }

        @Override
        public long limitMillis() {
            return limitMillis;
        }

        @Override
        public Void run() {
            throw new UnsupportedOperationException("it runs already");
        }

        @Override
        public void ended(Void none, String fault) {
            faults.selectorKept(map.name(), type, fault);
            if (types.get(type.name()) != type) {
                faults.selector(map.name(), type, fault); // of the others it is known where they were in use
            }
            map.selectorKept(fault);
        }
    }
}
