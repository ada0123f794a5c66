package org.mpath.natives;

/**
 * A device of device-mapper, as all of them are listed at once.
 *
 * @param name its name
 * @param events its event counter; negative when the kernel does not list it (before Linux 4.14)
 */
public record ListedDevice(String name, long events) {}
