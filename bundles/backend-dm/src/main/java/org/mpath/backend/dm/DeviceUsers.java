package org.mpath.backend.dm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mpath.natives.MappedDevice;

/** Who uses a block device of the kernel: devices on top of it, mounts, swap, processes, or how often it is open. */
final class DeviceUsers {
    private static final String DEVICE = "device ";
    private static final int MOUNT_NUMBER = 2;
    private static final int MOUNT_POINT = 4;

    private final Path sys;
    private final Path proc;
    private final DeviceOpeners openers;

    /**
     * Makes one.
     *
     * @param sys where sysfs is
     * @param proc where procfs is
     */
    DeviceUsers(Path sys, Path proc) {
        this.sys = sys;
        this.proc = proc;
        this.openers = new DeviceOpeners(proc);
    }

    /** Each user of a map, for people; empty when nobody has it open. */
    List<String> of(MappedDevice device) {
        Set<String> nodes = Set.of("/dev/dm-" + device.minor(), "/dev/mapper/" + device.name());
        List<String> users = known(device.number(), nodes);
        if (users.isEmpty() && device.openCount() > 0) {
            users.addAll(openers.of(nodes));
        }
        if (users.isEmpty() && device.openCount() > 0) {
            users.add("whoever has it open, " + device.openCount() + (device.openCount() == 1 ? " time" : " times"));
        }
        return users;
    }

    /** Who may have a disk, or a partition of it, for itself alone: everybody known but device-mapper; empty when nobody is. */
    List<String> ofDisk(String number) {
        Path folder = folder(number);
        Set<String> nodes = nodes(folder);
        List<String> users = known(number, nodes);
        users.removeIf(user -> user.startsWith(DEVICE + "dm-")); // its devices share
        for (Path part : entries(folder)) {
            if (Files.exists(part.resolve("partition"))) {
                users.addAll(known(text(part.resolve("dev")), Set.of("/dev/" + part.getFileName())));
            }
        }
        return users.isEmpty() ? openers.of(nodes) : users;
    }

    private Set<String> nodes(Path folder) {
        try {
            return Set.of("/dev/" + folder.toRealPath().getFileName());
        } catch (IOException gone) {
            return Set.of();
        }
    }

    private List<String> known(String number, Set<String> nodes) {
        List<String> users = new ArrayList<>();
        for (Path entry : entries(folder(number).resolve("holders"))) {
            String name = text(entry.resolve("dm/name"));
            users.add(DEVICE + entry.getFileName() + (name.isEmpty() ? "" : " (" + name + ")"));
        }
        users.sort(null);
        users.addAll(mounts(number, nodes));
        return users;
    }

    private Path folder(String number) {
        return sys.resolve("dev/block").resolve(number);
    }

    /** Mounts and swap. {@code /proc/self/mountinfo}: proc(5). */
    private List<String> mounts(String number, Set<String> nodes) {
        List<String> mounts = new ArrayList<>();
        for (String line : lines(proc.resolve("self/mountinfo"))) {
            String[] words = line.split(" ");
            if (words.length > MOUNT_POINT && words[MOUNT_NUMBER].equals(number)) {
                mounts.add("mount " + words[MOUNT_POINT]);
            }
        }
        for (String line : lines(proc.resolve("swaps"))) {
            if (nodes.contains(line.split("\\s", 2)[0])) {
                mounts.add("swap");
            }
        }
        return mounts;
    }

    private static List<Path> entries(Path folder) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(found::add);
        } catch (IOException none) {
            return List.of(); // no such device any more
        }
        found.sort(null);
        return found;
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
