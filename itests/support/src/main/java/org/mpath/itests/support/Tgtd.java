package org.mpath.itests.support;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An iSCSI target daemon of the test's own: control socket and files in a folder that no other daemon uses, TCP ports
 * that nobody else uses, ended by process id.
 */
public final class Tgtd implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final Path folder;
    private final List<String> portals;
    private Process process;
    private int targets;

    /** Starts tgtd with one portal on 127.0.0.1. */
    public Tgtd(Path folder) throws IOException {
        this(folder, FreePortals.list(1));
    }

    /** Starts tgtd with portals to listen at, each {@code ADDRESS:PORT}. */
    public Tgtd(Path folder, List<String> portals) throws IOException {
        Programs.need("tgtd", "tgt");
        Programs.need("tgtadm", "tgt");
        this.folder = folder;
        this.portals = List.copyOf(portals);
        start();
    }

    /** Starts it again after {@link #kill}, with the same portals and without targets. */
    public void start() throws IOException {
        targets = 0;
        String option = portals.stream().map(portal -> "portal=" + portal).collect(Collectors.joining(","));
        process = Programs.start(
                folder.resolve("tgtd.out"), folder.resolve("tgtd.err"), command("tgtd", "-f", "--iscsi", option));
        try {
            Await.until("tgtd to serve", LIMIT, () -> !process.isAlive() || serves());
            if (!process.isAlive()) {
                throw new AssertionError("tgtd ended: " + Files.readString(folder.resolve("tgtd.err")));
            }
        } catch (AssertionError e) {
            kill();
            throw e;
        }
    }

    private boolean serves() {
        return portals.stream().allMatch(Tgtd::isOpen) && admin("--mode", "system", "--op", "show").exitCode() == 0;
    }

    private static boolean isOpen(String portal) {
        try (Socket socket = new Socket()) {
            socket.connect(Addresses.of(portal));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** A command with its control socket in our folder, so that the control port of others does not matter. */
    private String[] command(String program, String... arguments) {
        List<String> words = new ArrayList<>(
                List.of("env", "TGT_IPC_SOCKET=" + folder.resolve("ipc"), Programs.find(program)));
        words.addAll(Arrays.asList(arguments));
        return words.toArray(String[]::new);
    }

    /** {@code ADDRESS:PORT} of the first portal. */
    public String portal() {
        return portals.get(0);
    }

    /** {@code ADDRESS:PORT} of each portal. */
    public List<String> portals() {
        return portals;
    }

    /** Adds a target that anybody may log in to, without units but the controller at LUN 0. */
    public TgtdTarget target(String name) {
        return closedTarget(name).open();
    }

    /** Adds such a target with a name of our choice. */
    public TgtdTarget target() {
        return closedTarget(nextName()).open();
    }

    /** Adds a target with one file of so many bytes as LUN 1; who waits for it finds it with its unit. */
    public TgtdTarget targetWithFile(long bytes) throws IOException {
        TgtdTarget target = closedTarget(nextName());
        target.addFile(1, bytes);
        return target.open();
    }

    private String nextName() {
        return "iqn.2026-11.org.example:t" + (targets + 1);
    }

    private TgtdTarget closedTarget(String name) {
        targets++;
        return new TgtdTarget(this, folder, targets, name);
    }

    /** Runs tgtadm against this daemon. */
    public Programs.Result admin(String... arguments) {
        String[] command = command("tgtadm", "--lld", "iscsi");
        int own = command.length;
        command = Arrays.copyOf(command, own + arguments.length);
        System.arraycopy(arguments, 0, command, own, arguments.length);
        return Programs.run(LIMIT, command);
    }

    /** Sends a signal, such as {@code STOP}. */
    public void signal(String name) {
        Programs.run(LIMIT, "kill", "-" + name, Long.toString(process.pid())).ok();
    }

    /** Ends it without a goodbye, as it ignores polite signals while it has targets; its sockets are gone then. */
    public void kill() {
        process.destroyForcibly();
        Await.until("tgtd to end", LIMIT, () -> !process.isAlive());
    }

    @Override
    public void close() {
        kill();
    }
}
