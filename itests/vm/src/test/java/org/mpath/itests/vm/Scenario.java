package org.mpath.itests.vm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A script that the guest runs: {@code scenarios/NAME.sh}. A line {@code # limit: 300 s} in it says how long it may take.
 *
 * @param name the file's name without its ending
 * @param limit how long it may take
 */
record Scenario(String name, Duration limit) {
    private static final Path FOLDER = Path.of("scenarios");
    private static final String ENDING = ".sh";
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Pattern OPEN_LINE = Pattern.compile("^# (open|by hand): .+$", Pattern.MULTILINE);
    private static final Pattern LIMIT_LINE = Pattern.compile("^# limit: (\\d{1,4}) s$", Pattern.MULTILINE);

    /**
     * Those that system property {@code mpath.vm.scenarios} names, separated by commas, or all but those that say themselves
     * what is still to be found out about them ({@code # open: }), or what they are run by hand for ({@code # by hand: }).
     */
    static List<Scenario> all() throws IOException {
        String chosen = System.getProperty("mpath.vm.scenarios", "");
        if (!chosen.isBlank()) {
            return Stream.of(chosen.split(",")).map(name -> read(FOLDER.resolve(name.strip() + ENDING))).toList();
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(ENDING) && !isOpen(file))
                    .sorted()
                    .map(Scenario::read)
                    .toList();
        }
    }

    private static boolean isOpen(Path file) {
        try {
            return OPEN_LINE.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new AssertionError("no scenario " + file, e);
        }
    }

    private static Scenario read(Path file) {
        String name = file.getFileName().toString();
        name = name.substring(0, name.length() - ENDING.length());
        try {
            Matcher line = LIMIT_LINE.matcher(Files.readString(file));
            return new Scenario(name, line.find() ? Duration.ofSeconds(Long.parseLong(line.group(1))) : LIMIT);
        } catch (IOException e) {
            throw new AssertionError("no scenario " + name, e);
        }
    }
}
