package org.mpath.shell;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.osgi.framework.BundleContext;

/**
 * One client of the shell socket. The first frame says what it wants: a program to run, or a session to type in. The
 * connection's thread reads frames; the session runs on a second thread.
 */
final class ShellConnection {
    private static final System.Logger LOG = System.getLogger("org.mpath.shell");
    private static final String LINE_EDITOR = "org.apache.felix.gogo.jline.Shell";

    private final BundleContext context;
    private final CommandProcessor processor;
    private final FrameChannel client;

    ShellConnection(BundleContext context, CommandProcessor processor, FrameChannel client) {
        this.context = context;
        this.processor = processor;
        this.client = client;
    }

    /** How long neither side has said anything. Any thread. */
    long idleNanos() {
        return System.nanoTime() - client.usedNanos();
    }

    /** Hears the client out, tells it why it gets no session, and closes. */
    void turnAway(ExitCode code, String sentence) {
        try {
            client.read();
        } catch (IOException gone) {
            LOG.log(DEBUG, "event=shell.gone reason=\"{0}\"", gone.getMessage());
        }
        end(code, sentence);
    }

    /** Tells the client in one sentence why its session ends, and closes. Any thread. */
    void end(ExitCode code, String sentence) {
        try {
            exit(sentence, code);
        } catch (IOException gone) {
            LOG.log(DEBUG, "event=shell.gone reason=\"{0}\"", gone.getMessage());
        } finally {
            close();
        }
    }

    /** Ends the connection, and with it the session. Any thread. */
    void close() {
        try {
            client.close();
        } catch (IOException failure) {
            LOG.log(DEBUG, "event=shell.close reason=\"{0}\"", failure.getMessage());
        }
    }

    /** Serves the client until either side ends. */
    void serve() {
        try {
            FrameChannel.Frame first = client.read();
            if (first == null) {
                return;
            }
            switch (first.type()) {
                case FrameChannel.COMMAND -> runProgram(first.text());
                case FrameChannel.TERMINAL -> runTyped(TerminalSize.of(first.text()));
                default -> throw new ProtocolException("the first frame is T or C, not type " + first.type());
            }
        } catch (ProtocolException wrong) {
            end(ExitCode.USAGE, wrong.getMessage());
        } catch (IOException gone) {
            LOG.log(DEBUG, "event=shell.gone reason=\"{0}\"", gone.getMessage());
        } finally {
            close();
        }
    }

    private void runProgram(String program) throws IOException {
        PrintStream out = stream(FrameChannel.OUTPUT);
        PrintStream err = stream(FrameChannel.ERROR);
        CommandSession session = processor.createSession(InputStream.nullInputStream(), out, err);
        onItsOwnThread(() -> new CommandLine(session, out, err).run(program));
        try {
            while (client.read() != null) {
                LOG.log(DEBUG, "event=shell.input reason=\"a program reads no input\"");
            }
        } finally {
            session.close();
        }
    }

    private void runTyped(TerminalSize size) throws IOException {
        try (TypedSession session = typedSession(size)) {
            client.write(FrameChannel.MODE, session.mode());
            onItsOwnThread(session::run);
            TerminalSize window = size;
            for (FrameChannel.Frame frame = client.read(); frame != null; frame = client.read()) {
                switch (frame.type()) {
                    case FrameChannel.INPUT -> session.typed(frame.payload());
                    case FrameChannel.WINDOW -> {
                        window = window.resized(frame.text());
                        session.resized(window.columns(), window.lines());
                    }
                    default -> throw new ProtocolException("a frame of type " + frame.type() + " in a session");
                }
            }
        }
    }

    private TypedSession typedSession(TerminalSize size) throws IOException {
        return lineEditorInstalled()
                ? new TerminalSession(context, processor, client, size)
                : new LineSession(processor, client);
    }

    private static boolean lineEditorInstalled() {
        try {
            Class.forName(LINE_EDITOR, false, ShellConnection.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    /** What a session does; answers its exit code. */
    @FunctionalInterface
    private interface Work {
        ExitCode run() throws IOException;
    }

    private void onItsOwnThread(Work work) {
        Thread thread = new Thread(() -> runAndExit(work), Thread.currentThread().getName() + "-session");
        thread.setDaemon(true);
        thread.start();
    }

    private void runAndExit(Work work) {
        try {
            exit("", work.run());
        } catch (IOException | IllegalStateException gone) { // the client has gone, or the runtime is going
            LOG.log(DEBUG, "event=shell.gone reason=\"{0}\"", gone.getMessage());
        } finally {
            close();
        }
    }

    private void exit(String sentence, ExitCode code) throws IOException {
        if (!sentence.isEmpty()) {
            client.write(FrameChannel.ERROR, "mpath: " + sentence + System.lineSeparator());
        }
        client.write(FrameChannel.EXIT, Integer.toString(code.number()));
    }

    private PrintStream stream(byte type) {
        return new PrintStream(client.stream(type), false, StandardCharsets.UTF_8);
    }
}
