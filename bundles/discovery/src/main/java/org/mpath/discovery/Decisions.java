package org.mpath.discovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.mpath.api.control.ConfigValue;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.mpath.api.control.Decision;
import org.mpath.config.EffectiveSettings;
import org.mpath.config.Keyword;
import org.mpath.config.Setting;

/** Says why paths and maps are what they are, from what discovery knows now. Discovery thread. */
final class Decisions {
    /** What shapes a map, in the order of its table. */
    private static final List<String> MAP_KEYWORDS = List.of("alias", "user_friendly_names", "path_grouping_policy",
            "path_selector", "features", "hardware_handler", "no_path_retry", "failback", "rr_min_io_rq", "rr_weight");

    private final Classification classification;
    private final MapBook book;
    private final Supplier<Collection<KnownPath>> paths;

    Decisions(Classification classification, MapBook book, Supplier<Collection<KnownPath>> paths) {
        this.classification = classification;
        this.book = book;
        this.paths = paths;
    }

    /** What was decided about a path. */
    List<Decision> path(String name) {
        KnownPath path = known(name);
        List<Decision> decisions = new ArrayList<>();
        if (path.identity == null) {
            decisions.add(new Decision("identity", "who is behind it is not known", path.check.reason(), path.checkMillis));
            decisions.add(place(path));
            return decisions;
        }
        decisions.add(new Decision("identity", path.identity.unit().wwid() + ", " + path.identity.unit().vendor() + " "
                + path.identity.unit().product(), "", path.identityMillis));
        String rule = classification.rules().exclusionRule(path);
        decisions.add(new Decision("exclusion", path.exclusion.isEmpty() ? "not left out" : "left out", rule, 0));
        if (path.exclusion.isEmpty()) {
            decisions.add(plugIn(path));
            classification.aside().forEach(plugIn -> decisions.add(aside(plugIn)));
            decisions.add(setting(path, "path_checker", "checker"));
            decisions.add(setting(path, "prio", "prioritizer"));
            decisions.add(new Decision("check", path.check.state().toString().toLowerCase(Locale.ROOT),
                    path.check.reason(), path.checkMillis));
            decisions.add(new Decision("rank", "priority " + path.priority() + (path.portGroup() < 0 ? "" : ", group "
                    + path.portGroup()), path.rank.access(), path.rankMillis));
        }
        decisions.add(place(path));
        return decisions;
    }

    private Decision plugIn(KnownPath path) {
        String named = classification.rules().handlerNamed(path);
        if (!named.isEmpty()) {
            Setting setting = effective(path).get("hardware_handler");
            return new Decision("plug-in", named.equals("0") ? "none" : named, setting.origin().toString(), 0);
        }
        if (path.family == null) {
            return new Decision("plug-in", "none", "no installed plug-in claims " + path.identity.unit().vendor() + " "
                    + path.identity.unit().product(), 0);
        }
        boolean byGroups = path.familyName().equals(Families.TARGET_PORT_GROUPS);
        return new Decision("plug-in", path.familyName(), byGroups
                ? "TPGS is " + path.identity.inquiry().tpgs() + " in its INQUIRY data"
                : "its match list describes " + path.identity.unit().vendor() + " " + path.identity.unit().product(), 0);
    }

    /** It may be the one that would have had the path. */
    private static Decision aside(LeasedPlugIn plugIn) {
        return new Decision("candidate", plugIn.kind() + " " + plugIn.name() + " of " + plugIn.bundle() + " is set aside",
                plugIn.asideReason(), plugIn.asideMillis());
    }

    private Decision setting(KnownPath path, String keyword, String topic) {
        Setting setting = effective(path).get(keyword);
        return new Decision(topic, setting.value(), setting.origin().toString(), 0);
    }

    private static Decision place(KnownPath path) {
        if (path.placed()) {
            MapLayout layout = path.map.layout;
            int group = layout == null ? 0 : layout.groupOf(List.of(path.name()));
            return new Decision("place", "in map " + path.map.name + (group == 0 ? "" : ", group " + group),
                    path.map.refusal, 0);
        }
        return new Decision("place", "in no map", path.reason.isEmpty() ? "not decided yet" : path.reason, 0);
    }

    /** What was decided about a map. */
    List<Decision> map(String name) {
        MapEntry entry = entry(name);
        List<Decision> decisions = new ArrayList<>();
        decisions.add(new Decision("unit", entry.unit.wwid() + ", " + entry.paths.size() + " paths", "", 0));
        if (entry.paths.isEmpty()) {
            decisions.add(new Decision("paths", "none", "it stays while somebody uses it", 0));
            return decisions;
        }
        EffectiveSettings settings = effective(entry.paths.first());
        for (String keyword : MAP_KEYWORDS) {
            Setting setting = settings.get(keyword);
            if (!setting.value().isEmpty()) {
                decisions.add(new Decision(keyword, setting.value(), setting.origin().toString(), 0));
            }
        }
        if (!entry.logged.isEmpty()) {
            decisions.add(new Decision("refusal", "the data plane did not take its table", entry.logged, 0));
        }
        return decisions;
    }

    /** Why something is no map, or in none. */
    List<Decision> not(String subject) {
        List<Decision> decisions = paths.get().stream()
                .filter(path -> path.name().equals(subject) || leadsTo(path, subject))
                .map(path -> new Decision("path", path.name(), path.placed()
                        ? "is in map " + path.map.name
                        : place(path).because(), path.checkMillis))
                .toList();
        return decisions.isEmpty()
                ? List.of(new Decision("path", "none", "no path is, or leads to, " + subject, 0))
                : decisions;
    }

    private static boolean leadsTo(KnownPath path, String subject) {
        boolean unit = path.identity != null && path.identity.unit().wwid().equals(subject);
        return unit || path.map != null && path.map.name.equals(subject);
    }

    /** Everybody who says something of a keyword. */
    List<ConfigValue> value(String keyword, String subject) {
        Keyword known = Keyword.of(keyword).orElseThrow(() -> new ControlException(Code.NOT_FOUND,
                "there is no keyword \"" + keyword + "\"" + (Keyword.nearest(keyword).isEmpty() ? ""
                        : ": nearest is " + Keyword.nearest(keyword))));
        EffectiveSettings settings = effective(identified(subject));
        Setting holds = settings.get(known.canonicalName());
        return Stream.concat(Stream.of(holds), settings.candidates(known.canonicalName()).stream())
                .distinct()
                .filter(setting -> !setting.value().isEmpty())
                .map(setting -> new ConfigValue(subject, setting.keyword(), setting.value(), setting.origin().toString()))
                .toList();
    }

    private EffectiveSettings effective(KnownPath path) {
        return classification.rules().effective(path, classification.claim(path, classification.rules()));
    }

    /** The path of a name, or the first of the map of a name or WWID. */
    private KnownPath identified(String subject) {
        return paths.get().stream()
                .filter(path -> path.identity != null && (path.name().equals(subject) || leadsTo(path, subject)))
                .findFirst()
                .orElseThrow(() -> new ControlException(Code.NOT_FOUND,
                        "there is no map and no identified path " + subject + "; mpath:paths lists them"));
    }

    private KnownPath known(String name) {
        return paths.get().stream()
                .filter(path -> path.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ControlException(Code.NOT_FOUND, "there is no path " + name + "; mpath:paths lists them"));
    }

    private MapEntry entry(String name) {
        return book.entries().stream()
                .filter(entry -> entry.name.equals(name) || entry.unit.wwid().equals(name))
                .findFirst()
                .orElseThrow(() -> new ControlException(Code.NOT_FOUND, "discovery has made no map " + name));
    }
}
