package org.mpath.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code runtime/doc/seeds.md} has a row for every capability it promises, and each row's proofs are tests that are there. */
class SeedsDocumentTest {
    private static final Path DOCUMENT = House.ROOT.resolve("runtime/doc/seeds.md");
    private static final Pattern PROOF = Pattern.compile("(?<folder>[a-z0-9/-]+)/(?<type>[A-Z]\\w+)#(?<method>\\w+)");
    private static final Pattern TEST = Pattern.compile("@(Test|ParameterizedTest|RepeatedTest)\\b");
    private static final Pattern BLANK_LINE = Pattern.compile("\n\\s*\n");

    /**
     * A line of the table.
     *
     * @param proofs what stands in its third column, in backticks
     */
    record Row(String number, String capability, List<String> proofs) {
        @Override
        public String toString() {
            return number;
        }
    }

    private static List<Row> rows;

    @BeforeAll
    static void read() throws IOException {
        rows = rows().toList();
    }

    static Stream<Row> rows() throws IOException {
        List<Row> found = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            String[] cells = line.split("\\|", -1);
            if (cells.length == 6 && cells[1].strip().matches("\\d{3}")) {
                found.add(new Row(cells[1].strip(), cells[2].strip(), quoted(cells[3])));
            }
        }
        return found.stream();
    }

    private static List<String> quoted(String cell) {
        return Pattern.compile("`([^`]*)`").matcher(cell).results().map(match -> match.group(1)).toList();
    }

    @Test
    void hasEveryRowOnce() {
        List<String> promised = IntStream.concat(IntStream.rangeClosed(1, 25), IntStream.rangeClosed(41, 104))
                .mapToObj("%03d"::formatted)
                .toList();
        assertThat(rows).extracting(Row::number).containsExactlyElementsOf(promised);
        assertThat(rows).extracting(Row::capability).doesNotContain("").doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "row {0}")
    @MethodSource("rows")
    void everyProofIsATestThatIsThere(Row row) throws IOException {
        assertThat(row.proofs()).isNotEmpty().doesNotHaveDuplicates();
        for (String proof : row.proofs()) {
            assertThat(missing(proof)).as(proof).isEmpty();
        }
    }

    @Test
    void findsWhatIsNotThere() throws IOException {
        assertThat(missing("core/NoPathTest#heldFor29SecondsAndFailedAt30")).isEmpty();
        assertThat(missing("core/NoPathTest#heldFor28SecondsAndFailedAt30")).isEqualTo("no such test in the class");
        assertThat(missing("core/OwnerScanTest#follow")).as("no test").isEqualTo("no such test in the class");
        assertThat(missing("core/NoSuchTest#heldFor29SecondsAndFailedAt30")).isEqualTo("no such class");
        assertThat(missing("nowhere/NoPathTest#heldFor29SecondsAndFailedAt30")).isEqualTo("no such folder");
        assertThat(missing("NoPathTest")).isEqualTo("not folder/Class#method");
    }

    /** What is not there of a proof; empty when all is. */
    private static String missing(String proof) throws IOException {
        Matcher parts = PROOF.matcher(proof);
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
