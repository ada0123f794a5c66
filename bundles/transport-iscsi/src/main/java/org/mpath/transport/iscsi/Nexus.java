package org.mpath.transport.iscsi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mpath.api.control.IscsiSessionState;
import org.mpath.api.io.Reactor;
import org.mpath.api.io.ReactorTimer;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.LossTimes;
import org.mpath.api.path.LostLink;
import org.mpath.iscsi.Isid;
import org.mpath.transport.iscsi.LoginRefused.Cause;

/**
 * The nexus of this initiator port and one target portal: wanted as long as it exists, logged in when possible. Keeps its
 * ISID, so that each login ends whatever the one before left behind (session reinstatement, RFC 7143 6.3.5), and its
 * paths, so that they survive a lost session. Reactor thread only, but for {@link #linkReason}.
 */
final class Nexus implements Login.Listener, SessionListener, LostLink.Port<IscsiPath> {
    private static final Logger LOG = System.getLogger("org.mpath.transport.iscsi");
    private static final int REDIRECTS_MAX = 4;
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** What it does now; the words of {@link IscsiSessionState}. */
    private enum State {
        CONNECTING("connecting"),
        LOGGED_IN("logged-in"),
        /** Tries again soon. */
        WAITING("waiting"),
        /** The target said no, or nonsense; tries again. */
        FAILED("failed"),
        CLOSED("failed");

        private final String word;

        State(String word) {
            this.word = word;
        }
    }

    private final Surroundings surroundings;
    private final NexusKey key;
    private final Isid isid;
    private final ReactorTimer retry;
    private final ReactorTimer scanLater;
    private final Backoff backoff = new Backoff();
    /** By {@link IscsiPath#lun}. */
    private final Map<Long, IscsiPath> paths = new LinkedHashMap<>();
    private final LostLink<IscsiPath> lostLink;
    private Wire wire;
    private Login login;
    private Session session;
    private LoginOutcome agreed;
    private State state = State.CONNECTING;
    private Portal redirectedTo;
    private int redirects;
    private int attempt;
    private long logins;
    private long loggedInNanos;
    private String pathPort;
    private boolean tried;
    private boolean rescanWanted;
    private boolean scanning;
    private Runnable closed = () -> { };

    /** Why the link is down, null while it is up; read by any thread. */
    private volatile String linkReason = "not logged in yet";

    Nexus(Surroundings surroundings, NexusKey key, Isid isid) {
        this.surroundings = surroundings;
        this.key = key;
        this.isid = isid;
        this.retry = surroundings.reactor().timer(this::connect);
        this.scanLater = surroundings.reactor().timer(this::scan);
        this.lostLink = new LostLink<>(surroundings.reactor(), this);
    }

    Reactor reactor() {
        return surroundings.reactor();
    }

    NexusKey key() {
        return key;
    }

    /** The session that takes tasks; null when there is none. */
    Session session() {
        return session;
    }

    String linkReason() {
        return linkReason;
    }

    /** What a task may take on the wire, nanoseconds. */
    long limitNanos(ScsiTask task) {
        return task.timeoutNanos > 0 ? task.timeoutNanos : surroundings.settings().timing().command();
    }

    /** Whether the first attempt is over: its paths are known, or it failed. */
    boolean tried() {
        return tried;
    }

    // ---- connecting ----

    /** Begins to log in, now. */
    void connect() {
        if (state == State.LOGGED_IN || state == State.CLOSED || login != null) {
            return;
        }
        retry.cancel();
        state = State.CONNECTING;
        int thisAttempt = ++attempt;
        Portal portal = redirectedTo == null ? key.portal() : redirectedTo;
        surroundings.resolver().resolve(portal, address -> {
            if (thisAttempt == attempt && state == State.CONNECTING) {
                logIn(portal, address);
            }
        });
    }

