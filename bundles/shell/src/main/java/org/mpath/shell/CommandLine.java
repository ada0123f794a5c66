package org.mpath.shell;

import java.io.PrintStream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;

/** Runs command lines in a session that nobody edits: captive mode, {@code mpath shell -c}, plain lines. */
final class CommandLine {
    /** Where commands without a scope are looked for; the same as in {@code etc/gosh_profile}. */
    static final String SCOPES = "mpath:iscsi:lab:nbd:gogo:*";

    private final CommandSession session;
    private final PrintStream out;
    private final PrintStream err;

    /**
     * Makes one.
     *
     * @param out the session's output, for values that are not printed by their command
     * @param err where a failure's sentence goes
     */
    CommandLine(CommandSession session, PrintStream out, PrintStream err) {
        this.session = session;
        this.out = out;
        this.err = err;
        session.put("SCOPE", SCOPES);
        session.put(CommandSession.OPTION_NO_GLOB, true);
    }

    /** Runs a program; the first command that fails ends it, with one line {@code mpath: sentence}. */
    ExitCode run(String program) {
        try {
            Object value = session.execute(program);
            if (value != null) {
                out.println(session.format(value, Converter.INSPECT));
            }
            return ExitCode.DONE;
        } catch (Exception thrown) {
            Failure failure = Failure.of(thrown, session);
            out.flush();
            err.println("mpath: " + failure.sentence());
            return failure.code();
        } finally {
            out.flush();
            err.flush();
        }
    }
}
