package org.mpath.api.io;

import org.osgi.annotation.versioning.ProviderType;

/** A reusable one-shot timer of one reactor. Reactor thread only. */
@ProviderType
public interface ReactorTimer {
    /** Arms, or re-arms, the timer to run its action once after {@code delayNanos}. */
    void arm(long delayNanos);

    /** Disarms. The action does not run after this returns. */
    void cancel();

    /** Whether the timer is armed. */
    boolean armed();
}
