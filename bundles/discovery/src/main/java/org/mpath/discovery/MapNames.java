package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.mpath.config.PathSettings;

/**
 * How maps are called, the first that can be had: the configured alias; the name of letters that the bindings file has for
 * the unit, or a new one, when such are wanted; the WWID. A name that belongs to one unit is never given to another.
 * Discovery thread.
 */
final class MapNames {
    private static final Logger LOG = System.getLogger("org.mpath.discovery");

    /**
     * A unit that is to have a name.
     *
     * @param how what the configuration says of it
     * @param running name of its running map; empty when it has none
     */
    record Wish(String wwid, PathSettings.Name how, String running) {}

    private final Bindings bindings;

    MapNames(Bindings bindings) {
        this.bindings = bindings;
    }

    /**
     * The name of each unit by its WWID; new names of letters are written down.
     *
     * @param taken names that belong to units already, with their WWIDs
     */
    Map<String, String> give(List<Wish> wishes, Map<String, String> taken) {
        Map<String, String> names = choose(wishes, taken, bindings::names);
        for (Wish wish : wishes) {
            String first = NameText.ofAlias(wish.how().alias());
            if (!first.isEmpty() && !first.equals(names.get(wish.wwid()))) {
                LOG.log(Level.WARNING, "event=map.alias_taken map=" + names.get(wish.wwid()) + " wwid=" + wish.wwid()
                        + LogWords.reason("alias " + first + " belongs to another unit"));
            }
        }
        return names;
    }

    /** Writes down the names that running maps have, if they are of letters; no unit gets another one by it. */
    void keep(List<Wish> wishes, Map<String, String> taken) {
        List<Wish> letters = wishes.stream()
                .filter(wish -> Alias.number(NameText.ofPrefix(wish.how().prefix()), wish.running()) > 0)
                .toList();
        choose(letters, taken, bindings::names);
    }

    /** The names that {@link #give} would give; nothing is written down. */
    Map<String, String> foresee(List<Wish> wishes, Map<String, String> taken) {
        return choose(wishes, taken, bindings::foresee);
    }

    private static Map<String, String> choose(List<Wish> wishes, Map<String, String> inUse,
            BiFunction<List<BindingTable.Wish>, Map<String, String>, Map<String, String>> letters) {
        Map<String, String> taken = new HashMap<>(inUse);
        Map<String, String> names = new LinkedHashMap<>();
        for (Wish wish : wishes) {
            if (!wish.how().alias().isEmpty()) {
                claim(NameText.ofAlias(wish.how().alias()), wish.wwid(), taken, names);
            }
        }
        List<BindingTable.Wish> friendly = wishes.stream()
                .filter(wish -> wish.how().friendly() && !names.containsKey(wish.wwid()))
                .map(wish -> new BindingTable.Wish(wish.wwid(), wish.how().prefix(), wish.running()))
                .toList();
        letters.apply(friendly, taken).forEach((wwid, name) -> claim(name, wwid, taken, names));
        for (Wish wish : wishes) {
            String own = NameText.ofWwid(wish.wwid());
            String name = own;
            for (int number = 2; !names.containsKey(wish.wwid()); number++) {
                claim(name, wish.wwid(), taken, names);
                name = NameText.another(own, number);
            }
        }
        return names;
    }

    private static void claim(String name, String wwid, Map<String, String> taken, Map<String, String> names) {
        if (taken.getOrDefault(name, wwid).equals(wwid)) {
            taken.put(name, wwid);
            names.put(wwid, name);
        }
    }
}
