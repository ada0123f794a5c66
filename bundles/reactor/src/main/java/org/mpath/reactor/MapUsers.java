package org.mpath.reactor;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.mpath.api.map.MapLease;

/** Who uses a map. Any thread. */
final class MapUsers {
    private final AtomicLong leases = new AtomicLong();
    private final ConcurrentSkipListMap<Long, String> users = new ConcurrentSkipListMap<>();

    /** Adds a user until the lease is closed. */
    MapLease lease(String user) {
        long number = leases.incrementAndGet();
        users.put(number, user);
        return () -> users.remove(number);
    }

    /** The users, in the order they came. */
    List<String> names() {
        return List.copyOf(users.values());
    }
}
