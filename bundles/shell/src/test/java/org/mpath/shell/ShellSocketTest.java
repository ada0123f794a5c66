package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.Proxy;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.gogo.jline.Builtin;
import org.apache.felix.gogo.jline.Posix;
import org.apache.felix.gogo.jline.Procedural;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.itests.support.Programs;

/** Sessions over a real Unix socket, with the line editor and the profile that ship. */
class ShellSocketTest {
    private static final String HOME = Path.of("..", "..").toAbsolutePath().normalize().toString();

    @TempDir
    Path state;

    private Gosh gosh;
    private ShellSocket server;
    private Path socket;

    @BeforeEach
    void start() {
        gosh = new Gosh(Map.of(ShellSocket.STATE_DIRECTORY, state.toString(), "gosh.home", HOME));
        gosh.processor.addCommand("gogo", new Builtin(), "complete");
        gosh.processor.addCommand("gogo", new Builtin(), "setopt");
        gosh.processor.addCommand("gogo", new Procedural(), "try");
        gosh.processor.addCommand("gogo", new Procedural(), "if");
        gosh.processor.addCommand("gogo", new Posix(gosh.processor), "echo");
        socket = state.resolve("run").resolve("shell.sock");
        server = serve(2, 0);
    }

    @AfterEach
    void stop() {
        server.deactivate();
        gosh.close();
    }

    private ShellSocket serve(int sessionsMax, int idleTimeoutSeconds) {
        Map<String, Object> values =
                Map.of("enabled", true, "sessionsMax", sessionsMax, "idleTimeoutSeconds", idleTimeoutSeconds);
        ShellSocketConfig config = (ShellSocketConfig) Proxy.newProxyInstance(
                ShellSocketConfig.class.getClassLoader(),
                new Class<?>[] {ShellSocketConfig.class},
                (self, method, arguments) -> values.get(method.getName()));
        return new ShellSocket(gosh.framework.context(), config, gosh.processor);
    }

    private SocketClient terminal() throws Exception {
        SocketClient client = new SocketClient(socket);
        client.send(FrameChannel.TERMINAL, "xterm 100 30");
        return client;
    }

