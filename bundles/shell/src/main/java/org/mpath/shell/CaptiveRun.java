package org.mpath.shell;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.felix.gogo.runtime.Parser;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.mpath.api.inventory.Inventory;
import org.mpath.api.map.DataPlane;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Captive mode: runs the commands in framework property {@value #COMMANDS} once discovery has settled, then stops the
 * framework. Idle when the property is not set. Works on a thread of its own.
 */
@Component(service = {}, immediate = true)
public final class CaptiveRun {
    /** Framework property: the Gogo commands to run. */
    static final String COMMANDS = "mpath.captive";
    /** Framework property: how long to wait for discovery, in seconds. */
    static final String WAIT_SECONDS = "mpath.captive.wait";
    /** System property: the exit code for the launcher. */
    static final String EXIT_CODE = "mpath.exit.code";

    private static final int WAIT_SECONDS_MISSING = 30;
    private static final Duration REGISTRATION_LIMIT = Duration.ofSeconds(2);
    private static final long POLL_MILLIS = 10;

    private final BundleContext context;
    private final CommandProcessor processor;
    private final Thread thread;

    /** Starts the run when there is one. */
    @Activate
    public CaptiveRun(BundleContext context, @Reference CommandProcessor processor) {
        this.context = context;
        this.processor = processor;
        String program = context.getProperty(COMMANDS);
        thread = new Thread(() -> runAndStop(program), "mpath-captive");
        thread.setDaemon(true);
        if (program != null) {
            thread.start();
        }
    }

    /** Ends the run; not when it is the run that stops the framework. */
    @Deactivate
    void deactivate() {
        thread.interrupt();
    }

    private void runAndStop(String program) {
        // the launcher has diverted System.out: file descriptor 1 carries what commands print and nothing else
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, Charset.defaultCharset());
        ExitCode code = run(program, out, System.err);
        out.flush();
        System.setProperty(EXIT_CODE, Integer.toString(code.number()));
        try {
            context.getBundle(Constants.SYSTEM_BUNDLE_ID).stop();
        } catch (BundleException failure) {
            System.err.println("mpath: the runtime does not stop: " + failure.getMessage());
        }
    }

    /** Waits, runs the program and answers its exit code. */
    ExitCode run(String program, PrintStream out, PrintStream err) {
        CommandSession session = processor.createSession(InputStream.nullInputStream(), out, err);
        try {
            awaitSettled(Duration.ofSeconds(waitSeconds()));
            awaitRegistered(program, session);
            return new CommandLine(session, out, err).run(program);
        } catch (CommandException failure) {
            err.println("mpath: " + failure.getMessage());
            return failure.code();
        } catch (InterruptedException interrupt) {
            err.println("mpath: interrupted");
            return ExitCode.OTHER;
        } finally {
            session.close();
        }
    }

    private int waitSeconds() {
        String text = context.getProperty(WAIT_SECONDS);
        try {
            return text == null ? WAIT_SECONDS_MISSING : Integer.parseInt(text);
        } catch (NumberFormatException wrong) {
            throw new CommandException(ExitCode.USAGE, WAIT_SECONDS + " is a number of seconds, not '" + text + "'");
        }
    }

    private void awaitSettled(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        CommandGroup.present(service(DataPlane.class, deadline), "data plane", "org.mpath.reactor");
        Inventory inventory =
                CommandGroup.present(service(Inventory.class, deadline), "discovery", "org.mpath.discovery");
        Settling.await(inventory, remaining(deadline));
    }

    /** The service; null when it does not appear in time. */
    private <T> T service(Class<T> type, long deadline) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            return tracker.waitForService(Math.max(1, remaining(deadline).toMillis()));
        } finally {
            tracker.close();
        }
    }

    /** Gogo takes up command services a moment after its own has appeared. */
    private static void awaitRegistered(String program, CommandSession session) throws InterruptedException {
        List<String> names = commandNames(program);
        long deadline = System.nanoTime() + REGISTRATION_LIMIT.toNanos();
        BooleanSupplier registered = () -> names.stream().allMatch(name -> session.get(name) instanceof Function);
        while (!registered.getAsBoolean() && System.nanoTime() - deadline < 0) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static List<String> commandNames(String program) {
        try {
            Parser parser = new Parser(program);
            parser.program();
            return parser.statements().stream()
                    .filter(statement -> !statement.tokens().isEmpty())
                    .map(statement -> statement.tokens().get(0).toString())
                    .map(name -> name.contains(":") ? name : "*:" + name)
                    .toList();
        } catch (RuntimeException unreadable) {
            return List.of(); // the session says what is wrong with it
        }
    }

    private static Duration remaining(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }
}
