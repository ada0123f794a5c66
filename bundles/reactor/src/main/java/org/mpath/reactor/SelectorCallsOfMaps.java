package org.mpath.reactor;

import java.util.Collection;
import java.util.Objects;
import org.mpath.api.io.NestedCalls;
import org.mpath.api.io.PlugInCall;
import org.mpath.core.SelectorCalls;

/** The calls of selectors, which the engines of all maps make in the middle of their work. Any thread. */
final class SelectorCallsOfMaps implements NestedCalls {
    private final Collection<UserMap> maps;
    private final long limitMillis;

    /** @param maps those there are now, whenever that is asked */
    SelectorCallsOfMaps(Collection<UserMap> maps, long limitMillis) {
        this.maps = maps;
        this.limitMillis = limitMillis;
    }

    @Override
    public String caller() {
        return SelectorCalls.class.getName();
    }

    @Override
    public long limitMillis() {
        return limitMillis;
    }

    @Override
    public PlugInCall<?> present() {
        return maps.stream()
                .map(map -> map.selectors().present(limitMillis))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
