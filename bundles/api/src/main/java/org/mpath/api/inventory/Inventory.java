package org.mpath.api.inventory;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What discovery knows. Any thread; answers are snapshots. */
@ProviderType
public interface Inventory {
    /** Every path of every transport, whether it is in a map or not, by name. */
    List<DiscoveredPath> paths();

    /** True when all transports have settled and every path found so far has been identified and placed. */
    boolean settled();

    /** Waits until {@link #settled}; false when that took longer than {@code limit}. */
    boolean awaitSettled(Duration limit) throws InterruptedException;

    /** Asks every transport to look again, and checks every path now. */
    void rescan();
}
