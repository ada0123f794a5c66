package org.mpath.transport.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A real target: tgtd as a child process with a control socket and TCP ports of its own. Ended by its process id. */
final class Tgtd implements AutoCloseable {
    private static final List<String> PLACES = List.of("/usr/sbin", "/usr/bin", "/sbin");

    private final Path folder;
    private final int port;
    private Process process;
    private int targets;

    /** Starts it on a free port. */
    Tgtd(Path folder) throws IOException, InterruptedException {
        this(folder, freePort());
    }

    Tgtd(Path folder, int port) throws IOException, InterruptedException {
        Assumptions.assumeTrue(program("tgtd") != null && program("tgtadm") != null, "needs tgtd: apt-get install tgt");
        this.folder = folder;
        this.port = port;
        start();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String program(String name) {
        return PLACES.stream()
                .map(place -> new File(place, name))
                .filter(File::canExecute)
                .map(File::getPath)
                .findFirst()
                .orElse(null);
    }

    void start() throws IOException, InterruptedException {
        process = builder(program("tgtd"), "-f", "-C", control(), "--iscsi", "portal=" + portal())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("tgtd.log").toFile())
                .start();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!admin("--mode", "sys", "--op", "show").ok() || !listening()) {
            assertThat(process.isAlive()).as("tgtd runs: %s", Files.readString(folder.resolve("tgtd.log"))).isTrue();
            assertThat(System.nanoTime()).as("tgtd is ready in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
        targets = 0;
    }

    private boolean listening() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private String control() {
        return Integer.toString(port % 32_000); // tgtd takes 0 to 32767; the socket is in a folder of its own
    }

    private ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("TGT_IPC_SOCKET", folder.resolve("ipc").toString());
        return builder;
    }

    /** What a call of tgtadm came to. */
    record Answer(int code, String text) {
        boolean ok() {
            return code == 0;
        }
    }

    Answer admin(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program("tgtadm"), "-C", control(), "--lld", "iscsi"));
        command.addAll(Arrays.asList(arguments));
        Process admin = builder(command.toArray(String[]::new)).redirectErrorStream(true).start();
        String text = new String(admin.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(admin.waitFor(10, TimeUnit.SECONDS)).as("tgtadm ends").isTrue();
        return new Answer(admin.exitValue(), text);
    }

    private void must(String... arguments) throws IOException, InterruptedException {
        Answer answer = admin(arguments);
        assertThat(answer.code()).as("tgtadm %s: %s", String.join(" ", arguments), answer.text()).isZero();
    }

    /** Adds a target open to all initiators, without units but the controller at LUN 0. Answers its name. */
    String target() throws IOException, InterruptedException {
        targets++;
        String name = "iqn.2026-11.org.example:t" + targets;
        must("--mode", "target", "--op", "new", "--tid", "" + targets, "--targetname", name);
        must("--mode", "target", "--op", "bind", "--tid", "" + targets, "-I", "ALL");
        return name;
    }

    /** Adds a target with one file of so many bytes as LUN 1. */
    String targetWithFile(long bytes) throws IOException, InterruptedException {
        String name = target();
        addFile(1, bytes);
        return name;
    }

    void addFile(int lun, long bytes) throws IOException, InterruptedException {
        must("--mode", "logicalunit", "--op", "new", "--tid", "" + targets, "--lun", "" + lun,
                "--backing-store", file(lun, bytes).toString());
    }

    void removeUnit(int lun) throws IOException, InterruptedException {
        must("--mode", "logicalunit", "--op", "delete", "--tid", "" + targets, "--lun", "" + lun);
    }

    private Path file(int lun, long bytes) throws IOException {
        Path file = folder.resolve("disk" + targets + "-" + lun);
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(bytes);
        }
        return file;
    }

    /** Sets a parameter of the last target. */
    void parameter(String key, String value) throws IOException, InterruptedException {
        must("--mode", "target", "--op", "update", "--tid", "" + targets, "--name", key, "--value", value);
    }

    /** Makes an account and binds it to the last target. */
    void incomingAccount(String user, String secret) throws IOException, InterruptedException {
        must("--mode", "account", "--op", "new", "--user", user, "--password", secret);
        must("--mode", "account", "--op", "bind", "--tid", "" + targets, "--user", user);
    }

    void outgoingAccount(String user, String secret) throws IOException, InterruptedException {
        must("--mode", "account", "--op", "new", "--user", user, "--password", secret);
        must("--mode", "account", "--op", "bind", "--tid", "" + targets, "--user", user, "--outgoing");
    }

    int port() {
        return port;
    }

    String portal() {
        return "127.0.0.1:" + port;
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /** Ends it without a goodbye and waits until its sockets are gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}
