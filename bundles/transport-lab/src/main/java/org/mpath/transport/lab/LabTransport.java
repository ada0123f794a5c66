package org.mpath.transport.lab;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.LabControl;
import org.mpath.api.control.LabPort;
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
import org.osgi.service.metatype.annotations.Designate;

/**
 * Brings the paths to the lab arrays. Everything that moves is on the reactor; this component makes arrays of
 * configuration, answers snapshots, and passes verbs on.
 */
@Component(
        service = {Transport.class, LabControl.class},
        property = Transport.TYPE + "=" + LabTransport.TYPE_LAB,
        configurationPid = "org.mpath.transport.lab",
        configurationPolicy = ConfigurationPolicy.OPTIONAL,
        immediate = true)
@Designate(ocd = LabSettings.class)
public final class LabTransport implements Transport, LabControl {
    static final String TYPE_LAB = "lab";

    private static final Logger LOG = System.getLogger("org.mpath.transport.lab");

    private final LabMemory memory;
    private final ReactorCalls reactor;
    private final Lab lab;
    private final LabVerbs verbs;
    private final Map<String, PathDevice> paths = new ConcurrentSkipListMap<>();
    private final List<TransportListener> listeners = new CopyOnWriteArrayList<>();
    private final Reactor loop;
    /** Ports not asked for their units yet. Reactor thread. */
    private final Set<PortSession> unscanned = new HashSet<>();
    /** What is configured now, by array name. Component life-cycle calls only. */
    private Map<String, ArrayDescription> configured = Map.of();

    private volatile boolean settled;

    /** Builds the arrays. */
    @Activate
    public LabTransport(@Reference Reactor reactor, @Reference LabMemory memory, LabSettings settings) {
        this.loop = reactor;
        this.memory = memory;
        this.reactor = new ReactorCalls(reactor);
        this.lab = new Lab(reactor, new Paths());
        this.verbs = new LabVerbs(lab, this.reactor);
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

    private void configure(LabSettings settings) {
        Map<String, ArrayDescription> wanted = new LinkedHashMap<>();
        Map<ArrayDescription, Array> built = new LinkedHashMap<>();
        ArrayBuilder builder = new ArrayBuilder(memory);
        try {
            String[] texts = settings.enabled() ? settings.arrays() : new String[0];
            ArrayGrammar.parse(texts).forEach(array -> wanted.put(array.name(), array));
            for (ArrayDescription array : wanted.values()) {
                if (!array.equals(configured.get(array.name()))) {
                    built.put(array, builder.build(array));
                }
            }
        } catch (IOException | RuntimeException refused) {
            built.values().forEach(LabTransport::closeQuietly);
            LOG.log(Level.ERROR, "event=lab.configuration_refused reason=\"" + refused.getMessage() + '"');
            loop.execute(this::checkSettled);
            return;
        }
        memory.keep(
                wanted.values().stream().flatMap(ArrayDescription::unitsInMemory).collect(Collectors.toSet()),
                builder.memoryStores());
        List<String> leaving = configured.values().stream()
                .filter(before -> !before.equals(wanted.get(before.name())))
                .map(ArrayDescription::name)
                .toList();
        configured = wanted;
        LabTimes times = new LabTimes(settings.timeout_millis(), settings.reconnect_millis());
        loop.execute(() -> apply(leaving, built, times));
    }

    private void apply(List<String> leaving, Map<ArrayDescription, Array> built, LabTimes times) {
        leaving.forEach(name -> lab.remove(name, "array " + name + " was removed or changed"));
        lab.sessions().forEach(session -> session.times(times));
        Set<PortSession> before = Set.copyOf(lab.sessions());
        built.forEach((description, array) -> lab.add(description, array, times));
        lab.sessions().stream().filter(session -> !before.contains(session)).forEach(unscanned::add);
        checkSettled();
    }

    private static void closeQuietly(Array array) {
        try {
            array.close();
        } catch (IOException ignored) {
            // the failure that led here says more
        }
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

    // ---- LabControl ----

    @Override
    public List<LabPort> ports() {
        return verbs.ports();
    }

    @Override
    public void cut(String port) {
        verbs.cut(port);
    }

    @Override
    public void silence(String port) {
        verbs.silence(port);
    }

    @Override
    public void delay(String port, int millis) {
        verbs.delay(port, millis);
    }

    @Override
    public void sense(String port, int key, int asc, int ascq, int count) {
        verbs.sense(port, key, asc, ascq, count);
    }

    @Override
    public void heal(String port) {
        verbs.heal(port);
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
