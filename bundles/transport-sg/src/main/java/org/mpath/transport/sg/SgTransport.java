package org.mpath.transport.sg;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.mpath.api.io.Reactor;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.path.TransportListener;
import org.mpath.natives.KernelEvents;
import org.mpath.natives.ReadySets;
import org.mpath.natives.ScsiNodes;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Brings the disks of this host as paths, when it is told to. Any thread in front, the reactor behind. */
@Component(
        service = Transport.class,
        configurationPid = "org.mpath.transport.sg",
        configurationPolicy = ConfigurationPolicy.OPTIONAL,
        property = Transport.TYPE + "=" + SgPath.TYPE)
@Designate(ocd = SgConfiguration.class)
public final class SgTransport implements Transport {
    private static final Logger LOG = System.getLogger("org.mpath.transport.sg");
    private static final String OFF = "disks of this host are left alone: enabled is false in etc/org.mpath.transport.sg.cfg";

    private final List<TransportListener> listeners = new CopyOnWriteArrayList<>();
    /** Null when there is nothing to be done; {@link #off} tells why. */
    private final HostDisks disks;

    private final String off;
    private volatile boolean settled;

    /** Starts, when the configuration says so. */
    @Activate
    public SgTransport(
            @Reference Reactor reactor,
            @Reference ScsiNodes nodes,
            @Reference ReadySets sets,
            @Reference KernelEvents events,
            SgConfiguration configuration) {
        this(reactor, new Kernel(nodes, sets, events), configuration, Path.of("/"));
    }

    /** The services of the kernel. */
    record Kernel(ScsiNodes nodes, ReadySets sets, KernelEvents events) {}

    /** With a tree in place of {@code /}. */
    SgTransport(Reactor reactor, Kernel kernel, SgConfiguration configuration, Path root) {
        HostDisks made = null;
        String why = configuration.enabled() ? "" : OFF;
        if (configuration.enabled()) {
            try {
                made = new HostDisks(reactor, kernel, configuration, root, listeners, this::scanned);
            } catch (IOException | RuntimeException | LinkageError e) {
                why = "disks of this host cannot be used: " + cause(e);
            }
        }
        disks = made;
        off = why;
        settled = made == null;
        if (made == null) {
            LOG.log(configuration.enabled() ? Level.ERROR : Level.INFO, "event=sg.off reason=\"" + off + '"');
        } else {
            made.start();
        }
    }

    /** What it comes down to, in words. */
    private static String cause(Throwable failure) {
        Throwable first = failure;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return first.getMessage() == null ? first.toString() : first.getMessage();
    }

    private void scanned() {
        if (!settled) {
            settled = true;
            listeners.forEach(listener -> listener.settledChanged(this));
        }
    }

    /** Closes every node; waits for that, bounded. */
    @Deactivate
    public void stop() {
        if (disks != null) {
            disks.stop();
        }
    }

    @Override
    public String type() {
        return SgPath.TYPE;
    }

    @Override
    public Collection<PathDevice> paths() {
        return disks == null ? List.of() : disks.paths().all();
    }

    @Override
    public PathDevice path(String name) {
        return disks == null ? null : disks.paths().find(name);
    }

    @Override
    public boolean settled() {
        return settled;
    }

    @Override
    public String note() {
        return disks == null ? off : disks.note();
    }

    @Override
    public void rescan() {
        if (disks != null) {
            disks.rescan();
        }
    }

    @Override
    public void addListener(TransportListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(TransportListener listener) {
        listeners.remove(listener);
    }
}
