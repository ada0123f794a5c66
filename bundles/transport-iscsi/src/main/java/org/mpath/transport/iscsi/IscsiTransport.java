package org.mpath.transport.iscsi;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.IscsiControl;
import org.mpath.api.control.IscsiSessionState;
import org.mpath.api.control.IscsiTarget;
import org.mpath.api.io.Reactor;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.path.TransportListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The iSCSI initiator as services: any thread in front, the reactor behind. */
@Component(
        service = {Transport.class, IscsiControl.class},
        configurationPid = "org.mpath.transport.iscsi",
        configurationPolicy = ConfigurationPolicy.OPTIONAL,
        property = Transport.TYPE + "=" + IscsiPath.TYPE)
@Designate(ocd = IscsiConfiguration.class)
public final class IscsiTransport implements Transport, IscsiControl {
    private static final Logger LOG = System.getLogger("org.mpath.transport.iscsi");
    private static final long QUERY_SECONDS = 5;
    /** Beyond the timeouts of the steps a verb takes. */
    private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Reactor reactor;
    private final Initiator initiator;
    private volatile Settings settings;

    /** Starts with the configuration; with an empty one when it is wrong. */
    @Activate
    public IscsiTransport(@Reference Reactor reactor, IscsiConfiguration configuration) {
        this.reactor = reactor;
        this.settings = checked(configuration, SettingsReader.empty());
        this.initiator = new Initiator(reactor, this, settings);
        reactor.execute(() -> initiator.configure(settings));
    }

    /** Takes a new configuration; keeps the one before when the new one is wrong. */
    @Modified
    public void modified(IscsiConfiguration configuration) {
        Settings next = checked(configuration, null);
        if (next != null) {
            settings = next;
            reactor.execute(() -> initiator.configure(next));
        }
    }

    private static Settings checked(IscsiConfiguration configuration, Settings otherwise) {
        try {
            Settings next = SettingsReader.read(configuration);
            warnOfShortSecret("chap", next.authentication().initiator());
            warnOfShortSecret("mutual", next.authentication().target());
            return next;
        } catch (IllegalArgumentException e) {
            LOG.log(Level.ERROR, "event=configuration.rejected pid=org.mpath.transport.iscsi reason="
                    + Quoted.of(e.getMessage()));
            return otherwise;
        }
    }

    private static void warnOfShortSecret(String key, ChapCredentials credentials) {
        if (credentials != null && credentials.secretBytes() < SettingsReader.SECRET_BYTES_WANTED) {
            LOG.log(Level.WARNING, "event=iscsi.secret.short key=" + key + " bytes=" + credentials.secretBytes()
                    + " reason=\"RFC 7143 12.1.3 wants at least " + SettingsReader.SECRET_BYTES_WANTED + " bytes\"");
        }
    }

    /** Logs out everywhere; waits for it, bounded. */
    @Deactivate
    public void stop() {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        try {
            reactor.execute(() -> initiator.close(() -> closed.complete(true)));
            long drain = settings.timing().logout();
            closed.get(2 * drain + SPARE_NANOS, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.log(Level.DEBUG, "event=iscsi.stop reactor is gone already");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.WARNING, "event=iscsi.stop reason=\"not every session logged out in time\"");
        }
    }

    // ---- Transport ----

    @Override
    public String type() {
        return IscsiPath.TYPE;
    }

    @Override
    public Collection<PathDevice> paths() {
        return initiator.paths();
    }

    @Override
    public PathDevice path(String name) {
        return initiator.path(name);
    }

    @Override
    public boolean settled() {
        return initiator.settled();
    }

    @Override
    public void rescan() {
        reactor.execute(initiator::rescan);
    }

    @Override
    public void addListener(TransportListener listener) {
        initiator.listeners().addIfAbsent(listener);
    }

    @Override
    public void removeListener(TransportListener listener) {
        initiator.listeners().remove(listener);
    }

    // ---- IscsiControl ----

    @Override
    public List<IscsiTarget> discover(String portal) {
        Portal asked = portal(portal);
        long nanos = settings.timing().connect() + 2 * settings.timing().login();
        return ask("discovery of portal " + asked, nanos, answer ->
                initiator.discover(asked, new SendTargets.Listener() {
                    @Override
                    public void offered(List<OfferedTarget> targets, InetSocketAddress address) {
                        answer.complete(listed(targets, asked));
                    }

                    @Override
                    public void failed(LoginRefused why) {
                        answer.completeExceptionally(
                                new ControlException("discovery of portal " + asked + " failed: " + why.getMessage()));
                    }
                }));
    }

    private static List<IscsiTarget> listed(List<OfferedTarget> targets, Portal asked) {
        return targets.stream()
                .flatMap(target -> target.addresses().isEmpty()
                        ? Stream.of(new IscsiTarget(target.name(), asked.toString(), 0))
                        : target.addresses().stream().map(address -> new IscsiTarget(
                                target.name(), address.portal().toString(), address.portalGroupTag())))
                .toList();
    }

    @Override
    public void login(String portal, String targetName) {
        NexusKey key = new NexusKey(portal(portal), target(targetName));
        long nanos = settings.timing().connect() + settings.timing().login() + settings.timing().command();
        ask("login to " + key.target() + " on portal " + key.portal(), nanos, answer ->
                initiator.login(key, reason -> {
                    if (reason == null) {
                        answer.complete(true);
                    } else {
                        answer.completeExceptionally(new ControlException(
                                "login to " + key.target() + " on portal " + key.portal() + " failed: " + reason));
                    }
                }));
    }

    @Override
    public int logout(String portal, String targetName) {
        Portal from = portal(portal);
        String target = targetName == null || targetName.isBlank() ? null : target(targetName);
        return ask("logout from portal " + from, 2 * settings.timing().logout(),
                answer -> initiator.logout(from, target, answer::complete));
    }

    @Override
    public List<IscsiSessionState> sessions() {
        return ask("listing of sessions", TimeUnit.SECONDS.toNanos(QUERY_SECONDS),
                answer -> answer.complete(initiator.sessions()));
    }

    private static Portal portal(String text) {
        try {
            return Portal.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ControlException(e.getMessage());
        }
    }

    private static String target(String text) {
        try {
            return PortalEntry.targetName(text);
        } catch (IllegalArgumentException e) {
            throw new ControlException(e.getMessage());
        }
    }

    /** Runs {@code question} on the reactor and waits for its answer, bounded. */
    private <T> T ask(String what, long nanos, Consumer<CompletableFuture<T>> question) {
        if (reactor.inReactor()) {
            throw new IllegalStateException(what + " would block the reactor");
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            reactor.execute(() -> question.accept(answer));
            return answer.get(nanos + SPARE_NANOS, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            throw new ControlException(what + " failed: " + e.getMessage());
        } catch (TimeoutException e) {
            throw new ControlException(what + " was not answered in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlException(what + " was interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ControlException failure) {
                throw failure;
            }
            throw new ControlException(what + " failed: " + e.getCause());
        }
    }
}
