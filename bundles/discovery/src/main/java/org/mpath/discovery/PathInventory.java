package org.mpath.discovery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.mpath.api.control.ConfigValue;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.Decision;
import org.mpath.api.control.DecisionControl;
import org.mpath.api.control.MapChange;
import org.mpath.api.control.MapReservation;
import org.mpath.api.control.ReservationControl;
import org.mpath.api.inventory.DiscoveredPath;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.map.DataPlane;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapListener;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.api.plugin.PathCheckerFactory;
import org.mpath.api.plugin.PrioritizerFactory;
import org.mpath.config.Configuration;
import org.mpath.config.ConfigurationUser;
import org.mpath.config.RunningConfiguration;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Discovery as a service: brings what happens on other threads to the discovery thread, and its snapshots back. Any
 * thread.
 */
@Component(service = {Inventory.class, ConfigurationUser.class, DecisionControl.class, ReservationControl.class}, immediate = true, configurationPid = "org.mpath.discovery")
@Designate(ocd = DiscoverySettings.class)
public final class PathInventory implements Inventory, ConfigurationUser, DecisionControl, ReservationControl {
    /** Framework property: the directory for what has to survive a restart. */
    static final String STATE_DIRECTORY = "mpath.var";

    private static final int PUBLISH_MILLIS = 2;
    /** Snapshots take at most so much of the discovery thread: one part of so many. */
    private static final int PUBLISH_SHARE = 10;
    private static final long NANOS_PER_MILLI = 1_000_000;
    /** How long a configuration may wait to be followed, and how long that may take. */
    private static final long ANSWER_MILLIS_MAX = 60_000;
    /** What an answer says when access states changed at the array: 2A/06, or 2A/07 when that failed. */
    private static final Pattern ACCESS_CHANGED = Pattern.compile("\\b06/2a/0[67]\\b", Pattern.CASE_INSENSITIVE);

    /**
     * What other threads see.
     *
     * @param paths every path
     * @param settled whether discovery had nothing left to do
     * @param handled how many changes it had taken in
     */
    private record Snapshot(List<DiscoveredPath> paths, boolean settled, long handled) {}

    private final DiscoveryThread thread = new DiscoveryThread();
    private final Discovery discovery;
    /** Listeners by transport; touched by bind and unbind only. */
    private final Map<Transport, PathNews> listeners = new HashMap<>();
    private final PlugInLeases plugIns;
    /** Changes asked for so far; settled means that the snapshot has seen all of them. */
    private final AtomicLong asked = new AtomicLong();

    private final Object published = new Object();
    private volatile CheckTimes times;
    private volatile MapRules rules;
    private volatile Snapshot snapshot = new Snapshot(List.of(), true, 0);
    /** Discovery thread. */
    private long handled;

    private boolean publishing;
    /** How long the next snapshot waits, in milliseconds. Discovery thread. */
    private long publishMillis = PUBLISH_MILLIS;
    /** Null when there is no framework. */
    private final BundleContext context;
    /** Null when there is no framework. */
    private ServiceRegistration<MapListener> listening;

    /** Made by Declarative Services. */
    @Activate
    public PathInventory(
            BundleContext context,
            DiscoverySettings settings,
            @Reference(target = "(" + DataPlane.KIND + "=any)") DataPlane plane,
            @Reference RunningConfiguration configuration) {
        this(
                context,
                stateDirectory(context),
                CheckTimes.of(settings, CheckTimes.DEFAULT),
                MapRules.of(settings, MapRules.DEFAULT),
                plane,
                String.valueOf(context.getProperty(Constants.FRAMEWORK_UUID)),
                configuration.current());
        // as a declared service it would depend in a circle on the data plane, which collects the listeners
        listening = context.registerService(MapListener.class, this::mapEvent, null);
    }

    /** Without a framework. */
    PathInventory(
            Path stateDirectory, CheckTimes times, MapRules rules, DataPlane plane, String runtime, Configuration configuration) {
        this(null, stateDirectory, times, rules, plane, runtime, configuration);
    }

