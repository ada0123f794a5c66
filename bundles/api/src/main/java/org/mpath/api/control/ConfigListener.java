package org.mpath.api.control;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told what becomes of configuration files that somebody applies; a service. Called on the thread of who applies them,
 * after all is done; does not block and throws nothing. Dry runs are not told.
 */
@ConsumerType
public interface ConfigListener {
    /**
     * Files were applied.
     *
     * @param now what is in force
     * @param changes the maps that changed
     */
    void applied(ConfigInForce now, List<MapChange> changes);

    /**
     * Files were not applied; all is as it was.
     *
     * @param files those that were read
     * @param reason why, one sentence
     */
    void refused(List<String> files, String reason);
}
