package org.mpath.shell;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.osgi.framework.BundleContext;

/**
 * A session with line editor, completion and history: the same Gogo shell as the console's, on a terminal at the far end of
 * the socket. The one class that needs JLine; it is not loaded where JLine is not installed.
 */
final class TerminalSession implements TypedSession {
    private final CommandProcessor processor;
    private final LineDisciplineTerminal terminal;
    private final Shell shell;
    private final boolean colour;

    TerminalSession(BundleContext context, CommandProcessor processor, FrameChannel client, TerminalSize size)
            throws IOException {
        this.processor = processor;
        colour = size.colour();
        terminal = new LineDisciplineTerminal(
                "mpath",
                size.type(),
                new BufferedOutputStream(client.stream(FrameChannel.OUTPUT)),
                StandardCharsets.UTF_8,
                Terminal.SignalHandler.SIG_IGN);
        terminal.setSize(new Size(size.columns(), size.lines()));
        shell = new Shell(new ConsoleContext(context), processor);
    }

    @Override
    public String mode() {
        return "raw";
    }

    @Override
    public ExitCode run() throws IOException {
        CommandSession session = processor.createSession(terminal.input(), terminal.output(), terminal.output());
        try {
            session.put(Shell.VAR_TERMINAL, terminal);
            session.put(RuntimeCommands.SESSION_END, (Runnable) shell::stop);
            session.put(Screen.NO_COLOR, colour ? "" : "1");
            shell.gosh(session, new String[] {"--login", "--noshutdown"});
            return ExitCode.DONE;
        } catch (IOException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException("the session ended: " + failure.getMessage(), failure);
        } finally {
            session.close();
        }
    }

    @Override
    public void typed(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            close();
        } else {
            terminal.processInputBytes(bytes);
        }
    }

    @Override
    public void resized(int columns, int lines) {
        terminal.setSize(new Size(columns, lines));
        terminal.raise(Terminal.Signal.WINCH);
    }

    @Override
    public void close() throws IOException {
        shell.stop();
        terminal.close();
    }

    /** Properties come from the framework; the end of a session does not end the runtime. */
    private record ConsoleContext(BundleContext framework) implements Shell.Context {
        @Override
        public String getProperty(String name) {
            return framework.getProperty(name);
        }

        @Override
        public void exit() {
            // a session at the far end of a socket ends alone
        }
    }
}
