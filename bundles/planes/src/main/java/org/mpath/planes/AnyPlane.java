package org.mpath.planes;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.MapPlane;
import org.mpath.api.control.PlaneControl;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.TextForm;
import org.mpath.api.map.UnitLimits;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The data planes as one: every verb goes to the plane that the map is on, a new map to the plane that was chosen for its unit.
 * Any thread, as the planes themselves.
 */
@Component(
        service = {DataPlane.class, PlaneControl.class},
        property = DataPlane.KIND + "=any",
        configurationPid = "org.mpath.planes")
@Designate(ocd = PlanesSettings.class)
public final class AnyPlane implements DataPlane, PlaneControl {
    /** Framework property: the directory for what has to survive a restart. */
    private static final String STATE_DIRECTORY = "mpath.var";

    private static final String DM_MISSING = "there is no plane dm: bundle org.mpath.backend.dm brings it";
    private static final Comparator<MapState> BY_NAME =
            Comparator.comparingInt((MapState map) -> map.name().length()).thenComparing(MapState::name);

    private final DataPlane core;
    private final Choices choices;
    private final PathWords words = new PathWords();
    /** Where the maps live that somebody asked for. */
    private final Map<String, Home> homes = new ConcurrentHashMap<>();
    /** Null while there is none. */
    private volatile DataPlane dm;

    private volatile String defaultPlane;

    /** Made by Declarative Services. */
    @Activate
    public AnyPlane(
            BundleContext context, PlanesSettings settings, @Reference(target = "(" + KIND + "=user)") DataPlane core)
            throws IOException {
        this(directory(context), settings.default_plane(), core);
    }

    AnyPlane(Path stateDirectory, String defaultPlane, DataPlane core) throws IOException {
        this.core = core;
        this.choices = new Choices(stateDirectory);
        this.defaultPlane = known(defaultPlane);
    }

    private static Path directory(BundleContext context) {
        String directory = context.getProperty(STATE_DIRECTORY);
        return directory == null ? null : Path.of(directory);
    }

    /** Maps that are there stay where they are. */
    @Modified
    void modified(PlanesSettings settings) {
        defaultPlane = known(settings.default_plane());
    }

    // ---- services that come and go ----

