package org.mpath.reactor;

import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.reactor.TableTypes.ReadySelectors;

/**
 * Moves a map to the version of a selector that it should hold: in all groups that name it, in one step on the reactor.
 * Control threads.
 */
final class SelectorMove {
    private final UserMap map;
    private final ReactorCalls reactor;
    private final PlugIns plugIns;
    private final LiveTypes live;

    SelectorMove(UserMap map, ReactorCalls reactor, PlugIns plugIns, LiveTypes live) {
        this.map = map;
        this.reactor = reactor;
        this.plugIns = plugIns;
        this.live = live;
    }

    /** Moves until the map holds what it should, or another table is live. */
    void keepUp(TableTypes types, String name) {
        RegisteredType<PathSelectorFactory> wanted;
        do {
            wanted = types.wantedSelector(name);
        } while (due(types, name, wanted) && step(types, name, wanted));
    }

    /** A selector that misbehaved in one group of a map, and has no substitute, goes on in the others. */
    private boolean due(TableTypes types, String name, RegisteredType<PathSelectorFactory> wanted) {
        RegisteredType<PathSelectorFactory> held = types.selectorType(name);
        return wanted == null ? held != null && plugIns.selectors().isWithdrawn(held) : wanted != held;
    }

    private boolean step(TableTypes types, String name, RegisteredType<PathSelectorFactory> wanted) {
        if (wanted == null) {
            return live.change(types, () -> drop(types, name));
        }
        ReadySelectors ready = types.readySelectors(wanted);
        if (ready == null) {
            return true;
        }
        boolean taken = false;
        boolean retry = false;
        try {
            taken = live.change(types, () -> takeOver(types, name, ready));
        } catch (IllegalArgumentException | IllegalStateException broken) {
            plugIns.misbehaved(plugIns.selectors(), ready.type(), map.name(), "it does not take its paths: " + broken.getMessage());
            retry = true;
        } finally {
            if (!taken) {
                types.discard(ready);
            }
        }
        return taken || retry;
    }

    private boolean drop(TableTypes types, String name) {
        try {
            reactor.run(map.name(), () -> map.selectors().drop(name));
        } finally {
            types.putSelectors(name);
        }
        return true;
    }

    private boolean takeOver(TableTypes types, String name, ReadySelectors ready) {
        RegisteredType<PathSelectorFactory> before = types.selectorType(name);
        if (before == null) {
            reactor.run(map.name(), () -> map.selectors().restore(ready.type(), ready.selectors()::get));
        } else {
            String why = plugIns.selectors().whyLeave(before, map.name());
            reactor.run(map.name(), () -> map.selectors().replace(ready.type(), why, ready.selectors()::get));
        }
        types.holdSelectors(ready);
        return true;
    }
}
