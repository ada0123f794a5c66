package org.mpath.natives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;
import org.mpath.natives.library.Libdevmapper;

/** One task of libdevmapper, from its making to its end. What is read of it is copied. The library's lock is held. */
final class MapperTask implements AutoCloseable {
    /** The kinds used here, with the library's numbers. */
    enum Kind {
        CREATE(0),
        RELOAD(1),
        REMOVE(2),
        SUSPEND(4),
        RESUME(5),
        INFO(6),
        RENAME(8),
        VERSION(9),
        STATUS(10),
        TABLE(11),
        LIST(13),
        CLEAR(14),
        MESSAGE(17);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /** {@code struct dm_info} has 48 bytes; more, should it grow. */
    private static final int INFO_BYTES = 128;

    private static final int UDEV_TURNS_MAX = 1000;
    private static final long UDEV_TURN_NANOS = 10_000_000;
    private static final int VERSION_BYTES = 64;
    /** {@code DM_SUBSYSTEM_UDEV_FLAG0}: to multipath-tools' rules, a map that only has other paths now. */
    private static final short MULTIPATH_RELOAD = 0x0100;

    private final Libdevmapper library;
    private final Runtime runtime;
    private short udevFlags;
    /** 0 when it is over. */
    private long task;

    /** @throws DeviceMapperException when there is no memory */
    MapperTask(Libdevmapper library, Kind kind, String name) throws DeviceMapperException {
        this.library = library;
        this.runtime = Runtime.getRuntime(library);
        this.task = library.dm_task_create(kind.number);
        if (task == 0) {
            throw new DeviceMapperException("libdevmapper has no memory for a task", 0);
        }
        if (name != null) {
            set(library.dm_task_set_name(task, name), name);
        }
    }

    MapperTask uuid(String uuid) throws DeviceMapperException {
        return set(library.dm_task_set_uuid(task, uuid), uuid);
    }

    MapperTask newName(String name) throws DeviceMapperException {
        return set(library.dm_task_set_newname(task, name), name);
    }

    MapperTask access(NodeAccess access) throws DeviceMapperException {
        int ok = library.dm_task_set_uid(task, access.uid()) & library.dm_task_set_gid(task, access.gid())
                & library.dm_task_set_mode(task, access.mode());
        return set(ok, access.toString());
    }

    MapperTask target(TargetLine line) throws DeviceMapperException {
        return set(library.dm_task_add_target(task, line.start(), line.length(), line.type(), line.words()), line.toString());
    }

    MapperTask words(String words) throws DeviceMapperException {
        return set(library.dm_task_set_message(task, words) & library.dm_task_set_sector(task, 0), words);
    }

    MapperTask suspend(DeviceMapper.Suspend how) {
        if (how == DeviceMapper.Suspend.NO_FLUSH) {
            noFlush();
        }
        if (how != DeviceMapper.Suspend.FLUSH) {
            library.dm_task_skip_lockfs(task);
        }
        return this;
    }

    MapperTask noFlush() {
        library.dm_task_no_flush(task);
        return this;
    }

    MapperTask noOpenCount() {
        library.dm_task_no_open_count(task);
        return this;
    }

    MapperTask deferred() {
        library.dm_task_deferred_remove(task);
        return this;
    }

    /** Has udev's rules of multipath-tools tell theirs who stack upon the device that it holds what it held: no scan for that. */
    MapperTask sameContent() {
        udevFlags = MULTIPATH_RELOAD;
        return this;
    }

    private MapperTask set(int ok, String value) throws DeviceMapperException {
        if (ok == 0) {
            close();
            throw new DeviceMapperException("libdevmapper does not take '" + value + "'", 22);
        }
        return this;
    }

    /** Carries it out; whether it worked. */
    boolean run() {
        return library.dm_task_run(task) != 0;
    }

    /** Carries out what udev has a part in, and waits for that part, bounded: then the nodes are there, or gone. */
    boolean runWithUdev() {
        int[] cookie = {0};
        library.dm_task_set_cookie(task, cookie, udevFlags);
        boolean done = run();
        if (cookie[0] != 0) {
            awaitUdev(cookie[0]);
        }
        library.dm_task_update_nodes();
        return done;
    }

    private void awaitUdev(int cookie) {
        int[] ready = {0};
        for (int turn = 0; turn < UDEV_TURNS_MAX; turn++) {
            if (library.dm_udev_wait_immediate(cookie, ready) == 0 || ready[0] != 0) {
                return;
            }
            LockSupport.parkNanos(UDEV_TURN_NANOS);
        }
        library.dm_udev_complete(cookie); // its rules do not say when they are done
        library.dm_udev_wait_immediate(cookie, ready);
    }

    /** The error of {@link #run}. */
    int errno() {
        return library.dm_task_get_errno(task);
    }

    /** The device it was about; null when there is none. */
    MappedDevice device(String name) {
        ByteBuffer info = ByteBuffer.allocateDirect(INFO_BYTES).order(ByteOrder.nativeOrder());
        if (library.dm_task_get_info(task, Kernel.addressOf(info)) == 0 || info.getInt(0) == 0) {
            return null;
        }
        String uuid = library.dm_task_get_uuid(task);
        return new MappedDevice(
                name,
                uuid == null ? "" : uuid,
                info.getInt(24),
                info.getInt(28),
                info.getInt(16),
                Integer.toUnsignedLong(info.getInt(20)),
                info.getInt(4) != 0,
                info.getInt(8) != 0);
    }

    /** The lines of a table or a status. */
    List<TargetLine> lines() {
        List<TargetLine> lines = new ArrayList<>();
        long[] start = {0};
        long[] length = {0};
        long[] type = {0};
        long[] words = {0};
        long next = 0;
        do {
            next = library.dm_get_next_target(task, next, start, length, type, words);
            if (type[0] != 0) {
                lines.add(new TargetLine(start[0], length[0], text(type[0]), text(words[0]).strip()));
            }
        } while (next != 0);
        return lines;
    }

    /**
     * The devices of a list ({@code struct dm_names}: number, distance to the next, name; then, where the kernel adds it, the
     * event counter at the next multiple of eight).
     *
     * @param withEvents whether the kernel adds the event counter
     */
    List<ListedDevice> names(boolean withEvents) {
        List<ListedDevice> devices = new ArrayList<>();
        long at = library.dm_task_get_names(task);
        while (at != 0) {
            Pointer entry = Pointer.wrap(runtime, at);
            if (entry.getLong(0) == 0) {
                return devices; // there is none at all
            }
            String name = entry.getString(12);
            long counter = at + 12 + entry.indexOf(12, (byte) 0) + 1 + 7 & ~7L;
            devices.add(new ListedDevice(name, withEvents ? Integer.toUnsignedLong(entry.getInt(counter - at)) : -1));
            int distance = entry.getInt(8);
            at = distance == 0 ? 0 : at + distance;
        }
        return devices;
    }

    /** The version of the kernel's driver. */
    String driverVersion() {
        byte[] version = new byte[VERSION_BYTES];
        library.dm_task_get_driver_version(task, version, VERSION_BYTES);
        int end = 0;
        while (end < VERSION_BYTES && version[end] != 0) {
            end++;
        }
        return new String(version, 0, end, java.nio.charset.StandardCharsets.US_ASCII);
    }

    private String text(long address) {
        return address == 0 ? "" : Pointer.wrap(runtime, address).getString(0);
    }

    @Override
    public void close() {
        if (task != 0) {
            library.dm_task_destroy(task);
            task = 0;
        }
    }
}
