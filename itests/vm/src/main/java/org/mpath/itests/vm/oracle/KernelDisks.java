package org.mpath.itests.vm.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mpath.core.HandlerChoice.Attached;
import org.mpath.itests.golden.Disks;
import org.mpath.itests.golden.ScsiDebug;

/** The block devices of this machine, by their numbers; the SCSI disks among them are those of {@code scsi_debug}. */
final class KernelDisks implements Disks {
    private static final Path BLOCK = Path.of("/sys/dev/block");
    private static final String NONE = "detached";

    @Override
    public boolean has(String disk) {
        return disk.matches("[0-9]+:[0-9]+") && Files.exists(BLOCK.resolve(disk));
    }

    @Override
    public String attached(String disk) {
        Path state = state(disk);
        try {
            String handler = Files.exists(state) ? Files.readString(state).strip() : NONE;
            return handler.equals(NONE) ? "" : handler;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public Attached attach(String disk, String handler, List<String> arguments) {
        return ScsiDebug.attach(Files.exists(state(disk)), attached(disk), handler);
    }

    @Override
    public boolean isOffline(String disk) {
        return false;
    }

    private static Path state(String disk) {
        return BLOCK.resolve(disk).resolve("device/dh_state");
    }
}
