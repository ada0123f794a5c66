package org.mpath.discovery;

import java.lang.annotation.Annotation;

/** Settings as Declarative Services hands them over. */
@SuppressWarnings("ClassExplicitlyAnnotation")
record GivenSettings(
        int interval_millis, int check_timeout_millis, int probe_timeout_millis, int maps_max, boolean keep_empty_maps,
        String guard_sampled_read, int plugin_call_timeout_millis)
        implements DiscoverySettings {
    /** Times, and the default rules. */
    GivenSettings(int intervalMillis, int checkTimeoutMillis, int probeTimeoutMillis) {
        this(intervalMillis, checkTimeoutMillis, probeTimeoutMillis, MapRules.DEFAULT.mapsMax(), MapRules.DEFAULT.keepEmpty());
    }

    /** Blocks are compared on doubt. */
    GivenSettings(int intervalMillis, int checkTimeoutMillis, int probeTimeoutMillis, int mapsMax, boolean keepEmpty) {
        this(intervalMillis, checkTimeoutMillis, probeTimeoutMillis, mapsMax, keepEmpty, "doubt");
    }

    /** Plug-ins have the usual time. */
    GivenSettings(
            int intervalMillis, int checkTimeoutMillis, int probeTimeoutMillis, int mapsMax, boolean keepEmpty, String guard) {
        this(intervalMillis, checkTimeoutMillis, probeTimeoutMillis, mapsMax, keepEmpty, guard,
                CheckTimes.DEFAULT.callTimeoutMillis());
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return DiscoverySettings.class;
    }
}
