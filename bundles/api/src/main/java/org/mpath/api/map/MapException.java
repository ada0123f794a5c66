package org.mpath.api.map;

/** A verb was refused or failed. The message is one sentence for people, names the map and the offending value. */
public final class MapException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why, as the seed systems' error number says it. */
    public enum Code {
        /** No such map, path or type (ENXIO). */
        NOT_FOUND,
        /** A word or number is wrong (EINVAL). */
        INVALID,
        /** Already there (EEXIST). */
        EXISTS,
        /** In use (EBUSY, ETXTBSY). */
        BUSY,
        /** The owner did not answer in time (ETIMEDOUT). */
        TIMEOUT,
        /** No path is usable now, but one may be later (ENOTCONN). */
        NOT_CONNECTED
    }

    private final Code code;

    /** Makes one. */
    public MapException(Code code, String message) {
        super(message);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
