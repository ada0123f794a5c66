package org.mpath.runtime.launcher;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** {@code mpath shell}: a prompt, or commands, in a runtime that is already running. */
final class ShellClient {
    /** There is no such runtime. */
    static final int EXIT_NOT_READY = 2;

    private static final int INPUT_BYTES_MAX = 4096;
    private static final byte RETURN = '\r';

    private final Path socket;
    private final String commands;
    private final LocalTerminal terminal;
    private final OutputStream out;
    private final PrintStream err;

    /**
     * A client.
     *
     * @param var state directory of the runtime
     * @param commands what to run; empty for a prompt
     * @param out where the session's output goes
     * @param err where its errors and ours go
     */
    ShellClient(Path var, String commands, LocalTerminal terminal, OutputStream out, PrintStream err) {
        this.out = out;
        this.err = err;
        this.socket = var.resolve("run").resolve("shell.sock");
        this.commands = commands;
        this.terminal = terminal;
    }

    /** Connects, serves until the session ends, and answers its exit code. */
    int call() throws IOException {
        try (SocketChannel channel = connect()) {
            if (channel == null) {
                return EXIT_NOT_READY;
            }
            ShellFrames frames = new ShellFrames(channel);
            if (commands.isEmpty()) {
                Runtime.getRuntime().addShutdownHook(new Thread(terminal::restore));
                frames.write(ShellFrames.TERMINAL, terminal.description());
            } else {
                frames.write(ShellFrames.COMMAND, commands);
            }
            return show(frames);
        } catch (IOException gone) {
            terminal.restore();
            err.println("mpath: " + gone.getMessage());
            return Main.EXIT_INTERNAL;
        } finally {
            terminal.restore();
        }
    }

    private SocketChannel connect() {
        try {
            return SocketChannel.open(UnixDomainSocketAddress.of(socket));
        } catch (IOException absent) {
            err.println("mpath: no runtime answers on " + socket + "; start one: mpath run --daemon");
            return null;
        }
    }

    private int show(ShellFrames frames) throws IOException {
        while (true) {
            ShellFrames.Frame frame = frames.read();
            switch (frame.type()) {
                case ShellFrames.OUTPUT -> out.write(frame.payload());
                case ShellFrames.ERROR -> err.write(frame.payload());
                case ShellFrames.MODE -> begin(frame.text(), frames);
                case ShellFrames.EXIT -> {
                    return Integer.parseInt(frame.text());
                }
                default -> throw new IOException("the runtime sent a frame of unknown type " + frame.type());
            }
        }
    }

    private void begin(String mode, ShellFrames frames) {
        boolean raw = mode.equals("raw");
        if (raw) {
            terminal.raw();
        }
        Thread keys = new Thread(() -> sendInput(frames, raw), "mpath-shell-input");
        keys.setDaemon(true);
        keys.start();
    }

    private void sendInput(ShellFrames frames, boolean raw) {
        byte[] bytes = new byte[INPUT_BYTES_MAX];
        try {
            int length;
            do {
                length = System.in.read(bytes);
                frames.write(ShellFrames.INPUT, bytes, Math.max(0, length));
                if (raw && length > 0 && bytes[length - 1] == RETURN) {
                    // the next prompt knows a window that was resized meanwhile
                    frames.write(ShellFrames.WINDOW, terminal.size());
                }
            } while (length > 0);
        } catch (IOException gone) {
            // the reading side sees it too, and reports it
            System.getLogger("org.mpath.runtime").log(System.Logger.Level.DEBUG, gone.getMessage());
        }
    }
}
