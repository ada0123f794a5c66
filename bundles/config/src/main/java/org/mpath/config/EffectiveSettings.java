package org.mpath.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What holds for one path, each value with its origin. The first that says something wins: an order of the operator,
 * detection, the {@code multipath} section of the unit, {@code overrides} (first that of the path's protocol), the rows of
 * the hardware table from the last to the first, {@code defaults}, and the built-in default. Immutable.
 */
public final class EffectiveSettings {
    private final Configuration configuration;
    private final Detection detection;
    private final Settings ordered;
    private final Settings plugIn;
    private final List<Settings> layers;

    private EffectiveSettings(
            Configuration configuration, PathIdentity path, Detection detection, Settings ordered, Settings plugIn) {
        this.configuration = configuration;
        this.detection = detection;
        this.ordered = ordered;
        this.plugIn = plugIn;
        layers = layers(configuration, path);
    }

    /**
     * What holds for a path.
     *
     * @param ordered keywords and values that an operator orders for this time, already checked
     */
    public static EffectiveSettings of(
            Configuration configuration, PathIdentity path, Detection detection, Map<String, String> ordered) {
        List<Setting> orders = new ArrayList<>();
        ordered.forEach((keyword, value) -> orders.add(new Setting(keyword, value, new Origin.Ordered())));
        return new EffectiveSettings(configuration, path, detection, Settings.of(orders), Settings.NONE);
    }

    /**
     * What holds for a path that an array plug-in claims: what the plug-in says of its arrays counts after the rows of files
     * and before the built-in ones.
     */
    public EffectiveSettings with(PathIdentity path, Settings plugInSettings) {
        return new EffectiveSettings(configuration, path, detection, ordered, plugInSettings);
    }

    /** What holds for a path of which nothing was detected and nothing ordered. */
    public static EffectiveSettings of(Configuration configuration, PathIdentity path) {
        return of(configuration, path, Detection.NONE, Map.of());
    }

    private static List<Settings> layers(Configuration configuration, PathIdentity path) {
        List<Settings> layers = new ArrayList<>();
        MapRules map = configuration.maps().get(path.wwid());
        if (map != null) {
            layers.add(map.settings());
        }
        Settings protocol = configuration.protocols().get(path.protocol());
        if (protocol != null) {
            layers.add(protocol);
        }
        layers.add(configuration.overrides());
        configuration.table()
                .matching(path.vendor(), path.product(), path.revision())
                .forEach(row -> layers.add(row.settings()));
        return layers;
    }

    /** What holds for a keyword; an empty value when it is not set and has no default. */
    public Setting get(String keyword) {
        Setting plain = first(candidates(keyword));
        return Derivations.forPath(plain, this).orElse(plain);
    }

    /** The first whose plug-in is installed, if it names one; else the first. */
    private Setting first(List<Setting> candidates) {
        return candidates.stream().filter(configuration::isUsable).findFirst().orElse(candidates.get(0));
    }

    /** The value of {@link #get}. */
    public String value(String keyword) {
        return get(keyword).value();
    }

    /**
     * Everybody who says something of a keyword, the one who wins first and the built-in default last.
     *
     * <p>One that names a plug-in which is not installed is among them, but {@link #get} passes it over. What follows from
     * other keywords is not among them.
     */
    public List<Setting> candidates(String keyword) {
        List<Setting> candidates = new ArrayList<>();
        ordered.get(keyword).ifPresent(candidates::add);
        detected(keyword).ifPresent(candidates::add);
        layers.forEach(layer -> layer.get(keyword).ifPresent(candidates::add));
        configuration.defaults().get(keyword).ifPresent(candidates::add);
        candidates.add(Configuration.builtIn(keyword));
        plugIn.get(keyword).ifPresent(setting -> candidates.add(afterFiles(candidates), setting));
        return candidates;
    }

    /** The place behind what files say of this path, its rows included; what they say of all paths comes later. */
    private static int afterFiles(List<Setting> candidates) {
        int place = 0;
        while (!isForAll(candidates.get(place).origin())) {
            place++;
        }
        return place;
    }

    private static boolean isForAll(Origin origin) {
        boolean fileDefault = origin instanceof Origin.FileLine line && line.section() == Section.DEFAULTS;
        return fileDefault || origin instanceof Origin.TableRow || origin instanceof Origin.BuiltIn;
    }

    private Optional<Setting> detected(String keyword) {
        String allowing = Detection.allowedBy(keyword);
        return detection.get(keyword).filter(found -> allowing.isEmpty() || candidates(allowing).get(0).value().equals("yes"));
    }

    /** What holds for every keyword that can be set for paths and maps, by keyword. */
    public Map<String, Setting> all() {
        Map<String, Setting> all = new LinkedHashMap<>();
        for (Keyword keyword : Keyword.all()) {
            boolean settable = keyword.effect() != Keyword.Effect.STRUCTURE && keyword.effect() != Keyword.Effect.DEPRECATED;
            boolean matching = keyword.sections().contains(Section.EXCLUDE) || HardwareRow.MATCHING.contains(keyword.name())
                    || keyword.sections().equals(Set.of(Section.PROTOCOL));
            if (settable && !matching) {
                all.put(keyword.canonicalName(), get(keyword.canonicalName()));
            }
        }
        return all;
    }

    /** The configuration it was made of. */
    public Configuration configuration() {
        return configuration;
    }
}
