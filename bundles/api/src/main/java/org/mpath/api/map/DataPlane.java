package org.mpath.api.map;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.mpath.api.path.PathDevice;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes tables in the device-mapper multipath grammar and runs them. Control threads only, never a reactor: calls wait,
 * bounded, until the map's owner has done the work.
 *
 * <p>Every method throws {@link MapException} with one sentence that names the map and what to do.
 */
@ProviderType
public interface DataPlane {
    /** Service property: the kind of data plane, {@code user} or {@code dm}. */
    String KIND = "mpath.dataplane";

    /** Creates an empty map. */
    void create(String name, LogicalUnit unit);

    /**
     * Says what the unit of a map can do through all of its paths, when that is no more what {@link #create} was told. I/O
     * that was submitted before keeps its length.
     */
    default void limits(String name, UnitLimits limits) {}

    /**
     * Says that the unit of a map has another number of blocks, through all of its paths. The live table gets its length; I/O
     * goes on. What is submitted from now on may use all of a larger unit; what is beyond the end of a smaller one is the
     * unit's to refuse.
     *
     * @param blocks 1 or more
     * @throws MapException when the table cannot have that length; the map keeps its size
     */
    default void resize(String name, long blocks) {
        throw new MapException(MapException.Code.INVALID, "map " + name + " cannot have another size here");
    }

    /**
     * Loads a table ({@code START LENGTH multipath ...}) and makes it live, keeping I/O: paths in both the old and the new
     * table keep their state. Accepted whole or refused whole.
     */
    void load(String name, String table);

    /**
     * Loads a table like {@link #load(String, String)}; a path of which nobody can say any more who is behind it starts failed.
     *
     * @param proved whether what was found out of a path is still true, asked on its reactor at the moment of the load; must
     *     not block
     */
    default void load(String name, String table, Predicate<PathDevice> proved) {
        load(name, table);
    }

    /**
     * Carries out a message in the kernel's words, with the kernel's refusals: {@code queue_if_no_path},
     * {@code fail_if_no_path}, {@code disable_group N}, {@code enable_group N}, {@code switch_group N},
     * {@code fail_path PATH}, {@code reinstate_path PATH}. A suspended map refuses all of them.
     */
    void message(String name, String words);

    /** Fails a path like the message {@code fail_path}, with the reason that snapshots and events show. */
    default void failPath(String name, String path, String reason) {
        message(name, "fail_path " + path);
    }

    /**
     * Says that another unit may be behind a path: no map uses it from now on, until it is reinstated. At once, so that what
     * is sent next does not reach that unit. The path's reactor only; does not block.
     *
     * @param words what the unit said
     */
    default void unitChanged(PathDevice path, String words) {}

    /**
     * Uses a path again like the message {@code reinstate_path}, on a suspended map too: what checks the paths goes on
     * meanwhile, so that resume finds those usable that are.
     */
    default void reinstatePath(String name, String path) {
        message(name, "reinstate_path " + path);
    }

    /**
     * Uses a path again like {@link #reinstatePath(String, String)}, if that is still right.
     *
     * @param proved whether what was found out of the path is still true, asked on its reactor at that moment; must not block
     */
    default void reinstatePath(String name, String path, BooleanSupplier proved) {
        if (proved.getAsBoolean()) {
            reinstatePath(name, path);
        }
    }

    /**
     * Changes the selector of every group, keeping I/O.
     *
     * @param words the selector's name and its arguments; per-path arguments become the selector's defaults
     */
    void selector(String name, List<String> words);

    /**
     * Holds all I/O and waits, bounded, until nothing is in flight. New I/O waits for {@link #resume}.
     *
     * @param flush I/O that waits for a path fails, as device-mapper's flushing suspend; otherwise it is kept
     */
    void suspend(String name, boolean flush);

    /** Lets I/O go again. */
    void resume(String name);

    /**
     * Reads a block through every usable path of the current group and fails those that cannot; callers are served one
     * after the other.
     *
     * @return how many paths of the map are usable
     * @throws MapException {@link MapException.Code#NOT_CONNECTED} when none is
     */
    int probe(String name);

    /** The map's policy. */
    MapPolicy policy(String name);

    /** Changes the map's policy. */
    void policy(String name, MapPolicy policy);

    /**
     * Changes what is to be changed of the map's policy, so that of two who change different things none is lost.
     *
     * @param change makes the next policy of the present one, on the map's reactor: must not block; what it throws changes
     *     nothing and is passed on
     */
    default void policy(String name, UnaryOperator<MapPolicy> change) {
        policy(name, change.apply(policy(name)));
    }

    /** The live table in today's form; it loads again to an equal map. */
    default String table(String name) {
        return table(name, TextForm.TODAY);
    }

    /** The live table (device-mapper's TABLE). */
    String table(String name, TextForm form);

    /** The status line in today's form. */
    default String status(String name) {
        return status(name, TextForm.TODAY);
    }

    /** The status line (device-mapper's INFO). */
    String status(String name, TextForm form);

    /**
     * Waits until the map's event counter is above {@code seen}.
     *
     * @param timeoutMillis at most so long, from 0
     * @return the counter; not above {@code seen} when the time was over first
     */
    long awaitEvent(String name, long seen, long timeoutMillis);

    /** What led to the present state: the latest events of a map, oldest first, at most 256. Any thread; does not block. */
    List<MapEvent> history(String name);

    /** The handler and selector types there are, by kind and name. Any thread; does not block. */
    List<PlugInState> plugIns();

    /**
     * Has it known that a bundle misbehaved elsewhere than in a map: no map takes the types it brings while there are others of
     * the same names. A bundle that brings none is ignored. Any thread; does not block.
     *
     * @param bundle its symbolic name, a blank and its version, as {@link PlugInState#bundle} says it
     * @param reason how, a clause for people
     */
    default void suspect(String bundle, String reason) {}

    /** Who uses the map ({@link MultipathMap#lease}). */
    List<String> users(String name);

    /** Removes a map, used or not. Queued tasks fail. */
    void remove(String name);

    /** Snapshots of all maps, by name. Any thread; does not block. */
    List<MapState> maps();

    /** Snapshot of one map; null when there is none of that name. Any thread; does not block. */
    default MapState stateOf(String name) {
        return maps().stream()
                .filter(map -> map.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
