package org.mpath.discovery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.mpath.config.PathSettings.Looking;

/**
 * The plug-ins that are there to look at paths, and which of them looks at a path: of those with the checker, or the
 * prioritizer, that is named
 *
 * <ol>
 *   <li>the path's own array family;
 *   <li>those that belong to no array, then other families;
 *   <li>by the ranking of their services, the highest first, and then the newest.
 * </ol>
 *
 * <p>Without one, TEST UNIT READY checks, and nobody tells paths apart. As with {@link Families}, one that went stays with
 * its paths until it is forgotten: most come back as another version. Discovery thread.
 */
final class Lookers {
    private static final Logger LOG = System.getLogger("org.mpath.discovery.plugins");

    /** Checked like this when nobody else does. */
    private static final Set<String> TEST_UNIT_READY = Set.of("", "tur");
    /** Nobody has to be asked about what is always the same. */
    private static final Set<String> ALL_EQUAL = Set.of("", "const");

    private static final Comparator<LeasedPlugIn> ORDER = Comparator.<LeasedPlugIn, Boolean>comparing(
                    plugIn -> plugIn instanceof Family)
            .thenComparing(Comparator.comparingInt(LeasedPlugIn::ranking).reversed())
            .thenComparing(Comparator.comparingLong(LeasedPlugIn::serviceId).reversed());

    private final List<LeasedPlugIn> present = new ArrayList<>();
    /** Went a moment ago. */
    private final Set<LeasedPlugIn> remembered = new HashSet<>();
    /** What was complained of. */
    private final Set<String> said = new HashSet<>();

    void add(LeasedPlugIn plugIn) {
        present.add(plugIn);
        said.clear(); // what it brings was missed, or will be again
    }

    /** It went. */
    void remove(LeasedPlugIn plugIn) {
        present.remove(plugIn);
        remembered.add(plugIn);
    }

    /** It will not come back. */
    void forget(LeasedPlugIn plugIn) {
        remembered.remove(plugIn);
    }

    /** Whether one is missed that may come back. */
    boolean missing() {
        return !remembered.isEmpty();
    }

    /** Those that are set aside. */
    List<LeasedPlugIn> aside() {
        return present.stream().filter(LeasedPlugIn::aside).toList();
    }

    /** Who looks at an identified path. */
    Crew crew(KnownPath path) {
        Looking looking = path.looking();
        return new Crew(checker(path, looking), prioritizer(path, looking), looking);
    }

    private LeasedPlugIn checker(KnownPath path, Looking looking) {
        String name = looking.checker();
        LeasedPlugIn found = find(name, LeasedPlugIn::checkerNames, path.family, path.crew.checker());
        if (found == null && !TEST_UNIT_READY.contains(name)) {
            say("event=checker.unknown checker=" + name, "no plug-in has it; TEST UNIT READY takes its place");
        }
        return found;
    }

    private LeasedPlugIn prioritizer(KnownPath path, Looking looking) {
        String name = looking.prioritizer();
        if (ALL_EQUAL.contains(name)) {
            return null;
        }
        LeasedPlugIn found = find(name, LeasedPlugIn::prioritizerNames, path.family, path.crew.prioritizer());
        if (found == null) {
            say("event=prioritizer.unknown prioritizer=" + name, "no plug-in has it; nobody tells paths apart");
            return null;
        }
        String refusal = refusal(found, looking.arguments());
        if (refusal != null) {
            say("event=prioritizer.refused prioritizer=" + name, refusal + "; nobody tells paths apart");
            return null;
        }
        return found;
    }

    private LeasedPlugIn find(
            String name, Function<LeasedPlugIn, Set<String>> names, Family own, LeasedPlugIn before) {
        if (own != null && !own.aside() && names.apply(own).contains(name)) {
            return own;
        }
        LeasedPlugIn next = present.stream()
                .filter(plugIn -> !plugIn.retired() && !plugIn.aside() && names.apply(plugIn).contains(name))
                .min(ORDER)
                .orElse(null);
        boolean stays = next == null
                && before != null
                && before.retired()
                && (remembered.contains(before) || present.contains(before))
                && names.apply(before).contains(name);
        return stays ? before : next;
    }

    /** Why a plug-in does not rank with these arguments; null when it does, or is given back. */
    private static String refusal(LeasedPlugIn plugIn, List<String> arguments) {
        try {
            plugIn.makePrioritizer(arguments);
            return null;
        } catch (PlugInFault wrong) {
            return plugIn.retired() ? null : wrong.refusal();
        }
    }

    private void say(String event, String reason) {
        if (said.add(event + reason)) {
            LOG.log(Level.WARNING, event + LogWords.reason(reason));
        }
    }
}
