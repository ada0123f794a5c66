package org.mpath.config;

import org.osgi.annotation.versioning.ProviderType;

/** The configuration in force. */
@ProviderType
public interface RunningConfiguration {
    /**
     * The configuration that was accepted last. It may name plug-ins that are not installed yet. Any thread; does not
     * block.
     */
    Configuration current();
}
