package org.mpath.itests.support;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * An iSCSI target daemon of the test's own: control port and TCP ports nobody else uses, files in the given folder, ended
 * by process id.
 */
public final class Tgtd implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final AtomicInteger CONTROL = new AtomicInteger(1 + (int) (ProcessHandle.current().pid() % 3000) * 8);

    private final Process process;
    private final String control;
    private final List<String> portals;
    private final Path folder;

    /** Starts tgtd with so many portals, each on an address 127.0.0.x of its own. */
    public Tgtd(Path folder, int portalCount) throws IOException {
        Programs.need("tgtd", "tgt");
        this.folder = folder;
        this.control = Integer.toString(CONTROL.getAndIncrement());
        this.portals = freePortals(portalCount);
        String option = portals.stream().map(portal -> "portal=" + portal).collect(Collectors.joining(","));
        this.process = Programs.start(folder.resolve("tgtd.out"), folder.resolve("tgtd.err"),
                ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()), "tgtd", "-f", "-C", control, "--iscsi", option);
        Await.until("tgtd to answer", LIMIT, () -> admin("--mode", "system", "--op", "show").exitCode() == 0);
    }

    private static List<String> freePortals(int count) throws IOException {
        List<String> portals = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String address = "127.0.0." + i;
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(address))) {
                portals.add(address + ":" + socket.getLocalPort());
            }
        }
        return portals;
    }

    /** {@code ADDRESS:PORT} of each portal. */
    public List<String> portals() {
        return portals;
    }

    /** Process id of the daemon, for CPU figures and signals. */
    public long pid() {
        return process.pid();
    }

    /** Makes a backing file of so many bytes, sparse. */
    public Path file(String name, long bytes) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "rw")) {
            random.setLength(bytes);
        }
        return file;
    }

    /** Creates a target without units that anybody may log in to. */
    public void target(int id, String name) {
        must("--mode", "target", "--op", "new", "--tid", str(id), "--targetname", name);
        must("--mode", "target", "--op", "bind", "--tid", str(id), "-I", "ALL");
    }

    /**
     * Adds a unit.
     *
     * @param scsiId 32 hex digits; the same on every target that leads to the same file
     */
    public void unit(int target, int lun, Path file, String scsiId, String serial) {
        must("--mode", "logicalunit", "--op", "new", "--tid", str(target), "--lun", str(lun), "--backing-store", file.toString());
        must("--mode", "logicalunit", "--op", "update", "--tid", str(target), "--lun", str(lun), "--params",
                "vendor_id=MPATH,product_id=TGT,product_rev=0001,scsi_id=" + scsiId + ",scsi_sn=" + serial + ",thin_provisioning=1");
    }

    /** Adds a unit that stores nothing, for performance work. */
    public void nullUnit(int target, int lun) {
        must("--mode", "logicalunit", "--op", "new", "--tid", str(target), "--lun", str(lun),
                "--bstype", "null", "--backing-store", "null");
    }

    /** Asks initiators of a target for CHAP. */
    public void chap(int target, String user, String secret) {
        must("--mode", "account", "--op", "new", "--user", user, "--password", secret);
        must("--mode", "account", "--op", "bind", "--tid", str(target), "--user", user);
    }

    /** Lets a target prove itself to initiators (mutual CHAP). */
    public void outgoingChap(int target, String user, String secret) {
        must("--mode", "account", "--op", "new", "--user", user, "--password", secret);
        must("--mode", "account", "--op", "bind", "--tid", str(target), "--user", user, "--outgoing");
    }

    /** Sets a negotiation parameter of a target. */
    public void parameter(int target, String name, String value) {
        must("--mode", "target", "--op", "update", "--tid", str(target), "--name", name, "--value", value);
    }

    /** Runs tgtadm against this daemon. */
    public Programs.Result admin(String... arguments) {
        List<String> command = new ArrayList<>(List.of("tgtadm", "-C", control, "--lld", "iscsi"));
        command.addAll(Arrays.asList(arguments));
        return Programs.run(LIMIT, command.toArray(String[]::new));
    }

    private void must(String... arguments) {
        admin(arguments).ok();
    }

    private static String str(int number) {
        return Integer.toString(number);
    }

    /** Kills the daemon: it ignores polite signals while it has targets. */
    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Await.until("tgtd to end", LIMIT, () -> !process.isAlive());
        Files.deleteIfExists(Path.of("/var/run/tgtd/socket." + control));
        Files.deleteIfExists(Path.of("/var/run/tgtd/socket." + control + ".lock"));
    }
}
