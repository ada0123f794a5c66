package org.mpath.api.control;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Plug-in bundles: they come, are replaced and go while I/O runs. Control threads.
 *
 * <p>A bundle is named by its symbolic name, by symbolic name and version ({@code org.mpath.handler.alua 0.1.0}), or by the
 * name of a type that it alone brings ({@code alua}). Every verb throws {@link ControlException} with one sentence that says
 * what to do.
 */
@ProviderType
public interface PlugInControl {
    /**
     * Installs and starts a bundle beside those that are there. Maps whose type it brings in a newer version move to it.
     *
     * @return symbolic name and version
     */
    String install(Path jar);

    /**
     * Replaces a bundle by another build of it. Maps that hold its types do without, or with an older version, meanwhile.
     *
     * @return symbolic name and version, as they are now
     */
    String update(String bundle, Path jar);

    /**
     * Stops and removes a bundle.
     *
     * @param force also when maps hold its types: they let go first, and lose no I/O
     * @throws ControlException when it is in use, and this is not forced: names type and maps
     */
    void uninstall(String bundle, boolean force);
}
