package org.mpath.config.control;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.mpath.api.control.ConfigInForce;
import org.mpath.api.control.ConfigInForce.Basis;
import org.mpath.api.control.ControlException;
import org.mpath.config.ConfWriter;
import org.mpath.config.Configuration;
import org.mpath.config.Configuration.Accepted;
import org.mpath.config.Configuration.Loaded;
import org.mpath.config.Finding;
import org.mpath.config.Installed;
import org.mpath.config.RunningConfiguration;
import org.mpath.config.SourceFile;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Keeps the configuration in force. At the start that is what the runtime's own files say; when they are refused, what was
 * accepted last, of which a copy is in the state directory; and when there is none, nothing is taken: who does not know what
 * is to be left alone must leave everything alone. Any thread.
 */
@Component(service = {RunningConfiguration.class, ConfigKeeper.class})
public final class ConfigKeeper implements RunningConfiguration {
    /** The copy of what was accepted last. */
    static final String ACCEPTED = "multipath.conf.accepted";

    private static final Logger LOG = System.getLogger("org.mpath.config");
    private static final SourceFile NOTHING =
            new SourceFile("no accepted configuration", "blacklist {\n\twwid \".*\"\n}\n");

    private final Path etc;
    private final Path state;
    private volatile Held held;

    /**
     * What is in force.
     *
     * @param said the same for people
     */
    private record Held(Configuration configuration, ConfigInForce said) {}

    /** Made by Declarative Services. */
    @Activate
    public ConfigKeeper(BundleContext context) {
        this(directory(context, "mpath.etc", "etc"), directory(context, "mpath.var", "var"));
    }

    ConfigKeeper(Path etc, Path state) {
        this.etc = etc;
        this.state = state;
        this.held = atStart();
    }

    private static Path directory(BundleContext context, String property, String otherwise) {
        String given = context.getProperty(property);
        return Path.of(given == null ? otherwise : given);
    }

    @Override
    public Configuration current() {
        return held.configuration();
    }

    /** Where the runtime's own files are. */
    Path etc() {
        return etc;
    }

    /** What is in force, for people. */
    ConfigInForce inForce() {
        return held.said();
    }

    /**
     * Has a configuration in force from now on, and keeps a copy for the next start.
     *
     * @param basis what its files are
     */
    ConfigInForce adopt(Configuration accepted, Basis basis, List<String> files) {
        held = held(accepted, basis, files, "");
        keepCopy(accepted);
        return held.said();
    }

    private static Held held(Configuration configuration, Basis basis, List<String> files, String refusal) {
        return new Held(configuration, new ConfigInForce(basis, files, System.currentTimeMillis(), refusal));
    }

    /** Plug-ins may come later than the file that names them. */
    static Installed anything() {
        return new Installed(Set.of(), Set.of(), Set.of(), Set.of(), List.of(),
                Accounts.numbers(Accounts.USERS), Accounts.numbers(Accounts.GROUPS)).opened();
    }

    private Held atStart() {
        try {
            List<SourceFile> own = ConfFiles.ofRuntime(etc);
            Loaded loaded = Configuration.load(own, anything());
            if (loaded instanceof Accepted accepted) {
                keepCopy(accepted.configuration());
                return held(accepted.configuration(), Basis.OWN_FILES, own.stream().map(SourceFile::name).toList(), "");
            }
            return acceptedBefore(refused(loaded.findings()));
        } catch (ControlException unreadable) {
            return acceptedBefore(refused(unreadable.getMessage()));
        }
    }

    /** Logs every error; the first is the reason. */
    private static String refused(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .map(finding -> refused(finding.toString()))
                .toList()
                .get(0);
    }

    private static String refused(String why) {
        LOG.log(Level.ERROR, "event=config.refused reason=\"" + why.replace('"', '\'') + "\"");
        return why;
    }

    private Held acceptedBefore(String why) {
        Path copy = state.resolve(ACCEPTED);
        boolean there = Files.isRegularFile(copy);
        Loaded loaded = there ? Configuration.load(ConfFiles.named(List.of(copy)), anything()) : null;
        if (loaded instanceof Accepted accepted) {
            LOG.log(Level.WARNING, "event=config.former file=" + copy
                    + " reason=\"the configuration is refused, the one accepted before holds\"");
            return held(accepted.configuration(), Basis.ACCEPTED_BEFORE, List.of(copy.toString()), why);
        }
        LOG.log(Level.ERROR, "event=config.none reason=\"the configuration is refused and none was accepted before: no map is"
                + " made; correct it, mpath:config check says where, and type mpath:config apply\"");
        return held(opened(List.of(NOTHING)), Basis.NONE, List.of(), why);
    }

    /** What files said; nothing is lost when it cannot be kept, but the next start has no copy. */
    private void keepCopy(Configuration accepted) {
        Path fresh = state.resolve(ACCEPTED + ".new");
        try {
            Files.createDirectories(state);
            Files.writeString(fresh, ConfWriter.own(accepted), StandardCharsets.UTF_8);
            Files.move(fresh, state.resolve(ACCEPTED), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException unwritable) {
            LOG.log(Level.WARNING, "event=config.not_kept reason=\"" + unwritable.toString().replace('"', '\'') + "\"");
        }
    }

    /** What files say, with any plug-in allowed; they were checked. */
    static Configuration opened(List<SourceFile> files) {
        return ((Accepted) Configuration.load(files, anything())).configuration();
    }
}
