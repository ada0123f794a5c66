package org.mpath.config.control;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.mpath.api.control.ConfigApplied;
import org.mpath.api.control.ConfigChange;
import org.mpath.api.control.ConfigCheck;
import org.mpath.api.control.ConfigControl;
import org.mpath.api.control.ConfigFinding;
import org.mpath.api.control.ConfigInForce;
import org.mpath.api.control.ConfigInForce.Basis;
import org.mpath.api.control.ConfigListener;
import org.mpath.api.control.ConfigText;
import org.mpath.api.control.ConfigValue;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.ControlException.Code;
import org.mpath.api.control.MapChange;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathCheckerFactory;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.api.plugin.PrioritizerFactory;
import org.mpath.config.ConfDiff;
import org.mpath.config.ConfWriter;
import org.mpath.config.Configuration;
import org.mpath.config.Configuration.Accepted;
import org.mpath.config.Configuration.Loaded;
import org.mpath.config.ConfigurationUser;
import org.mpath.config.Finding;
import org.mpath.config.FlatSettings;
import org.mpath.config.Keyword;
import org.mpath.config.PathIdentity;
import org.mpath.config.Setting;
import org.mpath.config.SourceFile;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * The verbs on configuration files. Looks at the services of plug-ins without getting them, so that it is no user of a
 * plug-in. Each call reads the files anew; control threads.
 */
@Component
public final class ConfigVerbs implements ConfigControl {
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile Inventory inventory;

    /** Does what is applied; null while it is not there. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
    volatile ConfigurationUser user;

    private static final Duration PLACING_LIMIT = Duration.ofSeconds(10);

    private final PlugInNames plugIns = new PlugInNames();
    private final Announcements news = new Announcements();
    private final ConfigKeeper keeper;

    /** Made by Declarative Services. */
    @Activate
    public ConfigVerbs(@Reference ConfigKeeper keeper) {
        this.keeper = keeper;
    }

    @Reference(
            service = HardwareHandlerFactory.class,
            target = "(" + HardwareHandlerFactory.NAME + "=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindHandler(ServiceReference<HardwareHandlerFactory> type) {
        plugIns.add(type);
    }

    void unbindHandler(ServiceReference<HardwareHandlerFactory> type) {
        plugIns.remove(type);
    }

    @Reference(
            service = PathSelectorFactory.class,
            target = "(" + PathSelectorFactory.NAME + "=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindSelector(ServiceReference<PathSelectorFactory> type) {
        plugIns.add(type);
    }

    void unbindSelector(ServiceReference<PathSelectorFactory> type) {
        plugIns.remove(type);
    }

    @Reference(
            service = PathCheckerFactory.class,
            target = "(" + PathCheckerFactory.NAME + "=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindChecker(ServiceReference<PathCheckerFactory> type) {
        plugIns.add(type);
    }

    void unbindChecker(ServiceReference<PathCheckerFactory> type) {
        plugIns.remove(type);
    }

