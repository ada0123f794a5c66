package org.mpath.natives;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The kernel's device-mapper through libdevmapper. A DS service; the library is loaded with the first call, so that a runtime
 * that stays in user space never does.
 *
 * <p>Any thread that may wait: calls are carried out one after the other, since the library keeps global state, and each waits
 * for the one before, bounded. Nothing half made is left: a device whose table is refused is removed again.
 */
@ProviderType
public interface DeviceMapper {
    /** How a device is suspended. */
    enum Suspend {
        /** Waits until all I/O is over, after freezing a file system on it; what a target holds fails or is sent. */
        FLUSH,
        /** The same, and leaves file systems alone. */
        FLUSH_NO_LOCK,
        /** Waits only for what is under way; what a target holds goes to the next table. Leaves file systems alone. */
        NO_FLUSH
    }

    /**
     * The version of the kernel's driver, such as {@code 4.47.0}.
     *
     * @throws DeviceMapperException when device-mapper cannot be used: who may not, or what is missing
     */
    String version() throws DeviceMapperException;

    /** All devices. */
    List<ListedDevice> list() throws DeviceMapperException;

    /** A device; null when there is none of that name. */
    MappedDevice device(String name) throws DeviceMapperException;

    /** Makes a device with a table, live at once. */
    void create(String name, String uuid, NodeAccess access, TargetLine table) throws DeviceMapperException;

    /** Loads a table beside the live one; {@link #resume} puts it in its place, {@link #clear} drops it. */
    void reload(String name, TargetLine table) throws DeviceMapperException;

    /** Drops a table that was loaded and is not live. */
    void clear(String name) throws DeviceMapperException;

    /** Suspends a device, waits until that is done. */
    void suspend(String name, Suspend how) throws DeviceMapperException;

    /** Lets I/O go again, to the table that was loaded last. */
    void resume(String name) throws DeviceMapperException;

    /**
     * Removes a device.
     *
     * @param deferred one in use goes when its last user has closed it; otherwise it is refused
     */
    void remove(String name, boolean deferred) throws DeviceMapperException;

    /** Gives a device another name. */
    void rename(String name, String newName) throws DeviceMapperException;

    /** Sends a message to the target of a device. */
    void message(String name, String words) throws DeviceMapperException;

    /** The live table. */
    List<TargetLine> table(String name) throws DeviceMapperException;

    /** The status lines; does not wait for I/O. */
    List<TargetLine> status(String name) throws DeviceMapperException;

    /**
     * Has a multipath device probe the paths of its current group (Linux 6.16).
     *
     * @throws DeviceMapperException also when the kernel cannot, or no path is usable (ENOTCONN)
     */
    void probe(String name) throws DeviceMapperException;

    /** Opens a file that is ready when anything happened to any device since it was armed. */
    ControlFile openEvents() throws DeviceMapperException;
}
