package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The session of a runtime that has no line editor. */
class LineSessionTest {
    @TempDir
    Path directory;

    private final Gosh gosh = new Gosh();
    private SocketClient client;
    private LineSession session;
    private CompletableFuture<ExitCode> ended;

    @BeforeEach
    void start() throws Exception {
        Path path = directory.resolve("s");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(path));
            client = new SocketClient(path);
            session = new LineSession(gosh.processor, new FrameChannel(server.accept()));
        }
        ended = CompletableFuture.supplyAsync(() -> {
            try {
                return session.run();
            } catch (java.io.IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
        });
    }

    @AfterEach
    void stop() throws Exception {
        session.close();
        client.close();
        gosh.close();
    }

    private void type(String text) throws Exception {
        session.typed(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void greetsRunsLinesAndEnds() throws Exception {
        assertThat(client.await(text -> text.endsWith("mpath> "))).startsWith("mpatha (");
        type("lab:cut A0\n");
        assertThat(client.await(text -> text.endsWith("mpath> "))).isEqualTo("port A0 is cut\nmpath> ");
        type("nonsense\n");
        assertThat(client.await(text -> text.endsWith("mpath> "))).startsWith("mpath: no command nonsense");
        type("exit\n");
        assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo(ExitCode.DONE);
    }

    @Test
    void endsAtTheEndOfInput() throws Exception {
        client.await(text -> text.endsWith("mpath> "));
        session.typed(new byte[0]);
        assertThat(ended.get(10, TimeUnit.SECONDS)).isEqualTo(ExitCode.DONE);
    }
}
