package org.mpath.natives;

import java.nio.file.Path;
import java.util.List;
import org.mpath.natives.MapperTask.Kind;
import org.mpath.natives.library.Libdevmapper;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Device-mapper by libdevmapper. */
@Component
public final class LibraryDeviceMapper implements DeviceMapper {
    private static final Path CONTROL = Path.of("/dev/mapper/control");
    private static final String KERNEL_LOG = "/dev/kmsg";
    private static final int O_RDWR_CLOEXEC = 2 | 0x80000;
    private static final int O_RDONLY_CLOEXEC = 0x80000;
    /** {@code DM_MPATH_PROBE_PATHS}: {@code _IO(0xfd, 18)}. */
    private static final long PROBE_PATHS = 0xfd << 8 | 18;

    private static final int ENXIO = 6;
    private static final int EACCES = 13;
    private static final int EBUSY = 16;
    private static final int EINVAL = 22;
    private static final int ENOTTY = 25;
    private static final int EPERM = 1;
    private static final int EVENTS_MINOR = 37;

    private final MapperLibrary library;
    private final Path control;
    /** Of the driver; read once. Under the library's lock. */
    private String version;

    /** Made by Declarative Services. */
    @Activate
    public LibraryDeviceMapper() {
        this(CONTROL, MapperLibrary.NAME);
    }

    LibraryDeviceMapper(Path control, String libraryName) {
        this.control = control;
        this.library = new MapperLibrary(control, libraryName);
    }

    /** Prepares and carries out a task. */
    @FunctionalInterface
    private interface Preparation {
        /** Prepares it. */
        void of(MapperTask task) throws DeviceMapperException;
    }

    @Override
    public String version() throws DeviceMapperException {
        return library.alone("version", this::version);
    }

    private String version(Libdevmapper lib) throws DeviceMapperException {
        if (version == null) {
            try (MapperTask task = new MapperTask(lib, Kind.VERSION, null)) {
                if (!task.run()) {
                    throw failure("device-mapper does not answer", task.errno());
                }
                version = task.driverVersion();
            }
        }
        return version;
    }

    @Override
    public List<ListedDevice> list() throws DeviceMapperException {
        return library.alone("list", lib -> {
            boolean withEvents = minor(version(lib)) >= EVENTS_MINOR;
            try (MapperTask task = new MapperTask(lib, Kind.LIST, null)) {
                if (!task.run()) {
                    throw failure("devices cannot be listed", task.errno());
                }
                return task.names(withEvents);
            }
        });
    }

    private static int minor(String version) {
        String[] parts = version.split("\\.");
        return parts.length > 1 && parts[1].matches("[0-9]{1,6}") ? Integer.parseInt(parts[1]) : 0;
    }

    @Override
    public MappedDevice device(String name) throws DeviceMapperException {
        return library.alone("info of " + name, lib -> device(lib, name));
    }

    private static MappedDevice device(Libdevmapper lib, String name) throws DeviceMapperException {
        try (MapperTask task = new MapperTask(lib, Kind.INFO, name)) {
            boolean there = task.run();
            if (!there && task.errno() != ENXIO && task.errno() != 0) {
                throw failure("device " + name + " cannot be asked", task.errno());
            }
            return there ? task.device(name) : null;
        }
    }

    @Override
    public void create(String name, String uuid, NodeAccess access, TargetLine table) throws DeviceMapperException {
        library.alone("creation of " + name, lib -> {
            try (MapperTask task = new MapperTask(lib, Kind.CREATE, name).uuid(uuid).access(access)) {
                if (!task.run()) {
                    throw task.errno() == EBUSY
                            ? new DeviceMapperException(taken(lib, name, uuid), EBUSY)
                            : failure("device " + name + " cannot be made", task.errno());
                }
            }
            try {
                reload(lib, name, table);
                resume(lib, name, access);
            } catch (DeviceMapperException refused) {
                remove(lib, name);
                throw refused;
            }
            return null;
        });
    }

    private static String taken(Libdevmapper lib, String name, String uuid) throws DeviceMapperException {
        MappedDevice same = device(lib, name);
        return same == null
                ? "device " + name + " cannot be made: " + owner(lib, uuid) + " has UUID " + uuid
                : "device " + name + " cannot be made: there is one, " + same.number()
                        + (same.uuid().isEmpty() ? "" : " with UUID " + same.uuid());
    }

    private static String owner(Libdevmapper lib, String uuid) throws DeviceMapperException {
        try (MapperTask task = new MapperTask(lib, Kind.LIST, null)) {
            for (ListedDevice listed : task.run() ? task.names(false) : List.<ListedDevice>of()) {
                MappedDevice device = device(lib, listed.name());
                if (device != null && device.uuid().equals(uuid)) {
                    return "device " + device.name() + ", " + device.number() + ',';
                }
            }
        }
        return "another device";
    }

    /** Takes back what was made; what fails now as well changes nothing about what failed first. */
    private static void remove(Libdevmapper lib, String name) throws DeviceMapperException {
        try (MapperTask task = new MapperTask(lib, Kind.REMOVE, name)) {
            task.runWithUdev();
        }
    }

    @Override
    public void reload(String name, TargetLine table) throws DeviceMapperException {
        library.alone("table of " + name, lib -> {
            reload(lib, name, table);
            return null;
        });
    }

