package org.mpath.backend.dm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.mpath.natives.MappedDevice;

/** Who uses a device of the kernel: devices on top of it, mounts, swap, and how many more have it open. */
final class DeviceUsers {
    private static final int MOUNT_NUMBER = 2;
    private static final int MOUNT_POINT = 4;

    private final Path sys;
    private final Path proc;

    /**
     * Makes one.
     *
     * @param sys where sysfs is
     * @param proc where procfs is
     */
    DeviceUsers(Path sys, Path proc) {
        this.sys = sys;
        this.proc = proc;
    }

    /** Each user, for people; empty when nobody has it open. */
    List<String> of(MappedDevice device) {
        List<String> users = new ArrayList<>(holders(device));
        users.addAll(mounts(device));
        if (users.isEmpty() && device.openCount() > 0) {
            users.add("whoever has it open, " + device.openCount() + (device.openCount() == 1 ? " time" : " times"));
        }
        return users;
    }

    private List<String> holders(MappedDevice device) {
        List<String> holders = new ArrayList<>();
        Path folder = sys.resolve("dev/block").resolve(device.number()).resolve("holders");
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = text(entry.resolve("dm/name"));
                holders.add("device " + entry.getFileName() + (name.isEmpty() ? "" : " (" + name + ")"));
            }
        } catch (IOException none) {
            return List.of(); // no such device any more
        }
        holders.sort(null);
        return holders;
    }

    /** Mounts and swap. {@code /proc/self/mountinfo}: proc(5). */
    private List<String> mounts(MappedDevice device) {
        List<String> mounts = new ArrayList<>();
        for (String line : lines(proc.resolve("self/mountinfo"))) {
            String[] words = line.split(" ");
            if (words.length > MOUNT_POINT && words[MOUNT_NUMBER].equals(device.number())) {
                mounts.add("mount " + words[MOUNT_POINT]);
            }
        }
        for (String line : lines(proc.resolve("swaps"))) {
            if (line.startsWith("/dev/dm-" + device.minor() + " ") || line.startsWith("/dev/mapper/" + device.name() + " ")) {
                mounts.add("swap");
            }
        }
        return mounts;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unknown) {
            return List.of();
        }
    }

    private static String text(Path file) {
        List<String> lines = lines(file);
        return lines.isEmpty() ? "" : lines.get(0).strip();
    }
}
