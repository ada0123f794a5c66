package org.mpath.natives;

import com.kenai.jffi.Library;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import jnr.ffi.LibraryLoader;
import org.mpath.natives.library.Libdevmapper;

/** libdevmapper, loaded when it is first needed, and the lock that its global state asks for. */
final class MapperLibrary {
    /** What the library is called; it has had this number since 2005. */
    static final String NAME = "libdevmapper.so.1.02.1";

    private static final long WAIT_SECONDS_MAX = 10;

    private final Path control;
    private final String libraryName;
    private final ReentrantLock lock = new ReentrantLock(true);
    /** What is being done, for those who wait. */
    private volatile String doing = "";
    private Libdevmapper library;

    MapperLibrary(Path control, String libraryName) {
        this.control = control;
        this.libraryName = libraryName;
    }

    /** Work with the library. */
    @FunctionalInterface
    interface Work<T> {
        /** Does it. */
        T with(Libdevmapper library) throws DeviceMapperException;
    }

    /**
     * Does work alone.
     *
     * @param what it is, for those who wait meanwhile
     */
    <T> T alone(String what, Work<T> work) throws DeviceMapperException {
        enter(what);
        try {
            doing = what;
            if (library == null) {
                library = load();
            }
            return work.with(library);
        } finally {
            lock.unlock();
        }
    }

    private void enter(String what) throws DeviceMapperException {
        try {
            if (!lock.tryLock(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new DeviceMapperException(what + ": device-mapper is busy with \"" + doing + "\" for more than "
                        + WAIT_SECONDS_MAX + " s; try again", 0);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DeviceMapperException(what + ": interrupted while device-mapper was busy with \"" + doing + '"', 0);
        }
    }

    private Libdevmapper load() throws DeviceMapperException {
        checkControl();
        try {
            Libdevmapper loaded = LibraryLoader.create(Libdevmapper.class).failImmediately().load(libraryName);
            // Its messages go to standard error, which is not ours, unless a C function takes them. abs(3) has no effect
            // whatever it is called with; one of ours would pin this bundle's class loader.
            loaded.dm_log_with_errno_init(Library.getDefault().getSymbolAddress("abs"));
            return loaded;
        } catch (UnsatisfiedLinkError missing) {
            throw new DeviceMapperException(libraryName + " is missing: install libdevmapper1.02.1 (Debian) or"
                    + " device-mapper-libs (Red Hat)", 0);
        }
    }

    /** The library itself would complain to standard error, or make a node. */
    private void checkControl() throws DeviceMapperException {
        if (!Files.exists(control)) {
            throw new DeviceMapperException("there is no device-mapper here, " + control + " is missing: modprobe dm-multipath,"
                    + " or give it to the container", 0);
        }
        if (!Files.isReadable(control) || !Files.isWritable(control)) {
            throw new DeviceMapperException("device-mapper is root's: user " + System.getProperty("user.name")
                    + " may not use " + control, 13);
        }
    }
}
