package org.mpath.transport.lab;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.mpath.api.control.ControlException;
import org.mpath.api.io.Reactor;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.path.TransportListener;
import org.mpath.target.Array;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Brings the paths to the lab arrays. Everything that moves is on the reactor; this component makes arrays of
 * configuration and answers snapshots.
 */
@Component(
        service = {Transport.class, LabTransport.class},
        property = Transport.TYPE + "=" + LabTransport.TYPE_LAB,
        configurationPid = "org.mpath.transport.lab",
        configurationPolicy = ConfigurationPolicy.OPTIONAL,
        immediate = true)
@Designate(ocd = LabSettings.class)
public final class LabTransport implements Transport {
    static final String TYPE_LAB = "lab";

    private static final Logger LOG = System.getLogger("org.mpath.transport.lab");

    /** Origin of the arrays that this component's own configuration describes. */
    private static final String CONFIGURATION = "configuration";

    private final ReactorCalls reactor;
    private final Lab lab;
    private final ArrayPlan plan;
    private final Map<String, PathDevice> paths = new ConcurrentSkipListMap<>();
    private final List<TransportListener> listeners = new CopyOnWriteArrayList<>();
    private final Reactor loop;
    /** Ports not asked for their units yet. Reactor thread. */
    private final Set<PortSession> unscanned = new HashSet<>();
    private volatile LabTimes times;
    private volatile boolean settled;

    /** Builds the arrays. */
    @Activate
    public LabTransport(@Reference Reactor reactor, @Reference LabMemory memory, LabSettings settings) {
        this.loop = reactor;
        this.reactor = new ReactorCalls(reactor);
        this.lab = new Lab(reactor, new Paths());
        this.plan = new ArrayPlan(
                memory, (leaving, built) -> loop.execute(() -> apply(leaving, built)));
        configure(settings);
    }

    /** Adds, removes and rebuilds what differs; arrays described as before are not touched. */
    @Modified
    public void modified(LabSettings settings) {
        configure(settings);
    }

    /** Removes all arrays. */
    @Deactivate
    public void close() {
        try {
            reactor.call(() -> {
                lab.close("the lab was stopped");
                return null;
            });
        } catch (ControlException stopped) {
            LOG.log(Level.WARNING, "event=lab.close_failed reason=\"" + stopped.getMessage() + '"');
        }
    }

    /** One more array is configured. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addArray(ConfiguredArray array) {
        configure(array.pid(), plan.enabled(), array.texts());
    }

    void removeArray(ConfiguredArray array) {
        configure(array.pid(), plan.enabled());
    }

    private void configure(LabSettings settings) {
        LabTimes before = times;
        times = new LabTimes(settings.timeout_millis(), settings.reconnect_millis());
        if (!configure(CONFIGURATION, settings.enabled(), settings.arrays()) && before != null) {
            times = before;
        }
        loop.execute(() -> {
            lab.sessions().forEach(session -> session.times(times));
            checkSettled();
        });
    }

    private boolean configure(String origin, boolean enabled, String... texts) {
        try {
            plan.set(origin, enabled, texts);
            return true;
        } catch (IOException | RuntimeException refused) {
            LOG.log(Level.ERROR, "event=lab.configuration_refused origin=" + origin + " reason=\""
                    + refused.getMessage() + '"');
            return false;
        }
    }

    private void apply(List<String> leaving, Map<ArrayDescription, Array> built) {
        leaving.forEach(name -> lab.remove(name, "array " + name + " was removed or changed"));
        Set<PortSession> before = Set.copyOf(lab.sessions());
        built.forEach((description, array) -> lab.add(description, array, times));
        lab.sessions().stream().filter(session -> !before.contains(session)).forEach(unscanned::add);
        checkSettled();
    }

    private void checkSettled() {
        unscanned.retainAll(lab.sessions());
        boolean now = unscanned.isEmpty();
        if (now != settled) {
            settled = now;
            tell(listener -> listener.settledChanged(this));
        }
    }

    private void tell(Consumer<TransportListener> news) {
        for (TransportListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException failure) {
                LOG.log(Level.ERROR, "event=lab.listener_failed listener=" + listener.getClass().getName(), failure);
            }
        }
    }

    /** The arrays there are. Its methods belong to the reactor. */
    Lab lab() {
        return lab;
    }

    /** The arrays there shall be. */
    ArrayPlan plan() {
        return plan;
    }

    /** Calls to the reactor. */
    ReactorCalls calls() {
        return reactor;
    }

    // ---- Transport ----

    @Override
    public String type() {
        return TYPE_LAB;
    }

    @Override
    public Collection<PathDevice> paths() {
        return List.copyOf(paths.values());
    }

    @Override
    public PathDevice path(String name) {
        return paths.get(name);
    }

    @Override
    public boolean settled() {
        return settled;
    }

    @Override
    public void rescan() {
        loop.execute(() -> lab.sessions().forEach(PortSession::rescan));
    }

    @Override
    public void addListener(TransportListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeListener(TransportListener listener) {
        listeners.remove(listener);
    }

    /** What the sessions find. */
    private final class Paths implements PathEvents {
        @Override
        public void appeared(LabPath path) {
            paths.put(path.name(), path);
            tell(listener -> listener.pathAppeared(path));
        }

        @Override
        public void gone(LabPath path, String reason) {
            paths.remove(path.name());
            tell(listener -> listener.pathGone(path, reason));
        }

        @Override
        public void scanned(PortSession session) {
            if (unscanned.remove(session)) {
                checkSettled();
            }
        }
    }
}
