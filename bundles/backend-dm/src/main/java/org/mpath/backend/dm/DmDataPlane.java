package org.mpath.backend.dm;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapEvents;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PlugInState;
import org.mpath.api.map.TextForm;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.natives.DeviceMapper;
import org.mpath.natives.DeviceMapperException;
import org.mpath.natives.KernelEvents;
import org.mpath.natives.ListedDevice;
import org.mpath.natives.MappedDevice;
import org.mpath.natives.NodeAccess;
import org.mpath.natives.ReadySets;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The kernel's device-mapper as a data plane. The kernel is not touched before the first map needs it, unless it has maps that
 * were made here before; they stay when this ends, and go on with their I/O.
 */
@Component(
        service = DataPlane.class,
        property = DataPlane.KIND + "=dm",
        immediate = true,
        configurationPid = "org.mpath.backend.dm")
@Designate(ocd = DmSettings.class)
public final class DmDataPlane implements DataPlane {
    private static final Logger LOG = System.getLogger("org.mpath.backend.dm");
    private static final String STATE_DIRECTORY = "mpath.var";
    private static final String NAME = "[A-Za-z0-9#+.:=@_-]{1,127}";

    private final DeviceMapper mapper;
    private final Kernel kernel;
    private final boolean adopt;
    private final MapPolicy policy;
    private final Ownership ownership;
    private final PathNumbers numbers = new PathNumbers();
    private final Map<String, DmMap> maps = new ConcurrentHashMap<>();

    /** Made by Declarative Services. */
    @Activate
    public DmDataPlane(
            BundleContext context,
            DmSettings settings,
            @Reference DeviceMapper mapper,
            @Reference ReadySets readySets,
            @Reference KernelEvents uevents,
            @Reference MapEvents events) {
        this(context.getProperty(STATE_DIRECTORY), settings, mapper, readySets, uevents, events, Path.of("/"));
    }

    DmDataPlane(
            String stateDirectory, DmSettings settings, DeviceMapper mapper, ReadySets readySets, KernelEvents uevents,
            MapEvents events, Path root) {
        this.mapper = mapper;
        this.adopt = settings.adopt();
        this.policy = MapPolicy.DEFAULT.with("no_path_timeout", String.valueOf(settings.no_path_timeout_millis()));
        this.ownership = new Ownership(root.resolve("proc"));
        MadeMaps made = new MadeMaps(stateDirectory == null ? null : Path.of(stateDirectory), bootId(root.resolve("proc")));
        this.kernel = new Kernel(
                mapper,
                numbers,
                made,
                new NodeAccess(settings.node_uid(), settings.node_gid(), Integer.parseInt(settings.node_mode(), 8)),
                events,
                new DmWatch(mapper, readySets, uevents, maps::values),
                root);
        if (adopt || made.any()) {
            takeBack();
        }
    }

    private static String bootId(Path proc) {
        try {
            return Files.readString(proc.resolve("sys/kernel/random/boot_id"), StandardCharsets.US_ASCII).strip();
        } catch (IOException unknown) {
            return "";
        }
    }

    /** Maps that were made here before a restart are maps again, with the tables they have; with {@code adopt} all others, too. */
    private void takeBack() {
        try {
            for (ListedDevice listed : mapper.list()) {
                MappedDevice device = mapper.device(listed.name());
                String wwid = device == null ? null : MapUuid.wwid(device.uuid());
                if (wwid != null && device.live() && mayTake(wwid)) {
                    take(device.name(), new KernelUnit(kernel.sys()).of(wwid, device));
                }
            }
        } catch (DeviceMapperException failure) {
            LOG.log(Level.WARNING, "event=dm.unusable reason=\"" + failure.getMessage() + '"');
        }
    }

    private boolean mayTake(String wwid) {
        return (adopt || kernel.made().contains(wwid)) && !ownership.isTaken();
    }

    private DmMap take(String name, LogicalUnit unit) {
        DmMap map = new DmMap(name, unit, kernel, policy);
        map.adopt();
        maps.put(name, map);
        LOG.log(Level.INFO, "event=dm.map_taken map=" + name + " wwid=" + unit.wwid());
        map.record().tell(Kind.MAP_CREATED, "", "", "", "wwid " + unit.wwid() + ", it is in the kernel already");
        return map;
    }

