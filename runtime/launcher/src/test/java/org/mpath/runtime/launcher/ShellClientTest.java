package org.mpath.runtime.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellClientTest {
    @TempDir
    Path var;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void printsWhatTheCommandPrintsAndAnswersItsExitCode() throws Exception {
        CompletableFuture<String> asked = serve(frames -> {
            String command = frames.read().text();
            frames.write(ShellFrames.OUTPUT, "mpatha\n");
            frames.write(ShellFrames.ERROR, "no such map\n");
            frames.write(ShellFrames.EXIT, "15");
            return command;
        });
        assertThat(client("mpath:maps; mpath:fail x").call()).isEqualTo(15);
        assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo("mpath:maps; mpath:fail x");
        assertThat(out).hasToString("mpatha\n");
        assertThat(err).hasToString("no such map\n");
    }

    @Test
    void describesATerminalForAPrompt() throws Exception {
        CompletableFuture<String> asked = serve(frames -> {
            ShellFrames.Frame frame = frames.read();
            frames.write(ShellFrames.EXIT, "0");
            return (char) frame.type() + " " + frame.text();
        });
        assertThat(client("").call()).isZero();
        assertThat(asked.get(10, TimeUnit.SECONDS)).isEqualTo("T dumb 80 24 no-color");
    }

    @Test
    void saysWhatToDoWhenNoRuntimeIsThere() throws Exception {
        assertThat(client("mpath:maps").call()).isEqualTo(ShellClient.EXIT_NOT_READY);
        assertThat(err.toString()).contains("no runtime answers on " + var).contains("mpath run --daemon").hasLineCount(1);
    }

    @Test
    void saysWhenTheRuntimeGoesAway() throws Exception {
        serve(frames -> frames.read().text());
        assertThat(client("mpath:maps").call()).isEqualTo(Main.EXIT_INTERNAL);
        assertThat(err.toString()).contains("the runtime has gone").hasLineCount(1);
    }

    private ShellClient client(String commands) {
        return new ShellClient(
                var, commands, new LocalTerminal(false), out, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    /** One connection's worth of a runtime. */
    private interface Serving {
        String serve(ShellFrames frames) throws IOException;
    }

    private CompletableFuture<String> serve(Serving serving) throws IOException {
        Path socket = Files.createDirectories(var.resolve("run")).resolve("shell.sock");
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        return CompletableFuture.supplyAsync(() -> {
            try (server; SocketChannel channel = server.accept()) {
                return serving.serve(new ShellFrames(channel));
            } catch (IOException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }
}
