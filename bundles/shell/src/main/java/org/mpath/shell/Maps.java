package org.mpath.shell;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The maps and paths there are now, by name, for every command that takes or shows them. Any thread. */
@Component(service = Maps.class)
public final class Maps {
    @Reference(
            target = "(" + DataPlane.KIND + "=any)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile DataPlane dataPlane;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile Inventory inventory;

    /** Made by Declarative Services. */
    @Activate
    public Maps() {}

    /** The data plane, or the sentence that there is none. */
    DataPlane plane() {
        return CommandGroup.present(dataPlane, "data plane", "org.mpath.planes");
    }

    /** Discovery, or the sentence that there is none. */
    Inventory discovery() {
        return CommandGroup.present(inventory, "discovery", "org.mpath.discovery");
    }

    /** All maps. */
    List<MapState> all() {
        return plane().maps();
    }

    /** The map of that name, or the sentence with the nearest. */
    MapState named(String name) {
        MapState map = plane().stateOf(name);
        if (map == null) {
            throw Text.unknown("map", name, names(), "mpath:maps");
        }
        return map;
    }

    /** The map a path is in, or the sentence with the nearest path. */
    MapState ofPath(String path) {
        return all().stream()
                .filter(map -> hasPath(map, path))
                .findFirst()
                .orElseThrow(() -> Text.unknown("path", path, paths().keySet(), "mpath:paths"));
    }

    /**
     * What each map answers; without those that are gone. After the first that does not answer in time nobody is asked any
     * more: its owner is stuck, and may own the others too, and a listing must not take minutes.
     */
    <T> Map<String, T> ask(List<MapState> shown, Function<String, T> question) {
        Map<String, T> answers = new LinkedHashMap<>();
        for (MapState map : shown) {
            try {
                answers.put(map.name(), question.apply(map.name()));
            } catch (MapException refusal) {
                if (refusal.code() == MapException.Code.TIMEOUT) {
                    break;
                }
            }
        }
        return answers;
    }

    /** Each map's selectors and their arguments; without those that a map does not tell in time. */
    Map<String, List<List<String>>> selectors(List<MapState> shown) {
        return ask(shown, map -> DmText.selectors(plane().table(map)));
    }

    /** Whether a path is in the map. */
    static boolean hasPath(MapState map, String path) {
        return pathsOf(map).anyMatch(candidate -> candidate.name().equals(path));
    }

    /** The paths of a map, in table order. */
    static Stream<PathState> pathsOf(MapState map) {
        return map.groups().stream().map(GroupState::paths).flatMap(List::stream);
    }

    /** The paths of all maps, by name. */
    Map<String, PathState> paths() {
        return byName(all().stream().flatMap(Maps::pathsOf), PathState::name);
    }

    /** What discovery knows, by path; nothing without it. */
    Map<String, DiscoveredPath> discovered() {
        Inventory present = inventory;
        return byName(present == null ? Stream.of() : present.paths().stream(), DiscoveredPath::name);
    }

    private static <T> Map<String, T> byName(Stream<T> paths, Function<T, String> name) {
        return paths.collect(Collectors.toMap(name, Function.identity(), (one, other) -> one, LinkedHashMap::new));
    }

    /** The names of the maps; none without a data plane. */
    List<String> names() {
        return states().map(MapState::name).toList();
    }

    /** The names of the paths in maps; none without a data plane. */
    List<String> pathNames() {
        return states().flatMap(Maps::pathsOf).map(PathState::name).distinct().toList();
    }

    /** The names of the paths of one map; none when there is no such map. */
    List<String> pathNames(String map) {
        return of(map).flatMap(Maps::pathsOf).map(PathState::name).toList();
    }

    /** The numbers of the groups of one map; none when there is no such map. */
    List<String> groupNumbers(String map) {
        return of(map)
                .flatMap(state -> state.groups().stream())
                .map(group -> Integer.toString(group.number()))
                .toList();
    }

    private Stream<MapState> of(String map) {
        return states().filter(state -> state.name().equals(map));
    }

    private Stream<MapState> states() {
        DataPlane present = dataPlane;
        return present == null ? Stream.of() : present.maps().stream();
    }
}
