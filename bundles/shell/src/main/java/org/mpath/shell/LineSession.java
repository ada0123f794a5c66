package org.mpath.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;

/** A session of whole lines, for a runtime without line editor: the client's terminal echoes and edits. */
final class LineSession implements TypedSession {
    private static final String PROMPT = "mpath> ";

    private final CommandProcessor processor;
    private final PrintStream out;
    private final PipedOutputStream typed = new PipedOutputStream();
    private final BufferedReader lines;
    private volatile boolean ended;

    LineSession(CommandProcessor processor, FrameChannel client) throws IOException {
        this.processor = processor;
        out = new PrintStream(client.stream(FrameChannel.OUTPUT), false, StandardCharsets.UTF_8);
        PipedInputStream input = new PipedInputStream(typed, FrameChannel.PAYLOAD_BYTES_MAX);
        lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    @Override
    public String mode() {
        return "line";
    }

    @Override
    public ExitCode run() throws IOException {
        CommandSession session = processor.createSession(InputStream.nullInputStream(), out, out);
        try {
            CommandLine program = new CommandLine(session, out, out);
            session.put(RuntimeCommands.SESSION_END, (Runnable) () -> ended = true);
            program.run("mpath:__welcome");
            while (!ended) {
                out.print(PROMPT);
                out.flush();
                String line = lines.readLine();
                if (line == null) {
                    break;
                }
                if (!line.isBlank()) {
                    program.run(line);
                }
            }
            return ExitCode.DONE;
        } finally {
            session.close();
        }
    }

    @Override
    public void typed(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            typed.close();
        } else {
            typed.write(bytes);
            typed.flush();
        }
    }

    @Override
    public void resized(int columns, int lines) {
        // output is not cut: the width of the far terminal is not this session's concern
    }

    @Override
    public void close() throws IOException {
        ended = true;
        typed.close();
    }
}
