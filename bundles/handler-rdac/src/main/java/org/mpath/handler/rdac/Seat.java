package org.mpath.handler.rdac;

import org.mpath.api.path.LinkListener;
import org.mpath.api.path.PathDevice;

/** Where a path leads to, as its controller told; forgotten when its link changes, because others may be there then. */
final class Seat implements LinkListener {
    /** Units that mode page 2Ch can number. */
    static final int LUNS = 256;

    private final RdacHandler handler;
    private final PathDevice path;
    private final String array;
    private final int lun;
    private RdacController controller;

    Seat(RdacHandler handler, PathDevice path, String array, int lun) {
        this.handler = handler;
        this.path = path;
        this.array = array;
        this.lun = lun;
        path.addLinkListener(this);
    }

    PathDevice path() {
        return path;
    }

    /** Identity of the array. */
    String array() {
        return array;
    }

    /** The unit's number at its array, 0 to 255. */
    int lun() {
        return lun;
    }

    /** The controller; null when that is not known yet. */
    RdacController controller() {
        return controller;
    }

    void controller(RdacController known) {
        controller = known;
    }

    @Override
    public void linkUp(PathDevice device) {
        handler.forget(this);
    }

    @Override
    public void linkDown(PathDevice device, String reason) {
        handler.forget(this);
    }
}
