package org.mpath.natives;

import java.io.IOException;

/** Device-mapper refused or failed. The message is one sentence for people. */
public final class DeviceMapperException extends IOException {
    private static final long serialVersionUID = 1;

    private final int errno;

    /**
     * Makes one.
     *
     * @param sentence what was refused, and why
     * @param errno 0 when no call was made
     */
    public DeviceMapperException(String sentence, int errno) {
        super(sentence);
        this.errno = errno;
    }

    /** The error number, as in {@code errno(3)}; 0 when no call was made. */
    public int errno() {
        return errno;
    }

    /** Whether there is no such device (ENXIO). */
    public boolean isMissing() {
        return errno == 6;
    }

    /** Whether it is in use, or there is one of that name or UUID already (EBUSY). */
    public boolean isBusy() {
        return errno == 16;
    }

    /** Whether what was given is wrong (EINVAL). */
    public boolean isInvalid() {
        return errno == 22;
    }
}
