package org.mpath.api.path;

import java.util.List;

/**
 * What the kernel of this host calls the device that a path goes through. A snapshot: nodes come one after the other.
 *
 * @param block name of the block node, {@code sda}; empty when there is none
 * @param major major number of the block node; negative when there is none
 * @param minor minor number of the block node; negative when there is none
 * @param generic name of the generic node, {@code sg3}; empty when there is none
 * @param address host, channel, target and unit: {@code 1:0:0:4}; empty when there is no device
 * @param protocol in multipath-tools' words: {@code scsi:fcp}, {@code scsi:usb}; empty when not known
 * @param transferBytesMax longest transfer the host takes, in bytes; 0 when not known
 * @param properties names of the properties that udev gave the block node, in their order; empty when udev has told nothing
 */
public record DeviceNodes(
        String block,
        int major,
        int minor,
        String generic,
        String address,
        String protocol,
        long transferBytesMax,
        List<String> properties) {
    /** A path that no device of the kernel stands for. */
    public static final DeviceNodes NONE = new DeviceNodes("", -1, -1, "", "", "", 0, List.of());

    private static final String DEVICES = "/dev/";

    /** Copies the list. */
    public DeviceNodes {
        properties = List.copyOf(properties);
    }

    /** Whether there is a device. */
    public boolean present() {
        return !address.isEmpty();
    }

    /** The numbers of the block node, {@code 8:16}; empty when there is none. */
    public String numbers() {
        return major < 0 || minor < 0 ? "" : major + ":" + minor;
    }

    /** Whether a person or a table may mean this device by that word: {@code 8:16}, {@code sda}, {@code /dev/sda}, {@code sg3}. */
    public boolean isCalled(String word) {
        String name = word.startsWith(DEVICES) ? word.substring(DEVICES.length()) : word;
        return !name.isEmpty() && (name.equals(block) || name.equals(generic) || word.equals(numbers()));
    }
}
