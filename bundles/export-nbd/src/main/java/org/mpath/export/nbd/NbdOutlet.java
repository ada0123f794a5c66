package org.mpath.export.nbd;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.mpath.api.control.NbdConnection;
import org.mpath.api.control.NbdControl;
import org.mpath.api.control.NbdExport;
import org.mpath.api.io.Reactor;
import org.mpath.api.map.MultipathMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The NBD server as a component: every {@link MultipathMap} service is an export, by its name. An address that cannot be
 * served is one line in the log; the other address and everything else go on.
 */
@Component(service = NbdControl.class, immediate = true, configurationPid = NbdOutlet.PID)
@Designate(ocd = NbdSettings.class)
public final class NbdOutlet implements NbdControl {
    /** Configuration PID. */
    public static final String PID = "org.mpath.export.nbd";

    /** Framework property: the directory of the runtime for what changes; {@code var} when not set. */
    static final String VAR_PROPERTY = "mpath.var";

    private static final Logger LOG = System.getLogger(PID);
    private static final String NO_SOCKET = "none";

    private final NbdServer server;

    /** Starts the server. */
    @Activate
    public NbdOutlet(BundleContext context, NbdSettings settings, @Reference Reactor reactor) {
        this.server = new NbdServer(
                reactor,
                new Connections.Limits(
                        Math.max(1, settings.max_connections()),
                        TimeUnit.SECONDS.toNanos(Math.max(1, settings.handshake_seconds())),
                        TimeUnit.SECONDS.toNanos(Math.max(0, settings.stall_seconds()))));
        if (settings.enabled()) {
            listen(settings, context.getProperty(VAR_PROPERTY));
        }
    }

    /** Stops the server: ends its connections, bounded. */
    @Deactivate
    public void deactivate() {
        server.close();
    }

    /** A map has come. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addMap(MultipathMap map) {
        server.add(map);
    }

    /** A map goes. */
    public void removeMap(MultipathMap map) {
        server.remove(map);
    }

    @Override
    public List<NbdExport> exports() {
        return server.exports();
    }

    @Override
    public List<NbdConnection> connections() {
        return server.connections();
    }

    private void listen(NbdSettings settings, String var) {
        if (!settings.socket().equals(NO_SOCKET)) {
            try {
                server.listen(socketPath(settings.socket(), var));
            } catch (ListenException e) {
                refused(e);
            }
        }
        if (!settings.tcp().isBlank()) {
            try {
                server.listen(settings.tcp().strip());
            } catch (ListenException e) {
                refused(e);
            }
        }
    }

    private static Path socketPath(String configured, String var) throws ListenException {
        try {
            return configured.isBlank()
                    ? Path.of(var == null ? "var" : var, "run", "nbd.sock")
                    : Path.of(configured.strip());
        } catch (InvalidPathException e) {
            throw new ListenException("socket \"" + configured + "\" is not a path: " + e.getReason());
        }
    }

    private static void refused(ListenException e) {
        LOG.log(Level.ERROR, () -> "event=nbd.listen_failed reason=\"" + e.getMessage() + '"');
    }
}
