package org.mpath.transport.iscsi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.mpath.api.control.IscsiSessionState;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.path.TransportListener;
import org.mpath.iscsi.Isid;

/**
 * Everything the initiator wants and has: watched portals, nexuses, their paths. Reactor thread only, but for {@link
 * #paths}, {@link #settled} and the listeners.
 */
final class Initiator implements Surroundings, WatchedPortal.Listener {
    private static final Logger LOG = System.getLogger("org.mpath.transport.iscsi");
    private static final long SWEEP_NANOS = 5_000_000_000L;

    /** Why a nexus is wanted. */
    private enum Origin {
        CONFIGURED,
        DISCOVERED,
        COMMAND
    }

    private record Wanted(Nexus nexus, Set<Origin> origins) {}

    private final Reactor reactor;
    private final Transport transport;
    private final Resolver resolver;
    private final BufferViews views = new BufferViews();
    private final ChallengeMemory challenges = new ChallengeMemory();
    private final ReactorTimer sweeper;
    private final int isidRandom = new SecureRandom().nextInt(1 << 24);
    private final Map<NexusKey, Isid> isids = new LinkedHashMap<>();
    private final Map<Portal, WatchedPortal> watched = new LinkedHashMap<>();
    private final Map<NexusKey, Wanted> nexuses = new LinkedHashMap<>();
    /** Discovered nexuses a person logged out of. */
    private final Set<NexusKey> loggedOut = new LinkedHashSet<>();
    /** Those who wait for the first attempt of a nexus. */
    private final Map<Nexus, List<Runnable>> waiters = new LinkedHashMap<>();

    private final CopyOnWriteArrayList<TransportListener> listeners = new CopyOnWriteArrayList<>();
    private int qualifier;
    private int closing;
    private Runnable whenAllClosed;
    private Settings settings;
    private final Map<String, PathDevice> paths = new ConcurrentSkipListMap<>();
    private volatile boolean settled;

    Initiator(Reactor reactor, Transport transport, Settings settings) {
        this.reactor = reactor;
        this.transport = transport;
        this.settings = settings;
        this.resolver = new Resolver(reactor);
        this.sweeper = reactor.timer(this::sweep);
    }

    // ---- any thread ----

    Collection<PathDevice> paths() {
        return List.copyOf(paths.values());
    }

    PathDevice path(String name) {
        return paths.get(name);
    }

    boolean settled() {
        return settled;
    }

    CopyOnWriteArrayList<TransportListener> listeners() {
        return listeners;
    }

    // ---- configuration ----

    /** Takes settings: what is no longer wanted goes, what is new comes, what stays keeps its session. */
    void configure(Settings next) {
        settings = next;
        if (!sweeper.armed()) {
            sweeper.arm(SWEEP_NANOS);
        }
        Set<Portal> portals = new LinkedHashSet<>();
        Set<NexusKey> targets = new LinkedHashSet<>();
        for (PortalEntry entry : next.portals()) {
            if (entry.target() == null) {
                portals.add(entry.portal());
            } else {
                targets.add(new NexusKey(entry.portal(), entry.target()));
            }
        }
        loggedOut.clear();
        forget(portals, targets);
        portals.forEach(this::watch);
        targets.forEach(key -> want(key, Origin.CONFIGURED).connect());
        settle();
    }

    private void forget(Set<Portal> portals, Set<NexusKey> targets) {
        for (WatchedPortal portal : List.copyOf(watched.values())) {
            if (!portals.contains(portal.portal())) {
                portal.close();
                watched.remove(portal.portal());
            }
        }
        for (NexusKey key : List.copyOf(nexuses.keySet())) {
            if (!targets.contains(key)) {
                unwant(key, Origin.CONFIGURED, "removed from the configuration");
            }
            if (!portals.contains(key.portal())) {
                unwant(key, Origin.DISCOVERED, "portal removed from the configuration");
            }
        }
    }

    private void watch(Portal portal) {
        WatchedPortal known = watched.get(portal);
        if (known == null) {
            known = new WatchedPortal(this, portal, nextIsid(), this);
            watched.put(portal, known);
        }
        known.ask();
    }

    @Override
    public void portalAnswered(WatchedPortal portal, List<OfferedTarget> targets) {
        Set<NexusKey> offered = new LinkedHashSet<>();
        for (OfferedTarget target : targets) {
            offered.add(new NexusKey(portal.portal(), target.name()));
        }
        for (NexusKey key : List.copyOf(nexuses.keySet())) {
            Wanted wanted = nexuses.get(key);
            if (key.portal().equals(portal.portal()) && !offered.contains(key) && wanted.nexus().session() == null) {
                unwant(key, Origin.DISCOVERED, "no longer offered by the portal");
            }
        }
        for (NexusKey key : offered) {
            if (!loggedOut.contains(key)) {
                want(key, Origin.DISCOVERED).connect();
            }
        }
        settle();
    }

    @Override
    public void portalFailed(WatchedPortal portal) {
        settle();
    }

    private Nexus want(NexusKey key, Origin origin) {
        Wanted wanted = nexuses.get(key);
        if (wanted == null) {
            Isid isid = isids.computeIfAbsent(key, unused -> nextIsid());
            wanted = new Wanted(new Nexus(this, key, isid), EnumSet.noneOf(Origin.class));
            nexuses.put(key, wanted);
        }
        wanted.origins().add(origin);
        return wanted.nexus();
    }

