package org.mpath.jmx;

import java.util.List;

/** All handler and selector types, and the bundles that bring them: {@code org.mpath:type=Plugins}. */
@Description("Handler and selector types, and the bundles that bring them")
public interface PlugInsMXBean {
    /** Each version of each type. */
    @Description("Every version of every type with its bundle, standing, reason, uses and maps")
    List<PlugInView> getVersions();

    /** Installs a bundle. */
    @Description(value = "Installs and starts a plug-in bundle until the runtime ends; what was done", action = true)
    String install(@Description(name = "file", value = "Absolute path of a jar on the runtime's machine") String file);

    /** Replaces a bundle. */
    @Description(value = "Replaces a plug-in bundle by another build of it, keeping I/O; what was done", action = true)
    String update(
            @Description(name = "bundle", value = "Symbolic name, with its version where there are several, or a type it brings")
                    String bundle,
            @Description(name = "file", value = "Absolute path of a jar on the runtime's machine") String file);

    /** Removes a bundle. */
    @Description(value = "Stops and removes a plug-in bundle until the next start; what was done", action = true)
    String uninstall(
            @Description(name = "bundle", value = "Symbolic name, with its version where there are several, or a type it brings")
                    String bundle,
            @Description(name = "force", value = "Also when maps hold its types: they let go first, and lose no I/O") boolean force);
}
