package org.mpath.shell;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Shell sessions over a Unix socket, {@code run/shell.sock} in the state directory. Only the socket's owner and root get
 * in: the directory's mode keeps others out, and the peer's user is asked again on every connection.
 *
 * <p>Threads: one accepts, one looks for idle sessions, two per session.
 */
@Component(service = {}, immediate = true)
@Designate(ocd = ShellSocketConfig.class)
public final class ShellSocket {
    /** Framework property: the state directory. */
    static final String STATE_DIRECTORY = "mpath.var";

    private static final System.Logger LOG = System.getLogger("org.mpath.shell");
    private static final long IDLE_CHECK_MILLIS = 500;
    private static final long REFUSAL_MILLIS = 1000;

    private final BundleContext context;
    private final CommandProcessor processor;
    private final ShellSocketConfig config;
    private final Set<ShellConnection> connections = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService idleWatch;
    private Path path;
    private ServerSocketChannel server;
    private UserPrincipal owner;

    /** Opens the socket, unless this runtime is captive or has no state directory. */
    @Activate
    public ShellSocket(BundleContext context, ShellSocketConfig config, @Reference CommandProcessor processor) {
        this.context = context;
        this.processor = processor;
        this.config = config;
        idleWatch = Executors.newSingleThreadScheduledExecutor(work -> daemon(work, "mpath-shell-idle"));
        String directory = context.getProperty(STATE_DIRECTORY);
        if (config.enabled() && directory != null && context.getProperty(CaptiveRun.COMMANDS) == null) {
            path = Path.of(directory, "run", "shell.sock");
            open();
        }
    }

    /** Ends all sessions and removes the socket. */
    @Deactivate
    void deactivate() {
        idleWatch.shutdownNow();
        if (server != null) {
            try {
                server.close();
                Files.deleteIfExists(path);
            } catch (IOException failure) {
                LOG.log(WARNING, "event=shell.socket.close path={0} reason=\"{1}\"", path, failure.getMessage());
            }
        }
        connections.forEach(ShellConnection::close);
    }

    private void open() {
        try {
            server = bind();
            owner = Files.getOwner(path);
            daemon(this::accept, "mpath-shell-accept").start();
            idleWatch.scheduleWithFixedDelay(
                    this::endIdle, IDLE_CHECK_MILLIS, IDLE_CHECK_MILLIS, TimeUnit.MILLISECONDS);
            LOG.log(INFO, "event=shell.socket.open path={0}", path);
        } catch (IOException failure) {
            LOG.log(WARNING, "event=shell.socket.failed path={0} reason=\"{1}\"", path, failure.getMessage());
        }
    }

    private ServerSocketChannel bind() throws IOException {
        Path directory = path.getParent();
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        if (Files.exists(path)) {
            removeStale();
        }
        ServerSocketChannel bound = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            bound.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            return bound;
        } catch (IOException failure) {
            bound.close();
            throw failure;
        }
    }

    /** A socket nobody answers on is what a killed runtime left. */
    private void removeStale() throws IOException {
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
        } catch (ConnectException nobody) {
            Files.delete(path);
            return;
        }
        throw new IOException("another runtime serves it: give each its own --var directory");
    }

    private void accept() {
        try {
            for (long number = 1; ; number++) {
                admit(server.accept(), number);
            }
        } catch (IOException closed) {
            LOG.log(System.Logger.Level.DEBUG, "event=shell.socket.closed path={0}", path);
        }
    }

    private void admit(SocketChannel channel, long number) {
        ShellConnection connection = new ShellConnection(context, processor, new FrameChannel(channel));
        String name = "mpath-shell-" + number;
        try {
            UserPrincipal user = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
            if (!user.equals(owner) && !user.getName().equals("root")) {
                LOG.log(WARNING, "event=shell.refused user={0}", user.getName());
                turnAway(connection, name, ExitCode.REFUSED, "this runtime belongs to another user");
            } else if (connections.size() >= config.sessionsMax()) {
                String sentence = "there are " + config.sessionsMax() + " sessions already; end one";
                turnAway(connection, name, ExitCode.BUSY, sentence);
            } else {
                connections.add(connection);
                daemon(() -> serve(connection), name).start();
            }
        } catch (IOException failure) {
            connection.close();
        }
    }

    /** On a thread of its own, bounded: a client that speaks first gets to send its frame before the connection ends. */
    private void turnAway(ShellConnection connection, String name, ExitCode code, String sentence) {
        idleWatch.schedule(() -> connection.end(code, sentence), REFUSAL_MILLIS, TimeUnit.MILLISECONDS);
        daemon(() -> connection.turnAway(code, sentence), name).start();
    }

    private void serve(ShellConnection connection) {
        try {
            connection.serve();
        } finally {
            connections.remove(connection);
        }
    }

    private void endIdle() {
        long limit = TimeUnit.SECONDS.toNanos(config.idleTimeoutSeconds());
        if (limit > 0) {
            connections.stream()
                    .filter(connection -> connection.idleNanos() > limit)
                    .forEach(connection -> connection.end(
                            ExitCode.TIMEOUT, "ended after " + config.idleTimeoutSeconds() + " s without input and output"));
        }
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