    private void logIn(Portal portal, InetSocketAddress address) {
        if (address == null) {
            loginFailed(new LoginRefused(Cause.UNREACHABLE, "no address for host " + portal.host()));
            return;
        }
        if (wire == null) {
            wire = new Wire(surroundings.reactor(), surroundings.views(), Settings.RECEIVE_BYTES_MAX);
        }
        Settings settings = surroundings.settings();
        LoginTerms terms = new LoginTerms(settings.initiatorName(), key.target(), isid, settings.authentication(),
                settings.headerDigest(), settings.dataDigest(), Settings.RECEIVE_BYTES_MAX, Settings.FIRST_BURST,
                Settings.MAX_BURST, Settings.MAX_OUTSTANDING_R2T);
        login = new Login(surroundings.reactor(), wire, terms, surroundings.challenges(), settings.timing(), this);
        login.start(address);
    }

    @Override
    public void loginFailed(LoginRefused why) {
        login = null;
        if (why.kind() == Cause.REDIRECTED && follow(why)) {
            return;
        }
        redirectedTo = null;
        redirects = 0;
        String reason = why.getMessage();
        if (!reason.equals(linkReason)) {
            LOG.log(Level.WARNING, "event=iscsi.login.failed " + key.label() + " reason=" + Quoted.of(reason));
        }
        linkReason = reason;
        state = why.kind() == Cause.UNREACHABLE ? State.WAITING : State.FAILED;
        retry.arm(backoff.next(surroundings.settings().timing(), why.kind()));
        attemptOver();
    }

    /** Follows a redirect, when it goes to a portal a person configured; answers whether it did. */
    private boolean follow(LoginRefused why) {
        if (!surroundings.portalKnown(why.redirect()) || ++redirects > REDIRECTS_MAX) {
            LOG.log(Level.WARNING, "event=iscsi.redirect.refused " + key.label() + " to=" + why.redirect()
                    + " reason=" + Quoted.of(redirects > REDIRECTS_MAX ? "too many redirects" : "not a configured portal"));
            return false;
        }
        redirectedTo = why.redirect();
        retry.arm(0);
        return true;
    }

    @Override
    public void loggedIn(LoginOutcome outcome, Sequence sequence) {
        login = null;
        agreed = outcome;
        state = State.LOGGED_IN;
        logins++;
        loggedInNanos = reactor().nanoTime();
        redirectedTo = null;
        redirects = 0;
        session = new Session(reactor(), wire, sequence, outcome, surroundings.settings(), this, key.label());
        linkReason = null;
        LOG.log(Level.INFO, "event=iscsi.session.established " + key.label() + " isid=" + isid + " tsih="
                + outcome.tsih() + " authentication=\"" + outcome.authentication() + "\"");
        if (outcome.challengeRepeated()) {
            LOG.log(Level.WARNING, "event=iscsi.chap.challenge_repeated " + key.label()
                    + " reason=\"the target's CHAP challenges repeat; who listens could log in as us\"");
        }
        namePort(outcome.portalGroupTag());
        lostLink.back();
        for (IscsiPath path : List.copyOf(paths.values())) {
            path.tellUp();
        }
        scan();
    }

    /** Paths are named after the portal group; when the target changed its tag they are other paths. */
    private void namePort(int portalGroupTag) {
        String port = key.portal() + "," + Math.max(0, portalGroupTag) + "," + key.target();
        if (pathPort != null && !pathPort.equals(port)) {
            removePaths("target portal group tag is now " + portalGroupTag);
        }
        pathPort = port;
    }

    // ---- units ----

    /** Looks for logical units again; does nothing while not logged in, for a login looks for them anyway. */
    void scan() {
        if (session == null || state == State.CLOSED) {
            return;
        }
        if (scanning) {
            rescanWanted = true;
            return;
        }
        scanning = true;
        rescanWanted = false;
        new UnitScan(new IscsiPath(this, pathPort, 0), this::unitsFound, this::unitsNotFound).start();
    }

    private void unitsFound(List<Long> luns) {
        scanning = false;
        Map<Long, Long> wireLuns = new LinkedHashMap<>();
        luns.forEach(wireLun -> wireLuns.putIfAbsent(IscsiPath.lun(wireLun), wireLun)); // two forms of a number are one unit
        for (IscsiPath path : List.copyOf(paths.values())) {
            if (!Long.valueOf(path.wireLun()).equals(wireLuns.get(path.lun()))) {
                removePath(path, "logical unit is no longer reported by the target");
            }
        }
        List<IscsiPath> appeared = new ArrayList<>();
        wireLuns.forEach((lun, wireLun) -> {
            if (!paths.containsKey(lun)) {
                IscsiPath path = new IscsiPath(this, pathPort, wireLun);
                paths.put(lun, path);
                appeared.add(path);
            }
        });
        appeared.forEach(surroundings::pathAppeared);
        scanOver();
    }

