package org.mpath.api.map;

import java.util.List;
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
     * Loads a table ({@code START LENGTH multipath ...}) and makes it live, keeping I/O: paths in both the old and the new
     * table keep their state. Accepted whole or refused whole.
     */
    void load(String name, String table);

    /**
     * Carries out a message in the kernel's words: {@code fail_path PATH}, {@code reinstate_path PATH},
     * {@code queue_if_no_path}, {@code fail_if_no_path}.
     */
    void message(String name, String words);

    /** Fails a path like the message {@code fail_path}, with the reason that snapshots and events show. */
    default void failPath(String name, String path, String reason) {
        message(name, "fail_path " + path);
    }

    /** The live table; it loads again to an equal map. */
    String table(String name);

    /** The status line in the kernel's INFO form. */
    String status(String name);

    /** Removes a map. Queued tasks fail. */
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
