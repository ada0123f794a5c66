package org.mpath.api.inventory;

import java.time.Duration;
import java.util.List;
import org.mpath.api.control.ControlException;
import org.osgi.annotation.versioning.ProviderType;

/** What discovery knows. Any thread; answers are snapshots. */
@ProviderType
public interface Inventory {
    /** Every path of every transport, whether it is in a map or not, by name. */
    List<DiscoveredPath> paths();

    /**
     * What to use in place of a device: the map that the path of this name is in. Any other name, and that of a path in no
     * map, is answered unchanged (OpenBSD's bootdv).
     */
    default String mapOf(String device) {
        return paths().stream()
                .filter(path -> path.name().equals(device) && !path.map().isEmpty())
                .map(DiscoveredPath::map)
                .findFirst()
                .orElse(device);
    }

    /** True when all transports have settled and every path found so far has been identified and placed. */
    boolean settled();

    /** Waits until {@link #settled}; false when that took longer than {@code limit}. */
    boolean awaitSettled(Duration limit) throws InterruptedException;

    /** Asks every transport to look again, and identifies and checks every path now. */
    void rescan();

    /**
     * Takes a path for marginal, whatever its checks say, or no longer: it is left out, or is used last where marginal paths
     * form groups of their own; the last usable path of a map is used all the same. Follows with the next check, at once.
     *
     * @throws ControlException when there is no such path, or who answers knows no marginal paths
     */
    default void setMarginal(String path, boolean marginal) {
        throw new ControlException(ControlException.Code.REFUSED, "path " + path + " cannot be marginal here");
    }

    /**
     * Has a map follow its unit to another size, whatever {@code auto_resize} says: asks every usable path first. Waits,
     * bounded.
     *
     * @return the size the map has then, in bytes
     * @throws ControlException when there is no such map, or its paths do not all tell the same size
     */
    default long resize(String map) {
        throw new ControlException("sizes are not followed here");
    }
}