    private void unitsNotFound(String reason) {
        scanning = false;
        if (session != null && state == State.LOGGED_IN) {
            scanLater.arm(surroundings.settings().timing().retryMax());
            LOG.log(Level.WARNING, "event=iscsi.scan.failed " + key.label() + " reason=" + Quoted.of(reason));
        }
        scanOver();
    }

    private void scanOver() {
        attemptOver();
        if (rescanWanted) {
            scan();
        }
    }

    private void attemptOver() {
        tried = true;
        surroundings.attemptOver(this);
    }

    private void removePaths(String reason) {
        List.copyOf(paths.values()).forEach(path -> removePath(path, reason));
    }

    private void removePath(IscsiPath path, String reason) {
        paths.remove(path.lun());
        surroundings.pathGone(path, reason);
    }

    @Override
    public void unitsChanged() {
        LOG.log(Level.INFO, "event=iscsi.units.changed " + key.label());
        scanLater.arm(0);
    }

    // ---- losing the session ----

    @Override
    public void sessionClosing(String reason) {
        linkDown(reason);
    }

    @Override
    public void sessionEnded(String reason, int waitSeconds) {
        session = null;
        agreed = null;
        if (state == State.CLOSED) {
            closed.run();
            return;
        }
        LOG.log(Level.WARNING, "event=iscsi.session.dropped " + key.label() + " reason=" + Quoted.of(reason));
        state = State.WAITING;
        linkDown(reason);
        Timing timing = surroundings.settings().timing();
        if (reactor().nanoTime() - loggedInNanos > timing.retryMax()) {
            backoff.reset();
        }
        retry.arm(Math.max(backoff.next(timing, Cause.UNREACHABLE), waitSeconds * SECOND_NANOS));
    }

    private void linkDown(String reason) {
        boolean wasUp = linkReason == null;
        linkReason = reason;
        if (wasUp) {
            lostLink.lost(reason);
        }
    }

    /** What is held of paths without a session, and how long they are kept. */
    LostLink<IscsiPath> lostLink() {
        return lostLink;
    }

    @Override
    public Collection<IscsiPath> paths() {
        return paths.values();
    }

    @Override
    public LossTimes times(IscsiPath path) {
        return path.lossTimes();
    }

    @Override
    public void tellDown(IscsiPath path, String reason) {
        path.tellDown(reason);
    }

    @Override
    public void tellOver(ScsiTask task) {
        IscsiPath.over(task);
    }

    @Override
    public void remove(IscsiPath path, String reason) {
        removePath(path, reason);
    }

    /**
     * Ends it for good: logs out when there is a session, removes the paths.
     *
     * @param whenClosed run when nothing is left
     */
    void close(String reason, Runnable whenClosed) {
        if (state == State.CLOSED) {
            whenClosed.run();
            return;
        }
        state = State.CLOSED;
        closed = whenClosed;
        retry.cancel();
        scanLater.cancel();
        if (login != null) {
            login.cancel();
            login = null;
        }
        Session open = session;
        linkDown(reason);
        lostLink.close();
        removePaths(reason);
        attemptOver();
        if (open == null) {
            whenClosed.run();
        } else {
            open.close(reason, 1);
        }
    }

    // ---- what people see ----

    IscsiSessionState view() {
        boolean loggedIn = agreed != null;
        boolean loggingIn = login != null && login.isConnected();
        return new IscsiSessionState(
                key.portal().toString(), key.target(),
                loggingIn ? "logging-in" : state.word,
                loggedIn ? "" : linkReason == null ? "" : linkReason,
                isid.toString(),
                loggedIn ? agreed.tsih() : 0,
                loggedIn && agreed.parameters().headerDigest() ? "CRC32C" : "None",
                loggedIn && agreed.parameters().dataDigest() ? "CRC32C" : "None",
                loggedIn ? agreed.authentication() : "None",
                session == null ? 0 : session.inFlight(),
                logins,
                paths.size());
    }
}
