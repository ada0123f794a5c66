package org.mpath.reactor;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;

/**
 * One version of a type in a {@link TypeRegistry}: who brings it, who uses it, and who had trouble with it. The registry's
 * lock guards everything but {@link #service}, {@link #paths}, {@link #fetch} and {@link #giveBack}.
 *
 * @param <T> the factory service
 */
final class RegisteredType<T> {
    /** The newest bundle version first; among equals the higher ranking, then the older service, as in the framework. */
    static final Comparator<RegisteredType<?>> NEWEST_FIRST = Comparator
            .comparing((RegisteredType<?> type) -> type.version)
            .thenComparing(type -> type.ranking)
            .reversed()
            .thenComparing(type -> type.serviceId);

    /** A service that is in use, and the paths it has. */
    record Lease<T>(T service, LeasedPaths paths) {}

    private final String name;
    private final ServiceObjects<T> objects;
    private final String bundle;
    private final Version version;
    private final int ranking;
    private final long serviceId;
    /** How many uses each map holds. */
    private final Map<String, Integer> uses = new TreeMap<>();
    /** The maps that do not take it by themselves, because it misbehaved there. */
    private final Set<String> avoidedBy = new HashSet<>();

    private boolean distrusted;
    private boolean banned;
    private String reason = "";
    /** How many services are being fetched or given back. */
    private int underWay;
    /** From the first use to the last. */
    private volatile Lease<T> lease;

    RegisteredType(String name, ServiceObjects<T> objects) {
        ServiceReference<T> reference = objects.getServiceReference();
        Bundle owner = reference.getBundle();
        this.name = name;
        this.objects = objects;
        this.bundle = owner == null ? "" : owner.getSymbolicName() + " " + owner.getVersion();
        this.version = owner == null ? Version.emptyVersion : owner.getVersion();
        this.ranking = reference.getProperty(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        this.serviceId = reference.getProperty(Constants.SERVICE_ID) instanceof Long given ? given : 0;
    }

    /** The type's name, as in tables. */
    String name() {
        return name;
    }

    /** Whether it was registered with that service. */
    boolean isOf(ServiceReference<T> reference) {
        return reference.equals(objects.getServiceReference());
    }

    /** Symbolic name and version of the bundle that brings it. */
    String bundle() {
        return bundle;
    }

    // ---- uses ----

    /** The leased service; for those who hold a use. */
    T service() {
        return lease.service();
    }

    /** The paths as its plug-ins get them; for those who hold a use. */
    LeasedPaths paths() {
        return lease.paths();
    }

    boolean inUse() {
        return !uses.isEmpty();
    }

    int useCount() {
        return uses.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The maps that hold it, by name. */
    List<String> maps() {
        return List.copyOf(uses.keySet());
    }

    /** The first use begins with this lease. */
    void lease(Lease<T> begun) {
        lease = begun;
    }

    void use(String map) {
        uses.merge(map, 1, Integer::sum);
    }

    /**
     * Ends a use.
     *
     * @return the lease to give back after the last one, otherwise null
     * @throws IllegalStateException when the map holds none: somebody gave back what was not his
     */
    Lease<T> release(String map) {
        if (!uses.containsKey(map)) {
            throw new IllegalStateException("map " + map + " gives back type " + name + ", of which it holds no use");
        }
        uses.computeIfPresent(map, (key, count) -> count == 1 ? null : count - 1);
        Lease<T> last = inUse() ? null : lease;
        if (last != null) {
            lease = null;
        }
        return last;
    }

    // ---- its service ----

    /** Fetches a service, for which plug-in code runs; null when it cannot be had. */
    T fetch() {
        try {
            return objects.getService();
        } catch (IllegalStateException stopped) {
            return null; // this bundle itself has stopped
        }
    }

    /** Gives a service back that was fetched. */
    void giveBack(T service) {
        try {
            objects.ungetService(service);
        } catch (IllegalStateException | IllegalArgumentException e) {
            // a bundle has stopped, and the framework took it back
        }
    }

    /** A service is going to be fetched, or given back. */
    void begin() {
        underWay++;
    }

    /** That is over. */
    void end() {
        underWay--;
    }

    /** Whether a service is just being fetched or given back. */
    boolean isUnderWay() {
        return underWay > 0;
    }

    // ---- trust ----

    /** It misbehaved in a map, which does not take it by itself any more. */
    void avoid(String map, String why) {
        avoidedBy.add(map);
        reason = "map " + map + ": " + why;
    }

    /** It misbehaved elsewhere than in a map. */
    void suspect(String why) {
        reason = why;
    }

    boolean avoidedBy(String map) {
        return avoidedBy.contains(map);
    }

    /** A map takes it again by request, or is no more. */
    void forgive(String map) {
        avoidedBy.remove(map);
    }

    /** Nobody takes it while there is another. */
    void distrust() {
        distrusted = true;
    }

    /** A thread is stuck in its code: none of it is called any more. */
    void ban() {
        banned = true;
        distrusted = true;
    }

    boolean banned() {
        return banned;
    }

    boolean distrusted() {
        return distrusted;
    }

    /** Where and how it misbehaved last; empty when it did not. */
    String reason() {
        return reason;
    }
}