    private Isid nextIsid() {
        return Isid.random(isidRandom, ++qualifier);
    }

    private void unwant(NexusKey key, Origin origin, String reason) {
        Wanted wanted = nexuses.get(key);
        if (wanted != null && wanted.origins().remove(origin) && wanted.origins().isEmpty()) {
            end(key, reason, () -> { });
        }
    }

    private void end(NexusKey key, String reason, Runnable whenClosed) {
        Nexus nexus = nexuses.remove(key).nexus();
        closing++;
        nexus.close(reason, () -> {
            closing--;
            whenClosed.run();
            tellAllClosed();
        });
    }

    private void tellAllClosed() {
        if (whenAllClosed != null && closing == 0 && nexuses.isEmpty()) {
            Runnable told = whenAllClosed;
            whenAllClosed = null;
            told.run();
        }
    }

    // ---- verbs ----

    /** Logs in and keeps the session; tells null when it is there, else why it is not. */
    void login(NexusKey key, Consumer<String> told) {
        loggedOut.remove(key);
        boolean known = nexuses.containsKey(key);
        Nexus nexus = want(key, Origin.COMMAND);
        if (nexus.session() != null) {
            told.accept(null);
            return;
        }
        waiters.computeIfAbsent(nexus, unused -> new ArrayList<>()).add(() -> {
            String reason = nexus.session() == null ? nexus.linkReason() : null;
            if (reason != null && !known) {
                unwant(key, Origin.COMMAND, reason);
            }
            told.accept(reason);
        });
        nexus.connect();
    }

    /** Logs out of a target, of all targets of the portal when it is null; tells how many ended, when they have. */
    void logout(Portal portal, String target, Consumer<Integer> told) {
        List<NexusKey> keys = nexuses.keySet().stream()
                .filter(key -> key.portal().equals(portal) && (target == null || target.equals(key.target())))
                .toList();
        if (keys.isEmpty()) {
            told.accept(0);
        }
        int[] left = {keys.size()};
        for (NexusKey key : keys) {
            loggedOut.add(key);
            end(key, "logged out", () -> {
                if (--left[0] == 0) {
                    told.accept(keys.size());
                }
            });
        }
    }

    /** Asks a portal for its targets. */
    void discover(Portal portal, SendTargets.Listener told) {
        new SendTargets(this, portal, nextIsid(), told).start();
    }

    List<IscsiSessionState> sessions() {
        return nexuses.values().stream().map(wanted -> wanted.nexus().view()).toList();
    }

    void rescan() {
        watched.values().forEach(WatchedPortal::ask);
        nexuses.values().forEach(wanted -> wanted.nexus().scan());
    }

    /** Ends everything; runs {@code whenClosed} when every session is logged out or lost. */
    void close(Runnable whenClosed) {
        whenAllClosed = whenClosed;
        sweeper.cancel();
        watched.values().forEach(WatchedPortal::close);
        watched.clear();
        List.copyOf(nexuses.keySet()).forEach(key -> end(key, "initiator is being stopped", () -> { }));
        resolver.close();
        tellAllClosed();
    }

    // ---- what nexuses and portals need and tell ----

    @Override
    public Reactor reactor() {
        return reactor;
    }

    @Override
    public Resolver resolver() {
        return resolver;
    }

    @Override
    public BufferViews views() {
        return views;
    }

    @Override
    public ChallengeMemory challenges() {
        return challenges;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public boolean portalKnown(Portal portal) {
        return watched.keySet().stream().anyMatch(known -> samePlace(known, portal))
                || nexuses.keySet().stream().anyMatch(key -> samePlace(key.portal(), portal));
    }

    private boolean samePlace(Portal known, Portal portal) {
        if (known.equals(portal)) {
            return true;
        }
        InetSocketAddress address = resolver.remembered(known);
        return address != null && portal.numeric() && address.equals(resolver.remembered(portal));
    }

    @Override
    public void attemptOver(Nexus nexus) {
        List<Runnable> waiting = waiters.remove(nexus);
        if (waiting != null) {
            waiting.forEach(Runnable::run);
        }
        settle();
    }

    private void settle() {
        boolean all = watched.values().stream().allMatch(WatchedPortal::tried)
                && nexuses.values().stream().allMatch(wanted -> wanted.nexus().tried());
        if (all != settled) {
            settled = all;
            tell(listener -> listener.settledChanged(transport));
        }
    }

    @Override
    public void pathAppeared(IscsiPath path) {
        paths.put(path.name(), path);
        LOG.log(Level.INFO, "event=path.appeared path=" + path.name());
        tell(listener -> listener.pathAppeared(path));
    }

    @Override
    public void pathGone(IscsiPath path, String reason) {
        paths.remove(path.name(), path);
        LOG.log(Level.INFO, "event=path.gone path=" + path.name() + " reason=" + Quoted.of(reason));
        tell(listener -> listener.pathGone(path, reason));
    }

    private void tell(Consumer<TransportListener> news) {
        for (TransportListener listener : listeners) {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "event=transport.listener_failed listener=" + listener.getClass().getName(), e);
            }
        }
    }

    private void sweep() {
        views.sweep();
        sweeper.arm(SWEEP_NANOS);
    }
}
