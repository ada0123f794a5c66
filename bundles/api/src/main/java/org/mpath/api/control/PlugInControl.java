package org.mpath.api.control;

import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Plug-in bundles: they come, are replaced and go while I/O runs. Control threads, one verb at a time; calls wait, bounded,
 * until maps have let go or taken over.
 *
 * <p>A plug-in is a bundle that says what it brings: its manifest has capabilities
 * {@value org.mpath.api.plugin.PlugInRepository#NAMESPACE}. Nothing else can be installed, replaced or removed here. A bundle
 * is named by its symbolic name, by symbolic name and version ({@code org.mpath.handler.alua 0.1.0}), or by a type that it
 * alone brings ({@code alua}).
 *
 * <p>What is done lasts until the runtime ends: the next one starts with what is in its folders. Every verb answers with one
 * sentence that says what was done and what the next start does, or throws {@link ControlException} with one that says
 * what to do; then everything is as it was before.
 */
@ProviderType
public interface PlugInControl {
    /**
     * Installs and starts a bundle beside those that are there. Maps whose types it brings in a newer version move to it.
     *
     * @param jar a file that nobody else may write
     * @throws ControlException when it is no plug-in, is there in that version, does not start, or does not bring what its
     *     manifest says
     */
    String install(Path jar);

    /**
     * Replaces a bundle by another build of it. Maps that hold its types do without, or with another version, meanwhile.
     *
     * @param bundle its name
     * @param jar a file that nobody else may write, of the same symbolic name
     * @throws ControlException like {@link #install}; the bundle that was there runs again
     */
    String update(String bundle, Path jar);

    /**
     * Stops and removes a bundle.
     *
     * @param bundle its name
     * @param force also when maps hold its types: they let go first, and lose no I/O
     * @throws ControlException {@link ControlException.Code#BUSY} when it is in use, and this is not forced: names types and
     *     maps
     */
    String uninstall(String bundle, boolean force);
}