    private PathInventory(
            BundleContext context, Path stateDirectory, CheckTimes times, MapRules rules, DataPlane plane, String runtime,
            Configuration configuration) {
        this.context = context;
        this.times = times;
        this.rules = rules;
        this.discovery = new Discovery(new Wiring(
                runtime,
                plane,
                new Bindings(stateDirectory),
                new KnownUnits(stateDirectory),
                new ReservationKeys(stateDirectory),
                thread,
                this::times,
                () -> this.rules,
                () -> configuration,
                this::change,
                this::publishSoon));
        this.plugIns = new PlugInLeases(
                plane,
                plugIn -> change(() -> discovery.plugIns().added(plugIn)),
                plugIn -> change(() -> discovery.plugIns().removed(plugIn)));
    }

    /** Takes new settings, when they are right; times count from the next look at each path. */
    @Modified
    void modified(DiscoverySettings settings) {
        times = CheckTimes.of(settings, times);
        rules = MapRules.of(settings, rules);
        change(discovery::rulesChanged);
    }

    private CheckTimes times() {
        return times.following(discovery.global().intervalSeconds(), discovery.global().intervalSecondsMax());
    }

    /** Stops looking. Maps stay as they are and go on with their I/O. */
    @Deactivate
    void stop() {
        if (listening != null) {
            listening.unregister();
        }
        thread.close();
        discovery.stop();
    }

    /** I/O may be the first to hear what changed at an array, or that a path is broken. Event thread. */
    void mapEvent(MapEvent event) {
        if (event.kind() == MapEvent.Kind.PATH_FAILED) {
            thread.post(() -> discovery.shaky().engineFailed(event));
        }
        if (ACCESS_CHANGED.matcher(event.reason()).find()) {
            thread.post(() -> discovery.accessChanged(event.map(), event.path()));
        } else if (event.kind() == MapEvent.Kind.CAPACITY_CHANGED) {
            change(() -> discovery.capacityChanged(event.path()));
        } else if (event.kind() == MapEvent.Kind.UNITS_CHANGED) {
            thread.post(() -> discovery.unitsChanged(event.path()));
        }
    }

    private static Path stateDirectory(BundleContext context) {
        String directory = context.getProperty(STATE_DIRECTORY);
        return directory == null ? null : Path.of(directory);
    }

    // ---- services that come and go ----

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindTransport(Transport transport) {
        PathNews listener = newsOf(transport);
        synchronized (listeners) {
            listeners.put(transport, listener);
        }
        transport.addListener(listener);
        change(() -> discovery.transportAdded(transport));
    }

    void unbindTransport(Transport transport) {
        PathNews listener;
        synchronized (listeners) {
            listener = listeners.remove(transport);
        }
        transport.removeListener(listener);
        change(() -> discovery.transportRemoved(transport));
    }

    /** Leased from the framework itself: Declarative Services would hold what it handed out while it unbinds. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindHandler(ServiceReference<HardwareHandlerFactory> reference, Map<String, Object> properties) {
        lease(reference, properties, Family::lease);
    }

    void unbindHandler(ServiceReference<HardwareHandlerFactory> reference) {
        plugInLeft(reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindChecker(ServiceReference<PathCheckerFactory> reference, Map<String, Object> properties) {
        lease(reference, properties, LeasedChecker::lease);
    }

    void unbindChecker(ServiceReference<PathCheckerFactory> reference) {
        plugInLeft(reference);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindPrioritizer(ServiceReference<PrioritizerFactory> reference, Map<String, Object> properties) {
        lease(reference, properties, LeasedPrioritizer::lease);
    }

    void unbindPrioritizer(ServiceReference<PrioritizerFactory> reference) {
        plugInLeft(reference);
    }

    private <S> void lease(
            ServiceReference<S> reference, Map<String, Object> properties, PlugInLeases.Lessor<S> lessor) {
        ServiceObjects<S> objects = context.getServiceObjects(reference);
        if (objects != null) { // not gone again
            plugIns.lease(objects, properties, lessor);
        }
    }

    private void plugInLeft(ServiceReference<?> reference) {
        plugIns.giveBack((Long) reference.getProperty(Constants.SERVICE_ID));
    }

    /** The plug-ins on lease. */
    PlugInLeases plugIns() {
        return plugIns;
    }

    private PathNews newsOf(Transport transport) {
        return new PathNews(this::change, new PathNews.Hearer() {
            @Override
            public void appeared(PathDevice path) {
                thread.answerQuestions();
                discovery.pathAppeared(transport, path);
            }

            @Override
            public void gone(PathDevice path, String reason) {
                thread.answerQuestions();
                discovery.pathGone(path, reason);
            }

            @Override
            public void looked() {
                discovery.transportLooked(transport);
            }
        });
    }

