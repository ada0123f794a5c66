package org.mpath.api.plugin;

import org.osgi.annotation.versioning.ConsumerType;

/** An array family's knowledge at work in one map. Reactor thread; no call may block, throwing is answered by detaching it. */
@ConsumerType
public interface HardwareHandler {
    /**
     * Judges sense data before the engine's own table does.
     *
     * @return {@link Verdict#DECLINED} to leave it to the engine
     */
    Verdict checkSense(int senseKey, int asc, int ascq);
}