    @Test
    void onlyItsOwnerCanReachTheSocket() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                .isEqualTo("rwx------");
    }

    /** The modes alone would keep it out; so the test opens them, and the peer's user must be what refuses it. */
    @Test
    void anotherUserIsRefusedEvenWhenTheModesLetItIn() throws Exception {
        Programs.need("setpriv", "util-linux");
        Programs.need("python3", "python3");
        assumeTrue(System.getProperty("user.name").equals("root"), "needs root, to become another user");
        for (Path path : List.of(state, socket.getParent(), socket)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        String client = "import socket,sys; s=socket.socket(socket.AF_UNIX); s.connect(sys.argv[1]); "
                + "print(s.makefile('rb').read().decode())";
        String told = Programs.run(
                        Duration.ofSeconds(20), "setpriv", "--reuid=65534", "--clear-groups", Programs.find("python3"),
                        "-c", client, socket.toString())
                .ok();
        assertThat(told).contains("mpath: this runtime belongs to another user");
    }

    @Test
    void aProgramsOutputAndExitCodeComeBack() throws Exception {
        try (SocketClient client = new SocketClient(socket)) {
            client.send(FrameChannel.COMMAND, "lab:cut A0; mpath:maps --json");
            assertThat(client.exit()).isZero();
            assertThat(client.output()).startsWith("port A0 is cut\n{\"major_version\":1");
            assertThat(client.errors()).isEmpty();
        }
    }

    @Test
    void aProgramsFailureGoesToStandardError() throws Exception {
        try (SocketClient client = new SocketClient(socket)) {
            client.send(FrameChannel.COMMAND, "lab:cut A9");
            assertThat(client.exit()).isEqualTo(15);
            assertThat(client.output()).isEmpty();
            assertThat(client.errors()).startsWith("mpath: no port A9: nearest is A0");
        }
    }

    @Test
    void aTypedSessionGreetsCompletesRunsAndEnds() throws Exception {
        try (SocketClient client = terminal()) {
            assertThat(client.mode()).isEqualTo("raw");
            String greeting = client.await(text -> text.contains("mpath> "));
            assertThat(greeting).contains("mpatha (" + Sample.WWID, "`help` lists the commands");
            client.type("mpath:fai\t");
            client.await(text -> text.contains("mpath:fail "));
            client.type("lab:A\t");
            client.await(text -> text.contains("lab:A0/0 "));
            client.type("\r");
            client.await(text -> text.contains("failed lab:A0/0 in mpatha"));
            assertThat(gosh.dataPlane.messages).containsExactly("mpatha fail_path lab:A0/0");
            client.type("exit\r");
            assertThat(client.exit()).isZero();
            assertThat(gosh.framework.stops).hasValue(0);
        }
    }

    @Test
    void optionsComplete() throws Exception {
        try (SocketClient client = terminal()) {
            client.await(text -> text.contains("mpath> "));
            client.type("events --j\t");
            client.await(text -> text.contains("--json "));
        }
    }

    @Test
    void aTypedMistakeIsASentence() throws Exception {
        try (SocketClient client = terminal()) {
            client.await(text -> text.contains("mpath> "));
            client.type("lab:cut A9\r");
            assertThat(client.await(text -> text.contains("lists all") && text.endsWith("mpath> ")))
                    .contains("no port A9: nearest is A0")
                    .doesNotContain("Exception");
            client.type("topologie now\r");
            assertThat(client.await(text -> text.contains("lists all")))
                    .contains("no command topologie: nearest is topology")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void theWindowsNewSizeIsTheTablesWidth() throws Exception {
        try (SocketClient client = terminal()) {
            client.await(text -> text.contains("mpath> "));
            client.send(FrameChannel.WINDOW, "50 30");
            client.type("maps\r");
            assertThat(client.await(text -> text.contains("MPA"))).contains("360...").doesNotContain(Sample.WWID);
        }
    }

    @Test
    void aTerminalThatWantsNoColourGetsNoneNotEvenWhileTyping() throws Exception {
        try (SocketClient client = new SocketClient(socket)) {
            client.send(FrameChannel.TERMINAL, "xterm 100 30 no-color");
            client.await(text -> text.contains("mpath> "));
            client.type("maps");
            client.type("\r");
            client.awaitRaw(text -> text.contains("degraded"));
            assertThat(client.output()).doesNotContain("\u001b[3", "\u001b[91", "\u001b[94");
        }
    }

    @Test
    void aClientThatSendsGarbageIsToldAndOthersGoOn() throws Exception {
        for (String size : List.of("xterm", "../../etc/passwd 80 24", "-v 80 24", "xterm 80 99999", "xterm 0 0")) {
            try (SocketClient client = new SocketClient(socket)) {
                client.send(FrameChannel.TERMINAL, size);
                assertThat(client.exit()).isEqualTo(1);
                assertThat(client.errors()).startsWith("mpath: not TERM COLUMNS LINES: '" + size);
            }
        }
        aProgramsOutputAndExitCodeComeBack();
    }

    @Test
    void aFrameThatIsTooLongIsRefused() throws Exception {
        try (SocketChannel raw = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            raw.write(ByteBuffer.allocate(5).put(FrameChannel.COMMAND).putInt(Integer.MIN_VALUE).flip());
            FrameChannel client = new FrameChannel(raw);
            assertThat(client.read().text()).startsWith("mpath: frame of 2147483648 bytes; the limit is 65536");
            assertThat(client.read().text()).isEqualTo("1");
        }
    }

    @Test
    void sessionsBeyondTheLimitAreRefused() throws Exception {
        List<SocketClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 2; i++) {
                clients.add(terminal());
                clients.get(i).mode();
            }
            SocketClient third = terminal();
            clients.add(third);
            assertThat(third.exit()).isEqualTo(26);
            assertThat(third.errors()).startsWith("mpath: there are 2 sessions already");
        } finally {
            for (SocketClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    void aSilentSessionIsEnded() throws Exception {
        server.deactivate();
        server = serve(2, 1);
        try (SocketClient client = terminal()) {
            assertThat(client.exit()).isEqualTo(33);
            assertThat(client.errors()).contains("ended after 1 s without input and output");
        }
    }

    @Test
    void aSocketLeftByAKilledRuntimeIsTakenOver() throws Exception {
        server.deactivate();
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket));
        }
        assertThat(socket).exists();
        server = serve(2, 0);
        aProgramsOutputAndExitCodeComeBack();
    }

    @Test
    void aSocketThatIsServedIsLeftAlone() throws Exception {
        ShellSocket second = serve(2, 0);
        second.deactivate();
        aProgramsOutputAndExitCodeComeBack();
    }
}
