package org.mpath.api.control;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Why discovery has made of paths and maps what it has. Control threads; calls wait, bounded. */
@ProviderType
public interface DecisionControl {
    /**
     * What was decided about a path, in the order in which it is.
     *
     * @throws ControlException {@link ControlException.Code#NOT_FOUND} when there is no such path
     */
    List<Decision> path(String path);

    /**
     * What was decided about a map: its name, its words, its groups.
     *
     * @throws ControlException {@link ControlException.Code#NOT_FOUND} when discovery has made no such map
     */
    List<Decision> map(String map);

    /**
     * Why something is no map, or in none.
     *
     * @param subject a path, a WWID, or the name of a map that is not there
     * @return a decision for each path concerned, or one that says that nothing leads there
     */
    List<Decision> not(String subject);

    /**
     * Everybody who says something of a keyword for a path or map, the one that counts first, the built-in default last.
     *
     * @throws ControlException {@link ControlException.Code#NOT_FOUND} when there is no such keyword, naming the nearest, or
     *     no such path or map
     */
    List<ConfigValue> value(String keyword, String subject);
}
