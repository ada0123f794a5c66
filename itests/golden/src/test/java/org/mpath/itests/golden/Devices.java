package org.mpath.itests.golden;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.mpath.core.HandlerChoice.Attached;

/**
 * The block devices of the kernel that answered, as far as a map sees them: names, and which device handler is attached or
 * can be.
 */
final class Devices implements Disks {
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        List<String> disks = List.of("P1", "P2", "P3", "P4", "P5", "P6", "A1", "A2", "A3", "A4", "A5", "A6");
        for (int i = 0; i < disks.size(); i++) {
            NAMES.put("{" + disks.get(i) + "}", "8:" + i * 16);
            NAMES.put("{N" + disks.get(i) + "}", "/dev/sd" + (char) ('a' + i));
        }
        NAMES.put("{RAM}", "1:0");
        NAMES.put("{LOOP}", "7:0");
        NAMES.put("{BARE}", "sda");
        NAMES.put("{HEX}", "800");
        NAMES.put("{SIZE}", "32768");
    }

    /** Disks that are offline now. */
    private final Set<String> offline = new HashSet<>();

    /** The text with devices in place of placeholders. */
    static String named(String text) {
        String named = text;
        for (Map.Entry<String, String> name : NAMES.entrySet()) {
            named = named.replace(name.getKey(), name.getValue());
        }
        return named;
    }

    @Override
    public boolean has(String disk) {
        return true;
    }

    /** The handler that is attached to a disk: alua to A1 to A6, and hp_sw to P5 and P6 by an earlier load. */
    @Override
    public String attached(String disk) {
        if (!disk.matches("8:\\d+")) {
            return "";
        }
        int number = Integer.parseInt(disk.substring(2)) / 16;
        return number >= 6 ? "alua" : number >= 4 ? "hp_sw" : "";
    }

    @Override
    public Attached attach(String device, String handler, List<String> arguments) {
        return ScsiDebug.attach(device.startsWith("8:"), attached(device), handler);
    }

    /** Writes to a disk's state file: {@code P1 state offline}. */
    void sysfs(String words) {
        String[] word = words.split(" ");
        String disk = named("{" + word[0] + "}");
        if (word[2].equals("offline")) {
            offline.add(disk);
        } else {
            offline.remove(disk);
        }
    }

    @Override
    public boolean isOffline(String disk) {
        return offline.contains(disk);
    }
}
