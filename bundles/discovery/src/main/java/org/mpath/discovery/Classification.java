package org.mpath.discovery;

import java.util.List;
import java.util.function.Function;
import org.mpath.api.path.LossTimes;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.config.PathSettings;

/**
 * What an identified path is: left out by the configuration or not, of which array family, what holds for it, and who looks
 * at it. Discovery thread.
 */
final class Classification {
    private final Families families = new Families();
    private final Lookers lookers = new Lookers();
    private final Looks looks;
    /** Any thread may read what holds for the whole runtime. */
    private volatile PathRules rules;

    /**
     * What a path would be.
     *
     * @param family null for none
     * @param defaults the family's for this path
     */
    record Claim(Family family, ArrayDefaults defaults) {
        String name() {
            return family == null ? "" : family.name();
        }
    }

    Classification(Looks looks, PathRules rules) {
        this.looks = looks;
        this.rules = rules;
    }

    /** A plug-in came. */
    void add(LeasedPlugIn plugIn) {
        if (plugIn instanceof Family family) {
            families.add(family);
        }
        lookers.add(plugIn);
    }

    /** A plug-in went; its paths stay with it until it is forgotten. */
    void remove(LeasedPlugIn plugIn) {
        if (plugIn instanceof Family family) {
            families.remove(family);
        }
        lookers.remove(plugIn);
    }

    /** A plug-in that went will not come back. */
    void forget(LeasedPlugIn plugIn) {
        if (plugIn instanceof Family family) {
            families.forget(family);
        }
        lookers.forget(plugIn);
    }

    /** Whether a plug-in is missed that may come back. */
    boolean missing() {
        return lookers.missing();
    }

    /** The plug-ins that are there and set aside. */
    List<LeasedPlugIn> aside() {
        return lookers.aside();
    }

    /** Those in force. */
    PathRules rules() {
        return rules;
    }

    /** Puts others in force. Paths are what they were until they are classified again. */
    void rules(PathRules next) {
        rules = next;
    }

    /** What a path would be by rules that need not be in force. */
    Claim claim(KnownPath path, PathRules by) {
        Family next = families.choose(path.facts(), by.handlerNamed(path), path.family);
        boolean keepsDefaults = next != null && next.retired();
        ArrayDefaults defaults = keepsDefaults ? path.defaults
                : next == null ? ArrayDefaults.SYMMETRIC : next.defaults(path.facts());
        return new Claim(next, defaults);
    }

    /** What would hold for paths by rules that need not be in force. */
    Function<KnownPath, PathSettings> settings(PathRules by) {
        return path -> by.of(path, claim(path, by));
    }

    /** Whether the configuration leaves a path out; it says so itself then. */
    boolean excludes(KnownPath path) {
        path.exclusion = rules.exclusion(path);
        return !path.exclusion.isEmpty();
    }

    /**
     * Gives a path to its family, and says what holds for it and who looks at it; whether that is another plug-in than
     * before, which looks now.
     */
    boolean classify(KnownPath path) {
        Claim claim = claim(path, rules);
        path.defaults = claim.defaults();
        path.settings = rules.of(path, claim);
        path.family = claim.family();
        bear(path, LossRules.of(path.settings.transport()));
        return giveTo(path, lookers.crew(path));
    }

    /** Looks at a path no more: it is left out. */
    void rest(KnownPath path) {
        path.family = null;
        bear(path, LossTimes.NONE);
        giveTo(path, Crew.NONE);
        looks.onReactor(path, () -> path.watch.rest());
    }

    /** Tells the transport how patient to be with a path, when it is told something else than before. */
    private void bear(KnownPath path, LossTimes times) {
        if (!times.equals(path.lossTimes)) {
            path.lossTimes = times;
            looks.onReactor(path, () -> path.device.lossTimes(times));
        }
    }

    private boolean giveTo(KnownPath path, Crew next) {
        if (next.equals(path.crew)) {
            return false;
        }
        path.crew(next);
        looks.onReactor(path, () -> path.watch.use(next));
        return next.asksPlugIns();
    }
}
