package org.mpath.api.map;

import org.osgi.annotation.versioning.ProviderType;

/** Somebody's use of a map. */
@ProviderType
public interface MapLease extends AutoCloseable {
    /** Ends it. Any thread; more than once is once. */
    @Override
    void close();
}