    /** Stops steering. The kernel goes on. */
    @Deactivate
    public void stop() {
        kernel.watch().close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindTransport(Transport transport) {
        numbers.add(transport);
    }

    void unbindTransport(Transport transport) {
        numbers.remove(transport);
    }

    // ---- maps come and go ----

    @Override
    public void create(String name, LogicalUnit unit) {
        if (!name.matches(NAME)) {
            throw new MapException(Code.INVALID,
                    "map name '" + name + "' is not 1 to 127 letters, digits and #+.:=@_- characters");
        }
        if (maps.containsKey(name)) {
            throw new MapException(Code.EXISTS, "map " + name + " exists already");
        }
        MappedDevice device;
        try {
            device = mapper.device(name);
        } catch (DeviceMapperException failure) {
            throw Refusal.of(name, failure);
        }
        if (device == null) {
            if (ownership.isTaken()) {
                throw new MapException(Code.BUSY, "map " + name + ": multipathd runs, and takes every map of this kernel for its own:"
                        + " stop multipathd, or leave the map in the core");
            }
            DmMap map = new DmMap(name, unit, kernel, policy);
            maps.put(name, map);
            map.record().tell(Kind.MAP_CREATED, "", "", "", "wwid " + unit.wwid());
        } else {
            refuseForeign(name, unit, device);
            take(name, unit);
        }
    }

    private void refuseForeign(String name, LogicalUnit unit, MappedDevice device) {
        String what = "map " + name + ": the kernel has a device " + name + " already";
        if (!device.uuid().equals(MapUuid.of(unit.wwid()))) {
            throw new MapException(Code.EXISTS, what + ", and it is something else"
                    + (device.uuid().isEmpty() ? "" : ": UUID " + device.uuid()));
        } else if (ownership.isTaken()) {
            throw new MapException(Code.BUSY, what + ", and multipathd, which runs, has it: stop multipathd, or leave it its units");
        } else if (!mayTake(unit.wwid())) {
            throw new MapException(Code.EXISTS, what + ", which was not made here: `multipath -f " + name + "` takes it away, and"
                    + " adopt=true in etc/org.mpath.backend.dm.cfg has it taken over");
        }
    }

    @Override
    public void remove(String name) {
        DmMap map = map(name);
        map.remove();
        maps.remove(name, map);
        map.record().tell(Kind.MAP_REMOVED, "", "", "", "wwid " + map.wwid());
    }

    @Override
    public List<MapState> maps() {
        return maps.values().stream()
                .map(DmMap::state)
                .sorted(Comparator.comparingInt((MapState map) -> map.name().length()).thenComparing(MapState::name))
                .toList();
    }

    @Override
    public MapState stateOf(String name) {
        DmMap map = maps.get(name);
        return map == null ? null : map.state();
    }

    private DmMap map(String name) {
        DmMap map = maps.get(name);
        if (map == null) {
            throw new MapException(Code.NOT_FOUND, "no map " + name);
        }
        return map;
    }

    // ---- verbs ----

    @Override
    public void resize(String name, long blocks) {
        tables(name).resize(blocks);
    }

    @Override
    public void load(String name, String table) {
        tables(name).load(table, path -> true);
    }

    @Override
    public void load(String name, String table, Predicate<PathDevice> proved) {
        tables(name).load(table, proved);
    }

    @Override
    public void selector(String name, List<String> words) {
        tables(name).selector(words);
    }

    private DmTables tables(String name) {
        return new DmTables(map(name), kernel);
    }

    @Override
    public void message(String name, String words) {
        map(name).message(words);
    }

    @Override
    public void failPath(String name, String path, String reason) {
        map(name).failPath(path, reason);
    }

    @Override
    public void unitChanged(PathDevice path, String words) {
        kernel.watch().postIfAny(() -> maps.values().stream()
                .filter(map -> map.has(path.name()))
                .forEach(map -> map.failPath(path.name(), "another unit may be behind it: " + words)));
    }

    @Override
    public void reinstatePath(String name, String path, BooleanSupplier proved) {
        PathDevice device = numbers.path(path);
        if (device != null && OnReactor.holds(device, proved)) {
            reinstatePath(name, path);
        }
    }

    @Override
    public void suspend(String name, boolean flush) {
        map(name).suspend(flush);
    }

    @Override
    public void resume(String name) {
        map(name).resume();
    }

    @Override
    public int probe(String name) {
        return map(name).probe();
    }

    @Override
    public MapPolicy policy(String name) {
        return map(name).policy();
    }

    @Override
    public void policy(String name, MapPolicy next) {
        map(name).policy(next);
    }

    // ---- texts and events ----

    @Override
    public String table(String name, TextForm form) {
        today(name, form);
        return map(name).table();
    }

    @Override
    public String status(String name, TextForm form) {
        today(name, form);
        return map(name).status();
    }

    private static void today(String name, TextForm form) {
        if (form != TextForm.TODAY) {
            throw new MapException(Code.INVALID, "map " + name + " is in the kernel, which speaks today's form only, not that of "
                    + form.word());
        }
    }

    @Override
    public long awaitEvent(String name, long seen, long timeoutMillis) {
        return map(name).counter().above(seen, timeoutMillis);
    }

    @Override
    public List<MapEvent> history(String name) {
        return map(name).record().latest();
    }

    /** The kernel's handlers and selectors are none of this runtime's. */
    @Override
    public List<PlugInState> plugIns() {
        return List.of();
    }

    @Override
    public List<String> users(String name) {
        return map(name).users();
    }
}
