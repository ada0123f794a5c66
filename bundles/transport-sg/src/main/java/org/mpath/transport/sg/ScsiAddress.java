package org.mpath.transport.sg;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the kernel has a SCSI device.
 *
 * @param host number of the host adapter
 * @param channel number of its channel
 * @param target number of the target there
 * @param unit logical unit number, as the kernel counts
 */
record ScsiAddress(int host, int channel, int target, long unit) implements Comparable<ScsiAddress> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}):(\\d{1,9}):(\\d{1,9}):(\\d{1,18})");
    private static final Comparator<ScsiAddress> ORDER = Comparator.comparingInt(ScsiAddress::host)
            .thenComparingInt(ScsiAddress::channel)
            .thenComparingInt(ScsiAddress::target)
            .thenComparingLong(ScsiAddress::unit);

    /** The address in the name of a directory, {@code 1:0:0:4}; null when it is none. */
    static ScsiAddress parse(String name) {
        Matcher numbers = FORM.matcher(name);
        return !numbers.matches() ? null : new ScsiAddress(Integer.parseInt(numbers.group(1)),
                Integer.parseInt(numbers.group(2)), Integer.parseInt(numbers.group(3)), Long.parseLong(numbers.group(4)));
    }

    /** What the units of one target through one host share: {@code 1:0:0}. */
    String port() {
        return host + ":" + channel + ":" + target;
    }

    @Override
    public int compareTo(ScsiAddress other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return port() + ":" + unit;
    }
}
