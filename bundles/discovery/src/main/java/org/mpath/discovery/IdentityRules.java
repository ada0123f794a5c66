package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.mpath.scsi.IdentityProfile;

/**
 * By which rules units are named. A map keeps the rules it was named by while it exists: a setting that changes would
 * otherwise give its unit a second map, and take its paths for those of another unit. Discovery thread.
 */
final class IdentityRules {
    private static final Logger LOG = System.getLogger("org.mpath.discovery");

    private final Function<KnownPath, String> attribute;
    private final BiPredicate<String, IdentityProfile> mapped;
    private final Set<String> told = new HashSet<>();

    /**
     * Makes them.
     *
     * @param attribute {@code uid_attribute} for an identified path
     * @param mapped whether there is a map of that WWID by those rules
     */
    IdentityRules(Function<KnownPath, String> attribute, BiPredicate<String, IdentityProfile> mapped) {
        this.attribute = attribute;
        this.mapped = mapped;
    }

    /** Takes in who is behind a path, named by the rules that hold for it; whether they give it a name. */
    boolean name(KnownPath path, ProbeResult.Identified found) {
        path.identity = found;
        path.identity = Arrays.stream(IdentityProfile.values())
                .map(found::by)
                .filter(named -> mapped.test(named.unit().wwid(), named.profile()))
                .findFirst()
                .orElseGet(() -> found.by(profile(attribute.apply(path))));
        return !path.identity.unit().wwid().isEmpty();
    }

    private IdentityProfile profile(String word) {
        Optional<IdentityProfile> profile = IdentityProfile.of(word);
        if (profile.isEmpty() && told.add(word)) {
            LOG.log(Level.WARNING, "event=config.ignored keyword=uid_attribute value=\"" + word + '"' + LogWords.reason(
                    "no unit tells that of itself; the designator of the highest rank is taken; known are "
                            + IdentityProfile.wordsOfAll()));
        }
        return profile.orElse(IdentityProfile.HIGHEST_RANK);
    }
}
