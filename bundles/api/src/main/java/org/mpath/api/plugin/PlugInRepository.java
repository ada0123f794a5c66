package org.mpath.api.plugin;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Brings plug-ins that are shipped but not running (the seed's request_module). A bundle says what it brings with a
 * capability: {@code Provide-Capability: mpath.plugin;kind=selector;name=queue-length}.
 */
@ProviderType
public interface PlugInRepository {
    /** Namespace of the capability of a plug-in bundle. */
    String NAMESPACE = "mpath.plugin";
    /** Its attribute with the kind: {@link #HANDLER}, {@link #SELECTOR}, {@link #CHECKER} or {@link #PRIORITIZER}. */
    String KIND_ATTRIBUTE = "kind";
    /** Its attribute with the type's name, as in tables. */
    String NAME_ATTRIBUTE = "name";
    /** Kind of {@link HardwareHandlerFactory} services. */
    String HANDLER = "handler";
    /** Kind of {@link PathSelectorFactory} services. */
    String SELECTOR = "selector";
    /** Kind of {@link PathCheckerFactory} services. */
    String CHECKER = "checker";
    /** Kind of {@link PrioritizerFactory} services. */
    String PRIORITIZER = "prioritizer";

    /**
     * Installs and starts the bundle that brings a type. Its service follows, perhaps before this returns. Control
     * threads, never a reactor: it waits for files and for the bundle.
     *
     * @return null when the bundle runs now; otherwise why it does not, a clause for people
     */
    String bring(String kind, String name);
}