    private static void reload(Libdevmapper lib, String name, TargetLine table) throws DeviceMapperException {
        MappedDevice device = device(lib, name);
        try (KernelLog log = KernelLog.fromNow(KERNEL_LOG);
                MapperTask task = new MapperTask(lib, Kind.RELOAD, name).target(table)) {
            if (!task.run()) {
                String reason = device == null ? "" : log.refusal(device.number());
                String what = "device " + name + ": the kernel refuses the table";
                throw reason.isEmpty()
                        ? failure(what, task.errno())
                        : new DeviceMapperException(what + ": " + reason, task.errno());
            }
        }
    }

    @Override
    public void clear(String name) throws DeviceMapperException {
        run(Kind.CLEAR, name, "its new table cannot be dropped", task -> {});
    }

    @Override
    public void suspend(String name, Suspend how) throws DeviceMapperException {
        run(Kind.SUSPEND, name, "it cannot be suspended", task -> task.suspend(how));
    }

    @Override
    public void resume(String name) throws DeviceMapperException {
        library.alone("resume of " + name, lib -> {
            resume(lib, name, null);
            return null;
        });
    }

    /** @param access of a device that is new; null of one that was in use before */
    private static void resume(Libdevmapper lib, String name, NodeAccess access) throws DeviceMapperException {
        try (MapperTask task = new MapperTask(lib, Kind.RESUME, name)) {
            if (access != null) {
                task.access(access);
            } else {
                task.sameContent();
            }
            if (!task.runWithUdev()) {
                throw failure("device " + name + ": it cannot be resumed", task.errno());
            }
        }
    }

    @Override
    public void remove(String name, boolean deferred) throws DeviceMapperException {
        runWithUdev(Kind.REMOVE, name, "it cannot be removed", task -> {
            if (deferred) {
                task.deferred();
            }
        });
    }

    @Override
    public void rename(String name, String newName) throws DeviceMapperException {
        runWithUdev(Kind.RENAME, name, "it cannot be called " + newName, task -> task.newName(newName));
    }

    @Override
    public void message(String name, String words) throws DeviceMapperException {
        run(Kind.MESSAGE, name, "the kernel refuses the message '" + words + "'", task -> task.words(words));
    }

    private void run(Kind kind, String name, String refused, Preparation preparation) throws DeviceMapperException {
        library.alone(kind.name().toLowerCase(java.util.Locale.ROOT) + " of " + name, lib -> {
            try (MapperTask task = new MapperTask(lib, kind, name)) {
                preparation.of(task);
                if (!task.run()) {
                    throw failure("device " + name + ": " + refused, task.errno());
                }
                return null;
            }
        });
    }

    private void runWithUdev(Kind kind, String name, String refused, Preparation preparation) throws DeviceMapperException {
        library.alone(kind.name().toLowerCase(java.util.Locale.ROOT) + " of " + name, lib -> {
            try (MapperTask task = new MapperTask(lib, kind, name)) {
                preparation.of(task);
                if (!task.runWithUdev()) {
                    throw failure("device " + name + ": " + refused, task.errno());
                }
                return null;
            }
        });
    }

    @Override
    public List<TargetLine> table(String name) throws DeviceMapperException {
        return lines(Kind.TABLE, name);
    }

    @Override
    public List<TargetLine> status(String name) throws DeviceMapperException {
        return lines(Kind.STATUS, name);
    }

    private List<TargetLine> lines(Kind kind, String name) throws DeviceMapperException {
        return library.alone(kind.name().toLowerCase(java.util.Locale.ROOT) + " of " + name, lib -> {
            // what the target holds would be waited for otherwise
            try (MapperTask task = new MapperTask(lib, kind, name).noFlush().noOpenCount()) {
                if (!task.run() || task.device(name) == null) {
                    throw failure("device " + name + " cannot be read", task.errno() == 0 ? ENXIO : task.errno());
                }
                return task.lines();
            }
        });
    }

    @Override
    public void probe(String name) throws DeviceMapperException {
        String node = control.resolveSibling(name).toString();
        int fd = Kernel.libc().open(node, O_RDONLY_CLOEXEC);
        if (fd < 0) {
            throw failure(node + " cannot be opened", Kernel.errno());
        }
        int result = Kernel.libc().ioctl(fd, PROBE_PATHS, 0);
        int errno = Kernel.errno();
        Kernel.libc().close(fd);
        if (result != 0) {
            throw probeFailure(name, errno);
        }
    }

    /** A kernel that probes no paths passes the call on to a path, whose driver may know no other word for it than EINVAL. */
    static DeviceMapperException probeFailure(String name, int errno) {
        return errno == ENOTTY || errno == EINVAL
                ? new DeviceMapperException("device " + name + ": this kernel probes no paths; Linux 6.16 is the first", errno)
                : failure("device " + name + ": no path answers a probe", errno);
    }

    @Override
    public ControlFile openEvents() throws DeviceMapperException {
        version(); // what is missing is said there
        int fd = Kernel.libc().open(control.toString(), O_RDWR_CLOEXEC);
        if (fd < 0) {
            throw failure(control + " cannot be opened", Kernel.errno());
        }
        return new ControlFile(control.toString(), fd);
    }

    private static DeviceMapperException failure(String sentence, int errno) {
        boolean refused = errno == EACCES || errno == EPERM;
        String why = errno == 0 ? "no reason given" : Kernel.libc().strerror(errno) + " (errno " + errno + ')';
        return new DeviceMapperException(sentence + ": " + why + (refused ? "; device-mapper is root's" : ""), errno);
    }
}
