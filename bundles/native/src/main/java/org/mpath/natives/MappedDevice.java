package org.mpath.natives;

/**
 * A device of device-mapper.
 *
 * @param name its name
 * @param uuid its UUID; empty when it has none
 * @param major major number
 * @param minor minor number
 * @param openCount how often it is open now
 * @param events its event counter
 * @param suspended whether it is suspended
 * @param live whether it has a live table
 */
public record MappedDevice(
        String name, String uuid, int major, int minor, int openCount, long events, boolean suspended, boolean live) {
    /** {@code MAJOR:MINOR}. */
    public String number() {
        return major + ":" + minor;
    }
}
