package org.mpath.backend.dm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.UnitLimits;
import org.mpath.natives.MappedDevice;

/** What sysfs tells of the unit behind a device of device-mapper, for maps that were there before this runtime. */
final class KernelUnit {
    private static final int SECTOR_BYTES = 512;

    private final Path sys;

    KernelUnit(Path sys) {
        this.sys = sys;
    }

    LogicalUnit of(String wwid, MappedDevice device) {
        Path block = sys.resolve("dev/block").resolve(device.number());
        int blockSize = (int) number(block.resolve("queue/logical_block_size"), SECTOR_BYTES);
        long blocks = number(block.resolve("size"), 0) * SECTOR_BYTES / blockSize;
        Path path = firstPath(block.resolve("slaves"));
        return new LogicalUnit(wwid, text(path.resolve("vendor")), text(path.resolve("model")), text(path.resolve("rev")), "",
                blockSize, blocks, UnitLimits.NONE);
    }

    private static Path firstPath(Path slaves) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(slaves)) {
            for (Path entry : entries) {
                return entry.resolve("device");
            }
        } catch (IOException none) {
            return slaves; // a map without paths
        }
        return slaves;
    }

    private static long number(Path file, long unknown) {
        String text = text(file);
        return text.matches("[1-9][0-9]{0,17}") ? Long.parseLong(text) : unknown;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        } catch (IOException none) {
            return "";
        }
    }
}
