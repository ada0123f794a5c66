package org.mpath.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.mpath.api.plugin.PathFacts;

/**
 * The array families whose plug-ins are there, and which of them a path belongs to: of those that claim it the first in the
 * order of
 *
 * <ol>
 *   <li>the ranking of their services, the highest first;
 *   <li>for a unit with TPGS in its INQUIRY data: {@code alua}, whatever its brand (seed-systems 4.2);
 *   <li>how exactly their match lists describe it, the longest row first;
 *   <li>their names, and among services of one name the newest.
 * </ol>
 *
 * <p>A path of a family whose plug-in went stays with it until it is forgotten, unless another plug-in of the same name takes
 * its place: most that go come back as another version, and the maps shall not notice. One that is
 * {@linkplain LeasedPlugIn#aside set aside} has no paths. Discovery thread.
 */
final class Families {
    /** Asked first about units that support target port groups. */
    static final String TARGET_PORT_GROUPS = "alua";

    private static final String NONE = "0";

    private static final Comparator<Family> RANKING = Comparator.comparingInt(Family::ranking).reversed();
    private static final Comparator<Family> NAME =
            Comparator.comparing(Family::name).thenComparing(Comparator.comparingLong(Family::serviceId).reversed());
    private static final Comparator<Family> OTHER_THAN_ALUA =
            Comparator.comparing(family -> !family.name().equals(TARGET_PORT_GROUPS));

    private final List<Family> present = new ArrayList<>();
    /** Went a moment ago. */
    private final Set<Family> remembered = new HashSet<>();

    void add(Family family) {
        present.add(family);
    }

    /** Its plug-in went. */
    void remove(Family family) {
        present.remove(family);
        remembered.add(family);
    }

    /** It will not come back. */
    void forget(Family family) {
        remembered.remove(family);
    }

    /**
     * The family of a path.
     *
     * @param named the one that the configuration names, whatever the others claim; {@code 0} for none, empty when it does
     *     not say
     * @param before the one it has; null for none
     * @return null for none
     */
    Family choose(PathFacts path, String named, Family before) {
        Family next = named.isEmpty() ? first(path) : newest(named);
        if (named.equals(NONE)) {
            return null;
        }
        boolean stays = before != null
                && before.retired()
                && (remembered.contains(before) || present.contains(before))
                && (next == null || !next.name().equals(before.name()));
        return stays ? before : next;
    }

    private Family newest(String name) {
        return present.stream()
                .filter(family -> family.name().equals(name) && !family.aside())
                .min(RANKING.thenComparing(NAME))
                .orElse(null);
    }

    private Family first(PathFacts path) {
        Comparator<Family> kind = path.tpgs() == 0 ? RANKING : RANKING.thenComparing(OTHER_THAN_ALUA);
        Comparator<Family> exactness = Comparator.comparingInt(family -> -family.exactness(path));
        return present.stream()
                .filter(family -> family.claims(path))
                .min(kind.thenComparing(exactness).thenComparing(NAME))
                .orElse(null);
    }
}
