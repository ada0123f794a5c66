package org.mpath.transport.lab;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import org.mpath.target.store.Store;

/** Says why a store fails: one line when it begins to, not one per command, until something succeeds again. */
final class LoggedStore implements Store {
    private static final Logger LOG = System.getLogger("org.mpath.transport.lab");

    private final String unit;
    private final Store store;
    private boolean failing;

    LoggedStore(String unit, Store store) {
        this.unit = unit;
        this.store = store;
    }

    @Override
    public long bytes() {
        return store.bytes();
    }

    @Override
    public boolean thin() {
        return store.thin();
    }

    @Override
    public boolean volatileCache() {
        return store.volatileCache();
    }

    @Override
    public void read(long position, ByteBuffer into, int offset, int length) throws IOException {
        try {
            store.read(position, into, offset, length);
            failing = false;
        } catch (IOException failure) {
            throw told("read", failure);
        }
    }

    @Override
    public void write(long position, ByteBuffer from, int offset, int length) throws IOException {
        try {
            store.write(position, from, offset, length);
            failing = false;
        } catch (IOException failure) {
            throw told("write", failure);
        }
    }

    @Override
    public void zero(long position, long length) throws IOException {
        try {
            store.zero(position, length);
            failing = false;
        } catch (IOException failure) {
            throw told("zero", failure);
        }
    }

    @Override
    public void resize(long newBytes) throws IOException {
        store.resize(newBytes);
    }

    @Override
    public void sync() throws IOException {
        try {
            store.sync();
        } catch (IOException failure) {
            throw told("sync", failure);
        }
    }

    @Override
    public void close() throws IOException {
        store.close();
    }

    private IOException told(String operation, IOException failure) {
        if (!failing) {
            failing = true;
            LOG.log(Level.WARNING, "event=lab.store_failed unit=" + unit + " operation=" + operation + " reason=\""
                    + failure + '"');
        }
        return failure;
    }
}
