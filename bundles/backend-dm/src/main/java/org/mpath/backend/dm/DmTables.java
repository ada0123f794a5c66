package org.mpath.backend.dm;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.mpath.api.map.GroupState;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.MapState;
import org.mpath.api.map.PathState;
import org.mpath.api.path.PathDevice;
import org.mpath.natives.DeviceMapper.Suspend;
import org.mpath.natives.DeviceMapperException;
import org.mpath.natives.TargetLine;

/**
 * The verbs that give a map another table. The kernel takes a table whole: it is loaded beside the live one, the map is suspended,
 * and resumed with the new one; whatever fails, the live one stays.
 */
final class DmTables {
    private static final int SECTOR_BYTES = 512;

    private final DmMap map;
    private final Kernel kernel;
    private final String name;

    DmTables(DmMap map, Kernel kernel) {
        this.map = map;
        this.kernel = kernel;
        this.name = map.name();
    }

    /**
     * Makes a table live, and the map with its first one.
     *
     * @param proved which paths lead where they should
     */
    void load(String table, Predicate<PathDevice> proved) {
        map.verb(() -> {
            Map<String, String> names = new HashMap<>();
            TargetLine line = line(table, names);
            Map<String, String> failed = failed();
            if (map.number() == null) {
                refuseOtherNames(names);
                make(line);
            } else {
                replace(line);
            }
            map.accepted(names);
            failAgain(failed, proved);
            map.read();
            map.record().tell(Kind.MAP_RELOADED, "", "", "", map.state().groups().size() + " group(s)");
            return null;
        });
    }

    private TargetLine line(String table, Map<String, String> names) {
        try {
            return TableWords.forKernel(table, word -> {
                String number = kernel.numbers().numberOf(word);
                if (!number.equals(word)) {
                    names.put(number, word);
                }
                return number;
            });
        } catch (IllegalArgumentException wrong) {
            throw new MapException(Code.INVALID, "map " + name + ": " + wrong.getMessage());
        }
    }

    private void make(TargetLine line) throws DeviceMapperException {
        try {
            kernel.made().add(map.wwid());
        } catch (IOException failure) {
            throw new MapException(
                    Code.INVALID, "map " + name + " is not made, for it could not be remembered: " + failure.getMessage());
        }
        try {
            kernel.mapper().create(name, MapUuid.of(map.wwid()), kernel.access(), line);
        } catch (DeviceMapperException refused) {
            map.forget();
            throw withUsers(line, refused);
        }
    }

    /** What udev calls otherwise its rules would fail at once, and again whenever it comes back. */
    private void refuseOtherNames(Map<String, String> names) {
        names.forEach((number, path) -> {
            String other = kernel.udev().contradicting(number, map.wwid());
            if (!other.isEmpty()) {
                throw new MapException(Code.INVALID, "map " + name + ": udev calls the unit of path " + path + " " + other + ", not "
                        + map.wwid() + ", so multipathd's rule " + kernel.udev().rule() + " would fail every path: have udev name"
                        + " units as multipathd does (Debian: package sg3-utils-udev)");
            }
        });
    }

    /** The kernel does not say which path is busy, nor who has it. */
    private DeviceMapperException withUsers(TargetLine line, DeviceMapperException refused) {
        if (!refused.isBusy()) {
            return refused;
        }
        Map<String, String> names = kernel.numbers().names();
        String users = Arrays.stream(line.words().split(" "))
                .filter(word -> word.matches("[0-9]+:[0-9]+"))
                .flatMap(number -> kernel.users().ofDisk(number).stream()
                        .map(user -> "path " + names.getOrDefault(number, number) + " is used by " + user))
                .collect(Collectors.joining(", "));
        return users.isEmpty() ? refused : new DeviceMapperException(refused.getMessage() + ": " + users, refused.errno());
    }

    private void replace(TargetLine line) throws DeviceMapperException {
        if (map.state().condition() == MapState.Condition.SUSPENDED) {
            throw new MapException(Code.BUSY, "map " + name + " is suspended: resume it before it gets another table");
        }
        // I/O beyond a new end must not wait for the new table
        Suspend how = map.sectors() == line.length() ? Suspend.NO_FLUSH : Suspend.FLUSH_NO_LOCK;
        try {
            kernel.mapper().reload(name, line);
        } catch (DeviceMapperException refused) {
            throw withUsers(line, refused);
        }
        try {
            kernel.mapper().suspend(name, how);
            kernel.mapper().resume(name);
        } catch (DeviceMapperException refused) {
            kernel.mapper().clear(name);
            kernel.mapper().resume(name);
            throw refused;
        }
    }

    /** The paths that have failed, with the reasons. */
    private Map<String, String> failed() {
        return map.state().groups().stream()
                .flatMap(group -> group.paths().stream())
                .filter(path -> path.state() == PathState.State.FAILED)
                .collect(Collectors.toMap(PathState::name, PathState::reason, (one, other) -> one));
    }

    /** With a new table the kernel takes every path for good; those that were not, and those nobody can vouch for, are not. */
    private void failAgain(Map<String, String> failed, Predicate<PathDevice> proved) throws DeviceMapperException {
        for (Map.Entry<String, String> entry : map.names().entrySet()) {
            String path = entry.getValue();
            String reason = failed.get(path);
            PathDevice device = kernel.numbers().path(path);
            if (reason == null && (device == null || !OnReactor.holds(device, () -> proved.test(device)))) {
                reason = "nobody can say any more which unit is behind it";
            }
            if (reason != null) {
                map.failing(path, reason);
                kernel.mapper().message(name, "fail_path " + entry.getKey());
            }
        }
    }

    /** Another selector for every group. */
    void selector(List<String> words) {
        map.verb(() -> {
            String from = map.state().groups().stream().map(GroupState::selector).distinct().collect(Collectors.joining(","));
            change(TableWords.withSelector(map.live(), words));
            map.record().tell(Kind.SELECTOR_CHANGED, "", from, words.get(0), "by request");
            return null;
        });
    }

    /** Another length. */
    void resize(long blocks) {
        map.verb(() -> {
            LogicalUnit before = map.unit();
            LogicalUnit after = before.resized(blocks);
            if (map.number() != null) {
                TargetLine live = map.live();
                change(new TargetLine(live.start(), after.sizeBytes() / SECTOR_BYTES, live.type(), live.words()));
            }
            map.unit(after);
            map.record().tell(Kind.MAP_RESIZED, "", Long.toString(before.sizeBytes()), Long.toString(after.sizeBytes()),
                    "all usable paths tell so");
            return null;
        });
    }

    private void change(TargetLine line) throws DeviceMapperException {
        Map<String, String> failed = failed();
        replace(line);
        map.accepted(map.names());
        failAgain(failed, path -> true);
    }
}
