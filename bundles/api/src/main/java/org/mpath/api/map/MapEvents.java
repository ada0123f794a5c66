package org.mpath.api.map;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Where data planes tell what happened to their maps: one sequence and one event thread for all of them, so that every
 * {@link MapListener} hears everything in order. A DS service.
 */
@ProviderType
public interface MapEvents {
    /**
     * Numbers an event and has the listeners told. Any thread; does not block.
     *
     * @param timeMillis when, milliseconds since 1970
     * @return the event, as listeners get it
     */
    MapEvent publish(long timeMillis, MapEvent.Kind kind, String map, String path, String from, String to, String reason);
}
