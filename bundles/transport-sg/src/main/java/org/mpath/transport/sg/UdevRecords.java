package org.mpath.transport.sg;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What udev wrote of block devices: files {@code b8:16}, of which lines {@code E:NAME=VALUE} are properties. */
final class UdevRecords {
    private static final String PROPERTY = "E:";
    private static final int PROPERTIES_MAX = 1_000;

    private final Path control;
    private final Path data;

    UdevRecords(SysTree tree) {
        control = tree.at("run/udev/control");
        data = tree.at("run/udev/data");
    }

    /** Whether udev runs here. */
    boolean runs() {
        return Files.exists(control);
    }

    /** Names of a device's properties in their order; none while udev has not dealt with it. */
    List<String> properties(int major, int minor) {
        return SysTree.text(data.resolve("b" + major + ":" + minor)).lines()
                .filter(line -> line.startsWith(PROPERTY) && line.indexOf('=') > PROPERTY.length())
                .map(line -> line.substring(PROPERTY.length(), line.indexOf('=')))
                .limit(PROPERTIES_MAX)
                .toList();
    }
}
