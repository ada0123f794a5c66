package org.mpath.reactor;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.mpath.api.map.PlugInState;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.api.plugin.PlugInRepository;
import org.mpath.core.MapTable;

/** The two registries, and the repository that both ask for what is missing. Any thread but a reactor. */
final class PlugIns {
    private volatile PlugInRepository repository;
    private final TypeRegistry<HardwareHandlerFactory> handlers =
            new TypeRegistry<>(PlugInRepository.HANDLER, "hardware handler", name -> bring(PlugInRepository.HANDLER, name));
    private final TypeRegistry<PathSelectorFactory> selectors =
            new TypeRegistry<>(PlugInRepository.SELECTOR, "path selector", name -> bring(PlugInRepository.SELECTOR, name));

    TypeRegistry<HardwareHandlerFactory> handlers() {
        return handlers;
    }

    TypeRegistry<PathSelectorFactory> selectors() {
        return selectors;
    }

    /** Asks this repository from now on; null for none. */
    void repository(PlugInRepository next) {
        repository = next;
    }

    PlugInRepository repository() {
        return repository;
    }

    private String bring(String kind, String name) {
        PlugInRepository asked = repository;
        return asked == null ? "there is no plug-in repository" : asked.bring(kind, name);
    }

    /** Takes the types that a table names, all or none: {@link TableTypes#take}. */
    TableTypes take(String map, MapTable table, UnaryOperator<String> attached) {
        return TableTypes.take(this, map, table, attached);
    }

    List<PlugInState> states() {
        return Stream.concat(handlers.states().stream(), selectors.states().stream()).toList();
    }
}