    @Reference(
            service = PrioritizerFactory.class,
            target = "(" + PrioritizerFactory.NAME + "=*)",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    void bindPrioritizer(ServiceReference<PrioritizerFactory> type) {
        plugIns.add(type);
    }

    void unbindPrioritizer(ServiceReference<PrioritizerFactory> type) {
        plugIns.remove(type);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(ConfigListener listener) {
        news.add(listener);
    }

    void unbindListener(ConfigListener listener) {
        news.remove(listener);
    }

    private List<SourceFile> read(List<Path> files) {
        return files.isEmpty() ? ConfFiles.ofRuntime(keeper.etc()) : ConfFiles.named(files);
    }

    private Configuration accepted(List<SourceFile> sources) {
        Loaded loaded = Configuration.load(sources, plugIns.installed());
        if (loaded instanceof Accepted accepted) {
            return accepted.configuration();
        }
        List<Finding> errors = loaded.findings().stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList();
        String more = errors.size() == 1 ? "" : ", and " + (errors.size() - 1) + " more";
        throw new ControlException(Code.REFUSED,
                "the files would be refused: " + errors.get(0) + more + "; `mpath:config check` shows all that is to be said");
    }

    private static List<String> names(List<SourceFile> sources) {
        return sources.stream().map(SourceFile::name).toList();
    }

    @Override
    public ConfigCheck check(List<Path> files) {
        List<SourceFile> sources = read(files);
        Loaded loaded = Configuration.load(sources, plugIns.installed());
        return checked(sources, loaded, false);
    }

    private static ConfigCheck checked(List<SourceFile> sources, Loaded loaded, boolean applied) {
        return new ConfigCheck(names(sources), loaded instanceof Accepted, applied,
                loaded.findings().stream().map(ConfigVerbs::shown).toList());
    }

    /** One at a time: each is a transaction. */
    @Override
    public synchronized ConfigApplied apply(List<Path> files, boolean dryRun, boolean force) {
        List<SourceFile> sources = read(files);
        Loaded loaded = Configuration.load(sources, plugIns.installed());
        ConfigCheck check = checked(sources, loaded, loaded instanceof Accepted && !dryRun);
        if (!check.accepted()) {
            if (!dryRun) {
                news.refused(check);
            }
            return new ConfigApplied(check, List.of());
        }
        Configuration next = ConfigKeeper.opened(sources);
        if (dryRun) {
            return new ConfigApplied(check, user().plan(next));
        }
        List<MapChange> changes = followed(next, force, check.files());
        awaitPlaced();
        news.applied(keeper.adopt(next, files.isEmpty() ? Basis.OWN_FILES : Basis.NAMED_FILES, check.files()), changes);
        return new ConfigApplied(check, changes);
    }

    private List<MapChange> followed(Configuration next, boolean force, List<String> files) {
        try {
            return user().follow(next, force);
        } catch (ControlException refusal) {
            news.refused(files, refusal.getMessage());
            throw refusal;
        }
    }

    /** Maps that are made come once their paths were looked at: who asks for them next sees them. */
    private void awaitPlaced() {
        Inventory present = inventory;
        if (present != null) {
            try {
                present.awaitSettled(PLACING_LIMIT);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ConfigurationUser user() {
        ConfigurationUser present = user;
        if (present == null) {
            throw new ControlException("nobody is there to follow a configuration: bundle org.mpath.discovery brings who does");
        }
        return present;
    }

    @Override
    public ConfigInForce inForce() {
        return keeper.inForce();
    }

    private static ConfigFinding shown(Finding finding) {
        return new ConfigFinding(ConfigFinding.Severity.valueOf(finding.severity().name()), finding.code().toString(),
                finding.place().file(), finding.place().line(), finding.place().column(), finding.value(),
                finding.sentence(), finding.nearest());
    }

    @Override
    public ConfigText show(List<Path> files) {
        List<SourceFile> sources = read(files);
        Configuration configuration = accepted(sources);
        return new ConfigText(names(sources), ConfWriter.complete(configuration), shown(FlatSettings.of(configuration)));
    }

    @Override
    public ConfigText showLocal(List<Path> files) {
        List<SourceFile> sources = read(files);
        Configuration configuration = accepted(sources);
        Inventory present = inventory;
        List<PathIdentity> paths = present == null ? List.of() : present.paths().stream().map(ConfigVerbs::identity).toList();
        return new ConfigText(names(sources), ConfWriter.local(configuration, paths),
                shown(FlatSettings.local(configuration, paths)));
    }

    private static PathIdentity identity(DiscoveredPath path) {
        String protocol = path.nodes().protocol();
        return new PathIdentity(path.nodes().block(), path.vendor(), path.product(), "",
                protocol.isEmpty() ? "scsi:" + path.transport() : protocol, path.wwid(), path.nodes().properties());
    }

    private static List<ConfigValue> shown(List<FlatSettings.Line> lines) {
        return lines.stream()
                .filter(line -> !line.setting().value().isEmpty())
                .map(line -> new ConfigValue(line.section(), line.keyword(), line.setting().value(),
                        line.setting().origin().toString()))
                .toList();
    }

    @Override
    public List<ConfigChange> diff(Path before, Path after) {
        Configuration old = accepted(ConfFiles.named(List.of(before)));
        Configuration now = accepted(ConfFiles.named(List.of(after)));
        return ConfDiff.between(old, now).stream()
                .map(change -> new ConfigChange(change.section(), change.keyword(), value(change.before()),
                        origin(change.before()), value(change.after()), origin(change.after())))
                .toList();
    }

    private static String value(Setting setting) {
        return setting == null ? "" : setting.value();
    }

    private static String origin(Setting setting) {
        return setting == null ? "" : setting.origin().toString();
    }

    @Override
    public List<ConfigValue> origins(String keyword, List<Path> files) {
        Keyword known = Keyword.of(keyword).orElseThrow(() -> {
            String nearest = Keyword.nearest(keyword);
            return new ControlException(Code.NOT_FOUND,
                    "there is no keyword \"" + keyword + "\"" + (nearest.isEmpty() ? "" : ": nearest is " + nearest));
        });
        return shown(FlatSettings.of(accepted(read(files)), known));
    }

    @Override
    public List<String> keywords() {
        return Keyword.all().stream().map(Keyword::name).toList();
    }
}
