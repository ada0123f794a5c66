package org.mpath.config;

import java.util.Optional;

/**
 * What is said of one map: a {@code multipath} section, or several of one identity merged.
 *
 * @param wwid identity of its unit
 * @param settings what they set, without the identity
 * @param origin where its identity stands; the last place when several were merged
 */
public record MapRules(String wwid, Settings settings, Origin origin) {
    /** The name it is given, if it is. */
    public Optional<Setting> alias() {
        return settings.get("alias");
    }
}
