package org.mpath.jmx;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.mpath.api.control.PlugInControl;
import org.mpath.api.map.DataPlane;

/** All types and the verbs for their bundles. */
final class PlugInsBean implements PlugInsMXBean {
    private final DataPlane plane;
    private final Supplier<PlugInControl> control;

    /**
     * Makes one.
     *
     * @param control may supply null
     */
    PlugInsBean(DataPlane plane, Supplier<PlugInControl> control) {
        this.plane = plane;
        this.control = control;
    }

    @Override
    public List<PlugInView> getVersions() {
        return plane.plugIns().stream().map(Views::of).toList();
    }

    @Override
    public String install(String file) {
        Path jar = Verbs.file("file", file);
        return Verbs.get(() -> control().install(jar));
    }

    @Override
    public String update(String bundle, String file) {
        String name = Verbs.given("bundle", bundle);
        Path jar = Verbs.file("file", file);
        return Verbs.get(() -> control().update(name, jar));
    }

    @Override
    public String uninstall(String bundle, boolean force) {
        String name = Verbs.given("bundle", bundle);
        return Verbs.get(() -> control().uninstall(name, force));
    }

    private PlugInControl control() {
        PlugInControl present = control.get();
        if (present == null) {
            throw new IllegalStateException("no plug-in control is installed: bundle org.mpath.runtime.deploy brings it");
        }
        return present;
    }
}