    /** Maps may be in the kernel from now on. */
    @Reference(
            target = "(" + KIND + "=dm)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC)
    void bindKernel(DataPlane plane) {
        dm = plane;
    }

    void unbindKernel(DataPlane plane) {
        if (dm == plane) {
            dm = null;
            homes.values().removeIf(home -> home.plane() == plane);
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindTransport(Transport transport) {
        words.add(transport);
    }

    void unbindTransport(Transport transport) {
        words.remove(transport);
    }

    // ---- which plane ----

    private static String known(String plane) {
        if (!plane.equals(CORE) && !plane.equals(DM)) {
            throw new IllegalArgumentException("a plane is core or dm, not '" + plane + "'");
        }
        return plane;
    }

    private DataPlane plane(String word) {
        DataPlane plane = word.equals(CORE) ? core : dm;
        if (plane == null) {
            throw new MapException(Code.NOT_FOUND, DM_MISSING);
        }
        return plane;
    }

    /** Where a map is; the user plane says that there is no such map. */
    private DataPlane planeOf(String name) {
        Home home = homes.get(name);
        return home == null ? found(name) : home.plane();
    }

    private DataPlane found(String name) {
        DataPlane kernel = dm;
        return kernel != null && core.stateOf(name) == null && kernel.stateOf(name) != null ? kernel : core;
    }

    private Home home(String name) {
        Home home = homes.get(name);
        if (home != null) {
            return home;
        }
        DataPlane plane = found(name);
        return plane.stateOf(name) == null
                ? new Home(name, plane) // not kept: there is no such map
                : homes.computeIfAbsent(name, unknown -> new Home(name, plane));
    }

    private void run(String name, Consumer<DataPlane> verb) {
        home(name).with(plane -> {
            verb.accept(plane);
            return null;
        });
    }

    private <T> T ask(String name, Function<DataPlane, T> question) {
        return question.apply(planeOf(name));
    }

    private List<DataPlane> planes() {
        DataPlane kernel = dm;
        return kernel == null ? List.of(core) : List.of(core, kernel);
    }

    private String chosenFor(String wwid) {
        String chosen = choices.of(wwid);
        return chosen == null ? defaultPlane : chosen;
    }

    // ---- PlaneControl ----

    @Override
    public String defaultPlane() {
        return defaultPlane;
    }

    @Override
    public List<MapPlane> placements() {
        return maps().stream()
                .map(map -> {
                    String wwid = map.unit().wwid();
                    return new MapPlane(map.name(), wwid, word(planeOf(map.name())), choices.of(wwid) != null);
                })
                .toList();
    }

    private String word(DataPlane plane) {
        return plane == core ? CORE : DM;
    }

    @Override
    public void choose(String map, String plane) {
        try {
            DataPlane to = plane(known(plane));
            if (stateOf(map) == null) {
                throw new MapException(Code.NOT_FOUND, "no map " + map);
            }
            String wwid = stateOf(map).unit().wwid();
            Home home = home(map);
            home.alone(() -> {
                if (home.plane() != to) {
                    new PlaneMove(home, map, to, words).run();
                }
            });
            choices.put(wwid, plane);
        } catch (IllegalArgumentException wrong) {
            throw new ControlException(ControlException.Code.REFUSED, wrong.getMessage());
        } catch (MapException refused) {
            throw new ControlException(switch (refused.code()) {
                case NOT_FOUND -> ControlException.Code.NOT_FOUND;
                case BUSY -> ControlException.Code.BUSY;
                case INVALID, EXISTS -> ControlException.Code.REFUSED;
                default -> ControlException.Code.FAILED;
            }, refused.getMessage());
        } catch (IOException e) {
            throw new ControlException("map " + map + " runs in " + plane + ", but that is not remembered: " + e.getMessage());
        }
    }

    // ---- DataPlane: one map ----

    @Override
    public void create(String name, LogicalUnit unit) {
        if (stateOf(name) != null) {
            throw new MapException(Code.EXISTS, "map " + name + " exists already");
        }
        String word = chosenFor(unit.wwid());
        if (word.equals(DM) && dm == null) {
            throw new MapException(Code.NOT_FOUND, "map " + name + " is to run in dm, and " + DM_MISSING);
        }
        DataPlane plane = plane(word);
        plane.create(name, unit);
        homes.put(name, new Home(name, plane));
    }

    @Override
    public void remove(String name) {
        run(name, plane -> plane.remove(name));
        homes.remove(name);
    }

    @Override
    public void limits(String name, UnitLimits limits) {
        run(name, plane -> plane.limits(name, limits));
    }

    @Override
    public void resize(String name, long blocks) {
        run(name, plane -> plane.resize(name, blocks));
    }

    @Override
    public void load(String name, String table) {
        run(name, plane -> plane.load(name, table));
    }

    @Override
    public void load(String name, String table, Predicate<PathDevice> proved) {
        run(name, plane -> plane.load(name, table, proved));
    }

    @Override
    public void message(String name, String words) {
        run(name, plane -> plane.message(name, words));
    }

    @Override
    public void failPath(String name, String path, String reason) {
        run(name, plane -> plane.failPath(name, path, reason));
    }

    @Override
    public void unitChanged(PathDevice path, String words) {
        planes().forEach(plane -> plane.unitChanged(path, words));
    }

    @Override
    public void reinstatePath(String name, String path) {
        run(name, plane -> plane.reinstatePath(name, path));
    }

    @Override
    public void reinstatePath(String name, String path, BooleanSupplier proved) {
        run(name, plane -> plane.reinstatePath(name, path, proved));
    }

    @Override
    public void selector(String name, List<String> words) {
        run(name, plane -> plane.selector(name, words));
    }

    @Override
    public void suspend(String name, boolean flush) {
        run(name, plane -> plane.suspend(name, flush));
    }

    @Override
    public void resume(String name) {
        run(name, plane -> plane.resume(name));
    }

    @Override
    public int probe(String name) {
        return home(name).with(plane -> plane.probe(name));
    }

    @Override
    public MapPolicy policy(String name) {
        return ask(name, plane -> plane.policy(name));
    }

    @Override
    public void policy(String name, MapPolicy policy) {
        run(name, plane -> plane.policy(name, policy));
    }

    @Override
    public void policy(String name, UnaryOperator<MapPolicy> change) {
        run(name, plane -> plane.policy(name, change));
    }

    @Override
    public String table(String name, TextForm form) {
        return ask(name, plane -> plane.table(name, form));
    }

    @Override
    public String status(String name, TextForm form) {
        return ask(name, plane -> plane.status(name, form));
    }

    @Override
    public long awaitEvent(String name, long seen, long timeoutMillis) {
        return ask(name, plane -> plane.awaitEvent(name, seen, timeoutMillis));
    }

    @Override
    public List<MapEvent> history(String name) {
        return ask(name, plane -> plane.history(name));
    }

    @Override
    public List<String> users(String name) {
        return ask(name, plane -> plane.users(name));
    }

    @Override
    public MapState stateOf(String name) {
        return ask(name, plane -> plane.stateOf(name));
    }

    // ---- DataPlane: all of them ----

    @Override
    public List<PlugInState> plugIns() {
        return planes().stream().flatMap(plane -> plane.plugIns().stream()).toList();
    }

    @Override
    public void suspect(String bundle, String reason) {
        planes().forEach(plane -> plane.suspect(bundle, reason));
    }

    /** A map that is moving is on both planes: it is shown where it lives. */
    @Override
    public List<MapState> maps() {
        List<MapState> maps = new ArrayList<>();
        for (DataPlane plane : planes()) {
            for (MapState map : plane.maps()) {
                Home home = homes.get(map.name());
                if (home == null ? plane == core || core.stateOf(map.name()) == null : home.plane() == plane) {
                    maps.add(map);
                }
            }
        }
        maps.sort(BY_NAME);
        return List.copyOf(maps);
    }
}
