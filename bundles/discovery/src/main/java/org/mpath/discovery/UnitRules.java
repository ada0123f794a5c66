package org.mpath.discovery;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.mpath.config.Configuration;
import org.mpath.config.GlobalSettings;
import org.mpath.config.PathIdentity;
import org.mpath.config.PathSettings;

/**
 * What the configuration says of units: which become maps, and how these are called.
 *
 * @param admission which become maps
 * @param naming how the map of a path's unit is called
 * @param inTable whether the hardware table has the array of a path
 * @param aliases names that are given to units by name, whether they are there or not, with their WWIDs
 */
record UnitRules(
        MapAdmission admission,
        Function<KnownPath, PathSettings.Name> naming,
        Predicate<KnownPath> inTable,
        Map<String, String> aliases) {
    /** As a configuration has them; names as it stands with each path. */
    static UnitRules of(Configuration configuration, GlobalSettings global) {
        Map<String, String> aliases = new HashMap<>();
        configuration.maps().forEach((wwid, map) ->
                map.alias().ifPresent(alias -> aliases.put(NameText.ofAlias(alias.value()), wwid)));
        return new UnitRules(
                new MapAdmission(global.findMultipaths(), global.findSeconds()),
                path -> path.settings.name(),
                path -> path.family != null || inTable(configuration, PathRules.identity(path)),
                Map.copyOf(aliases));
    }

    /** The same with other names, as by a configuration that is not in force. */
    UnitRules named(Function<KnownPath, PathSettings> settings) {
        return new UnitRules(admission, path -> settings.apply(path).name(), inTable, aliases);
    }

    private static boolean inTable(Configuration configuration, PathIdentity path) {
        return !configuration.table().matching(path.vendor(), path.product(), path.revision()).isEmpty();
    }
}
