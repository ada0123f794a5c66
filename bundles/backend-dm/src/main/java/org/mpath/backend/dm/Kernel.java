package org.mpath.backend.dm;

import java.nio.file.Path;
import org.mpath.api.map.MapEvents;
import org.mpath.natives.DeviceMapper;
import org.mpath.natives.NodeAccess;

/**
 * What all maps of the kernel share.
 *
 * @param mapper device-mapper
 * @param numbers the kernel's numbers of paths
 * @param made which maps were made here
 * @param access who may use the nodes of maps
 * @param events where events are told
 * @param watch hears of the kernel's events
 * @param root where {@code sys}, {@code proc} and udev's files are
 */
record Kernel(
        DeviceMapper mapper, PathNumbers numbers, MadeMaps made, NodeAccess access, MapEvents events, DmWatch watch, Path root) {
    /** Where sysfs is. */
    Path sys() {
        return root.resolve("sys");
    }

    /** Where procfs is. */
    Path proc() {
        return root.resolve("proc");
    }

    /** Who uses what. */
    DeviceUsers users() {
        return new DeviceUsers(sys(), proc());
    }

    /** What udev calls units. */
    UdevNames udev() {
        return new UdevNames(root);
    }
}
