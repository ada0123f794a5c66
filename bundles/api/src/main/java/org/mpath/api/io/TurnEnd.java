package org.mpath.api.io;

import org.osgi.annotation.versioning.ConsumerType;

/** Work put off to the end of a reactor's turn. */
@ConsumerType
@FunctionalInterface
public interface TurnEnd {
    /** Reactor thread, once per {@link Reactor#atTurnEnd}. */
    void turnEnded();
}