    // ---- Inventory ----

    @Override
    public List<DiscoveredPath> paths() {
        return snapshot.paths();
    }

    @Override
    public boolean settled() {
        Snapshot seen = snapshot;
        return seen.settled() && seen.handled() == asked.get();
    }

    @Override
    public boolean awaitSettled(Duration limit) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        synchronized (published) {
            while (!settled()) {
                long leftMillis = Duration.ofNanos(deadlineNanos - System.nanoTime()).toMillis();
                if (leftMillis <= 0) {
                    return false;
                }
                published.wait(leftMillis);
            }
            return true;
        }
    }

    @Override
    public void rescan() {
        change(discovery::rescan);
    }

    @Override
    public long resize(String map) {
        CompletableFuture<Long> wanted = new CompletableFuture<>();
        change(() -> discovery.membership().resizing().byHand(map, wanted));
        return await(wanted);
    }

    // ---- ConfigurationUser ----

    @Override
    public List<MapChange> plan(Configuration next) {
        return onThread(() -> discovery.plan(next));
    }

    @Override
    public List<MapChange> follow(Configuration next, boolean force) {
        return onThread(() -> discovery.follow(next, force));
    }

    @Override
    public void setMarginal(String path, boolean marginal) {
        if (paths().stream().noneMatch(each -> each.name().equals(path))) {
            throw new ControlException(ControlException.Code.NOT_FOUND, "there is no path " + path);
        }
        change(() -> discovery.shaky().mark(path, marginal));
    }

    // ---- DecisionControl ----

    @Override
    public List<Decision> path(String path) {
        return asked(() -> discovery.decisions().path(path));
    }

    @Override
    public List<Decision> map(String map) {
        return asked(() -> discovery.decisions().map(map));
    }

    @Override
    public List<Decision> not(String subject) {
        return asked(() -> discovery.decisions().not(subject));
    }

    @Override
    public List<ConfigValue> value(String keyword, String subject) {
        return asked(() -> discovery.decisions().value(keyword, subject));
    }

    // ---- ReservationControl ----

    @Override
    public List<MapReservation> reservations() {
        return onThread(() -> discovery.reservations().all());
    }

    @Override
    public MapReservation reservation(String map) {
        return onThread(() -> discovery.reservations().of(map));
    }

    @Override
    public MapReservation setKey(String map, String key) {
        return onThread(() -> discovery.reservations().set(map, key));
    }

    // ---- to and from the discovery thread ----

    /** Has the thread answer; waits for it, bounded. */
    private <T> T onThread(Supplier<T> work) {
        Question<T> question = new Question<>(work, ANSWER_MILLIS_MAX, ANSWER_MILLIS_MAX);
        change(question);
        return question.answer();
    }

    /** The same for what only reads: it need not wait for the end of a change that is under way. */
    private <T> T asked(Supplier<T> work) {
        Question<T> question = new Question<>(work, ANSWER_MILLIS_MAX, ANSWER_MILLIS_MAX);
        thread.ask(question);
        return question.answer();
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(ANSWER_MILLIS_MAX, TimeUnit.MILLISECONDS);
        } catch (ExecutionException refused) {
            throw refused.getCause() instanceof RuntimeException cause ? cause : new ControlException(refused.toString());
        } catch (TimeoutException late) {
            throw new ControlException("discovery is busy for " + ANSWER_MILLIS_MAX + " ms with something else; try again");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ControlException("interrupted while discovery was waited for");
        }
    }

    private void change(Runnable work) {
        asked.incrementAndGet();
        thread.post(() -> {
            try {
                work.run();
            } finally {
                handled++;
                publishSoon();
            }
        });
    }

    /** Many changes, one snapshot. Discovery thread. */
    private void publishSoon() {
        if (!publishing) {
            publishing = true;
            thread.later(this::publish, publishMillis);
        }
    }

    private void publish() {
        publishing = false;
        long began = System.nanoTime();
        snapshot = new Snapshot(discovery.snapshot(), discovery.settled(), handled);
        synchronized (published) {
            published.notifyAll();
        }
        publishMillis = Math.max(PUBLISH_MILLIS, PUBLISH_SHARE * (System.nanoTime() - began) / NANOS_PER_MILLI);
    }
}
