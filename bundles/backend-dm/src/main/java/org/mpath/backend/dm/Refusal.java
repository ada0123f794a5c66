package org.mpath.backend.dm;

import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.natives.DeviceMapperException;

/** Turns what device-mapper says into what data planes say. */
final class Refusal {
    private static final int ENOTCONN = 107;
    private static final int NO_CALL = 0;

    private Refusal() {}

    static MapException of(String map, DeviceMapperException failure) {
        return new MapException(code(failure), "map " + map + ": " + failure.getMessage());
    }

    private static Code code(DeviceMapperException failure) {
        if (failure.isBusy()) {
            return Code.BUSY;
        } else if (failure.isMissing() || failure.errno() == NO_CALL) {
            return Code.NOT_FOUND;
        }
        return failure.errno() == ENOTCONN ? Code.NOT_CONNECTED : Code.INVALID;
    }
}
