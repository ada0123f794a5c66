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
 * @param sys where sysfs is
 * @param proc where procfs is
 */
record Kernel(
        DeviceMapper mapper, PathNumbers numbers, MadeMaps made, NodeAccess access, MapEvents events, DmWatch watch, Path sys,
        Path proc) {}
