package org.mpath.discovery;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.mpath.api.path.DeviceNodes;
import org.mpath.config.Configuration;
import org.mpath.config.Detection;
import org.mpath.config.EffectiveSettings;
import org.mpath.config.GlobalSettings;
import org.mpath.config.HardwareRow;
import org.mpath.config.PathIdentity;
import org.mpath.config.PathSettings;
import org.mpath.config.Settings;

/**
 * What a configuration says of paths: which are left out, which plug-in one of them is given to by name, and what holds for
 * it. What holds for one of a thousand equal paths is read once. Discovery thread.
 */
final class PathRules {
    private static final int CACHED_MAX = 4_096;
    /** Prioritizers that tell access states. */
    private static final Set<String> BY_ACCESS = Set.of("alua", "sysfs");

    private final Configuration configuration;
    private final GlobalSettings global;
    private final UnitRules units;
    private final PathExclusion exclusion;
    private final Map<Subject, PathSettings> cached = new HashMap<>();
    private final Map<PathIdentity, String> named = new HashMap<>();
    private final Map<PathIdentity, String> attributes = new HashMap<>();

    /** All that decides what holds for a path. */
    private record Subject(PathIdentity path, Classification.Claim claim, int tpgs) {}

    PathRules(Configuration configuration) {
        this.configuration = configuration;
        this.global = GlobalSettings.of(configuration);
        this.units = UnitRules.of(configuration, global);
        this.exclusion = new PathExclusion(configuration.exclusion(), global.usb());
    }

    GlobalSettings global() {
        return global;
    }

    /** Which units become maps, and how these are called. */
    UnitRules units() {
        return units;
    }

    Configuration configuration() {
        return configuration;
    }

    /** Why an identified path is left out, one sentence; empty when it is not. */
    String exclusion(KnownPath path) {
        return exclusion.of(identity(path), uidAttribute(path));
    }

    /** What was decided about leaving an identified path out, for people. */
    String exclusionRule(KnownPath path) {
        return exclusion.words(path.device.nodes(), identity(path), uidAttribute(path));
    }

    /**
     * The hardware handler that files name for a path: its family, whatever plug-ins claim.
     *
     * @return {@code 0} for none; empty when plug-ins are to say
     */
    String handlerNamed(KnownPath path) {
        return cached(named, kind(path), subject -> {
            List<String> handler = PathSettings.of(EffectiveSettings.of(configuration, subject)).table().handler();
            return handler.isEmpty() ? "" : handler.get(0);
        });
    }

    /** By which words of its unit an identified path is named: {@code uid_attribute}. */
    String uidAttribute(KnownPath path) {
        return cached(attributes, kind(path),
                subject -> PathSettings.of(EffectiveSettings.of(configuration, subject)).identity().attribute());
    }

    /** What holds for an identified path that a family claims. */
    PathSettings of(KnownPath path, Classification.Claim claim) {
        Subject subject = new Subject(kind(path), claim, path.identity.inquiry().tpgs());
        return cached(cached, subject, none -> PathSettings.of(effective(path, claim)));
    }

    /** The same with the origin of everything. */
    EffectiveSettings effective(KnownPath path, Classification.Claim claim) {
        PathIdentity identity = identity(path);
        Detection detection = grouped(detected(path, claim.family()), identity);
        return EffectiveSettings.of(configuration, identity, detection, Map.of()).with(identity, plugInSettings(claim));
    }

    private static Settings plugInSettings(Classification.Claim claim) {
        Family family = claim.family();
        if (family == null) {
            return Settings.NONE;
        }
        Map<String, String> further = new LinkedHashMap<>();
        if (family.checks()) {
            further.put("path_checker", family.checkerName());
        }
        if (family.ranks()) {
            further.put("prio", family.prioritizerName());
        }
        return HardwareRow.settingsOfPlugIn(family.name(), claim.defaults(), further);
    }

    /** What a unit with target port groups says of itself by its INQUIRY data (SPC-5 6.7.2). */
    private static Detection detected(KnownPath path, Family family) {
        int tpgs = path.identity.inquiry().tpgs();
        if (tpgs == 0 || family == null || !family.name().equals(Families.TARGET_PORT_GROUPS) || !family.ranks()) {
            return Detection.NONE;
        }
        String reason = "TPGS " + tpgs + " in its INQUIRY data";
        return Detection.NONE
                .with("prio", family.prioritizerName(), reason)
                .with("path_checker", family.checks() ? family.checkerName() : "tur", reason);
    }

    /** Paths that are ranked by their access states are grouped by them. */
    private Detection grouped(Detection ranked, PathIdentity identity) {
        EffectiveSettings settings = EffectiveSettings.of(configuration, identity, ranked, Map.of());
        boolean byAccess = ranked != Detection.NONE && BY_ACCESS.contains(settings.value("prio"));
        return !byAccess ? ranked : ranked.with("path_grouping_policy",
                settings.value("detect_pgpolicy_use_tpg").equals("yes") ? "group_by_tpg" : "group_by_prio",
                "prio " + settings.value("prio") + " tells access states");
    }

    /** What rules may ask of a path. */
    static PathIdentity identity(KnownPath path) {
        DeviceNodes nodes = path.device.nodes();
        return new PathIdentity(nodes.block(), path.identity.unit().vendor(), path.identity.unit().product(),
                path.identity.inquiry().revision(), protocol(path), path.identity.unit().wwid(), nodes.properties());
    }

    private static String protocol(KnownPath path) {
        String known = path.device.nodes().protocol();
        String transport = path.device.transport();
        return !known.isEmpty() ? known : "scsi:" + (transport.equals("iscsi") ? transport : "unspec");
    }

    /** The same path without its identity, unless files say something of just this unit. */
    private PathIdentity kind(KnownPath path) {
        PathIdentity all = identity(path);
        return configuration.maps().containsKey(all.wwid())
                ? all
                : new PathIdentity("", all.vendor(), all.product(), all.revision(), all.protocol(), "", List.of());
    }

    private static <K, V> V cached(Map<K, V> cache, K key, Function<K, V> made) {
        if (cache.size() >= CACHED_MAX) {
            cache.clear();
        }
        return cache.computeIfAbsent(key, made);
    }
}
