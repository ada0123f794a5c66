package org.mpath.runtime.launcher;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

/** The process: one verb, one exit code. */
public final class Main {
    /** Wrong command line. */
    static final int EXIT_USAGE = 1;
    /** The framework did not start (sysexits' EX_SOFTWARE). */
    static final int EXIT_INTERNAL = 70;
    /** The configuration cannot be used (sysexits' EX_CONFIG). */
    static final int EXIT_CONFIGURATION = 78;

    private Main() {}

    /** Runs the verb and ends the process. */
    public static void main(String[] words) {
        System.exit(run(List.of(words)));
    }

    private static int run(List<String> words) {
        String verb = words.isEmpty() ? "help" : words.get(0);
        return switch (verb) {
            case "run" -> start(words.subList(1, words.size()));
            case "shell" -> shell(words.subList(1, words.size()));
            case "version" -> version();
            case "help" -> help();
            default -> usage("unknown verb '" + verb + "'; try: mpath help");
        };
    }

    private static int start(List<String> words) {
        // the console's own writer of file descriptor 1 is left alone: only System.out is diverted
        PrintStream err = System.err;
        try {
            Options options = Options.parse(words, hasTerminal());
            Directories directories = Directories.of(home(), base(), options);
            directories.create();
            Logging.configure(options, directories);
            return new FrameworkRun(options, directories).call();
        } catch (UsageException wrong) {
            return usage(wrong.getMessage());
        } catch (ConfigurationException wrong) {
            err.println("mpath: " + wrong.getMessage());
            return EXIT_CONFIGURATION;
        } catch (Exception failure) {
            err.println("mpath: the runtime did not start: " + failure);
            return EXIT_INTERNAL;
        }
    }

    private static int shell(List<String> words) {
        try {
            Options options = Options.parseShell(words);
            Path var = Directories.of(home(), base(), options).var();
            LocalTerminal terminal = new LocalTerminal(hasTerminal());
            return new ShellClient(var, options.commands(), terminal, new FileOutputStream(FileDescriptor.out), System.err)
                    .call();
        } catch (UsageException wrong) {
            return usage(wrong.getMessage());
        } catch (Exception failure) {
            System.err.println("mpath: " + failure);
            return EXIT_INTERNAL;
        }
    }

    private static boolean hasTerminal() {
        String told = System.getProperty("mpath.terminal");
        return told != null ? Boolean.parseBoolean(told) : System.console() != null;
    }

    /** The image: the launcher's jar is in its {@code lib}. */
    private static Path home() throws URISyntaxException {
        Path jar = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        return jar.getParent().getParent();
    }

    /** Beside what the user started: the same as the image, or the clone around it. */
    private static Path base() throws URISyntaxException {
        String told = System.getProperty("mpath.base");
        return told == null ? home() : Path.of(told);
    }

    private static int version() {
        Version version = Version.ofThisImage();
        out().println(version.text());
        return 0;
    }

    private static int help() {
        out().println("usage: mpath run [-c 'COMMAND; COMMAND'] [--daemon] [--etc DIR] [--var DIR] [--deploy DIR] [--plugins DIR] "
                + "[--verbose] | shell [-c 'COMMAND; COMMAND'] [--var DIR] | version | help");
        return 0;
    }

    private static int usage(String message) {
        System.err.println("mpath: " + message);
        return EXIT_USAGE;
    }

    private static PrintStream out() {
        return new PrintStream(new FileOutputStream(FileDescriptor.out), true, Charset.defaultCharset());
    }
}
