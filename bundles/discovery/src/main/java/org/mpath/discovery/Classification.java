package org.mpath.discovery;

import java.util.function.Function;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.config.PathSettings;

/**
 * What an identified path is: left out by the configuration or not, of which array family, and what holds for it. Discovery
 * thread.
 */
final class Classification {
    private final Families families = new Families();
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

    Families families() {
        return families;
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

    /** Gives a path to its family, and says what holds for it; whether it is looked at now by another plug-in than before. */
    boolean classify(KnownPath path) {
        Claim claim = claim(path, rules);
        path.defaults = claim.defaults();
        path.settings = rules.of(path, claim);
        return claim.family() != path.family && giveTo(path, claim.family());
    }

    /** Looks at a path no more: it is left out. */
    void rest(KnownPath path) {
        if (path.family != null) {
            giveTo(path, null);
        }
        looks.onReactor(path, () -> path.watch.rest());
    }

    private boolean giveTo(KnownPath path, Family next) {
        path.family(next);
        looks.onReactor(path, () -> path.watch.use(next));
        return next != null && (next.checks() || next.ranks());
    }
}
