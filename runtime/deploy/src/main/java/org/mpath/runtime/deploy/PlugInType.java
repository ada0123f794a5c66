package org.mpath.runtime.deploy;

import java.util.List;
import org.mpath.api.plugin.PlugInRepository;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/**
 * A type of which a manifest says that its bundle brings it.
 *
 * @param kind a kind of {@link PlugInRepository}
 * @param name the type's name, as in tables
 */
record PlugInType(String kind, String name) {
    /** The types in the header {@code Provide-Capability}; null has none. */
    static List<PlugInType> of(String header) {
        return ManifestHeader.parse(header).stream()
                .filter(capability -> capability.path().equals(PlugInRepository.NAMESPACE))
                .map(ManifestHeader.Clause::attributes)
                .map(attributes -> new PlugInType(
                        attributes.getOrDefault(PlugInRepository.KIND_ATTRIBUTE, ""),
                        attributes.getOrDefault(PlugInRepository.NAME_ATTRIBUTE, "")))
                .toList();
    }

    /** The types that an installed bundle says it brings. */
    static List<PlugInType> of(Bundle bundle) {
        return of(bundle.getHeaders("").get(Constants.PROVIDE_CAPABILITY));
    }

    /** {@code handler alua}. */
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
