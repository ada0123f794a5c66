package org.mpath.runtime.launcher;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/**
 * What the command line of {@code run} or {@code shell} asks for.
 *
 * @param mode how to meet the outside
 * @param commands the commands of {@link Mode#CAPTIVE}, empty otherwise
 * @param etc configuration directory; null for the default
 * @param var state directory; null for the default
 * @param deploy directory of hot-deployed bundles; null for the default
 * @param plugins directory of plug-ins that are started when a table names them; null for the default
 * @param verbose whether informative log records go to standard error in {@link Mode#CAPTIVE}
 */
record Options(Mode mode, String commands, Path etc, Path var, Path deploy, Path plugins, boolean verbose) {

    /**
     * Reads the words after {@code run}.
     *
     * @param terminal whether somebody sits at a terminal; without one there is no prompt
     * @throws UsageException naming the word that is wrong
     */
    static Options parse(List<String> words, boolean terminal) throws UsageException {
        Mode mode = terminal ? Mode.INTERACTIVE : Mode.DAEMON;
        String commands = "";
        Path etc = null;
        Path var = null;
        Path deploy = null;
        Path plugins = null;
        boolean verbose = false;
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "-c", "--command" -> {
                    mode = Mode.CAPTIVE;
                    commands = argument(word, rest);
                }
                case "--daemon" -> mode = Mode.DAEMON;
                case "--verbose", "-v" -> verbose = true;
                case "--etc" -> etc = directory(word, rest);
                case "--var" -> var = directory(word, rest);
                case "--deploy" -> deploy = directory(word, rest);
                case "--plugins" -> plugins = directory(word, rest);
                default -> throw new UsageException("unknown option '" + word + "'; try: mpath help run");
            }
        }
        if (mode == Mode.DAEMON && !commands.isEmpty()) {
            throw new UsageException("-c and --daemon exclude each other");
        }
        return new Options(mode, commands, etc, var, deploy, plugins, verbose);
    }

    /**
     * Reads the words after {@code shell}.
     *
     * @throws UsageException naming the word that is wrong
     */
    static Options parseShell(List<String> words) throws UsageException {
        String commands = "";
        Path var = null;
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            switch (word) {
                case "-c", "--command" -> commands = argument(word, rest);
                case "--var" -> var = directory(word, rest);
                default -> throw new UsageException("unknown option '" + word + "'; try: mpath help shell");
            }
        }
        return new Options(Mode.INTERACTIVE, commands, null, var, null, null, false);
    }

    private static Path directory(String option, Iterator<String> rest) throws UsageException {
        return Path.of(argument(option, rest)).toAbsolutePath().normalize();
    }

    private static String argument(String option, Iterator<String> rest) throws UsageException {
        if (!rest.hasNext()) {
            throw new UsageException("option " + option + " needs an argument; try: mpath help");
        }
        return rest.next();
    }
}
