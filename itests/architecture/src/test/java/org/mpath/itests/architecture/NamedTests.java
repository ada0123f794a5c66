package org.mpath.itests.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tests that a page names as {@code folder/Class#method}, or, in the test kernel, as {@code itests/vm/SCENARIO#ROW}. */
final class NamedTests {
    private static final Pattern NAME = Pattern.compile("(?<folder>[a-z0-9/-]+)/(?<type>[A-Z]\\w+)#(?<method>\\w+)");
    private static final Pattern SCENARIO_ROW = Pattern.compile("itests/vm/(?<scenario>[a-z-]+)#(?<row>\\d{3})");
    private static final Pattern OPEN_SCENARIO = Pattern.compile("(?m)^# (open|by hand): ");
    private static final Pattern TEST = Pattern.compile("@(Test|ParameterizedTest|RepeatedTest)\\b");
    private static final Pattern BLANK_LINE = Pattern.compile("\n\\s*\n");
    private static final Pattern QUOTED = Pattern.compile("`([^`]*)`");

    private NamedTests() {}

    /** What stands in backticks in a cell of a table. */
    static List<String> quoted(String cell) {
        return QUOTED.matcher(cell).results().map(match -> match.group(1)).toList();
    }

    /** What is not there of a test; empty when all is. */
    static String missing(String name) throws IOException {
        Matcher row = SCENARIO_ROW.matcher(name);
        if (row.matches()) {
            return missingRow(row.group("scenario"), row.group("row"));
        }
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return "not folder/Class#method";
        }
        String folder = parts.group("folder");
        boolean bundle = !folder.startsWith("itests/") && !folder.startsWith("runtime/");
        Path tests = House.ROOT.resolve(bundle ? "bundles/" + folder : folder).resolve("src/test/java");
        if (!Files.isDirectory(tests)) {
            return "no such folder";
        }
        List<Path> sources = sourcesOf(tests, parts.group("type"));
        if (sources.isEmpty()) {
            return "no such class";
        }
        for (Path source : sources) {
            if (hasTest(Files.readString(source), parts.group("method"))) {
                return "";
            }
        }
        return "no such test in the class";
    }

    /** A scenario shows a row when a line {@code row NUMBER...} says so, and when it is run with the tests. */
    private static String missingRow(String scenario, String number) throws IOException {
        Path file = House.ROOT.resolve("itests/vm/scenarios/" + scenario + ".sh");
        if (!Files.exists(file)) {
            return "no such scenario";
        }
        String script = Files.readString(file);
        if (OPEN_SCENARIO.matcher(script).find()) {
            return "a scenario that is not run with the tests";
        }
        return Pattern.compile("(?m)^ *row( \\d{3})* " + number + "\\b").matcher(script).find() ? "" : "no such row in the scenario";
    }

    /** A method is a test when its annotations, up to the blank line before them, say so. */
    private static boolean hasTest(String source, String method) {
        int at = source.indexOf(" void " + method + "(");
        if (at < 0) {
            return false;
        }
        String[] parts = BLANK_LINE.split(source.substring(0, at));
        return TEST.matcher(parts[parts.length - 1]).find();
    }

    private static List<Path> sourcesOf(Path tests, String type) throws IOException {
        try (Stream<Path> files = Files.walk(tests)) {
            return files.filter(file -> file.getFileName().toString().equals(type + ".java")).toList();
        }
    }
}
