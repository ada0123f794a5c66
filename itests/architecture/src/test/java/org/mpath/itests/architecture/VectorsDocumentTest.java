package org.mpath.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code runtime/doc/vectors.md} says how many of multipath-tools' cases there are for each of its checkers and prioritizers,
 * how many pass, and which are answered otherwise: all of it as the vector and exceptions files of the bundles' tests have it.
 *
 * <p>The tables are written anew with {@code -Dmpath.write.docs=true}.
 */
class VectorsDocumentTest {
    private static final Path DOCUMENT = House.ROOT.resolve("runtime/doc/vectors.md");
    /** What comes before it in the page is written by hand. */
    private static final String MARK = "<!-- The rest of this page is written by VectorsDocumentTest. -->\n";

    private static final String VECTORS = ".json";
    private static final String EXCEPTIONS = "-exceptions.txt";
    private static final Pattern CASE = Pattern.compile("\"id\" *:");
    private static final Pattern SEPARATOR = Pattern.compile(" *\\| *");

    /** multipath-tools 0.14.3: its checkers and prioritizers, and how many cases were taken from each. */
    private static final List<Subject> SUBJECTS = List.of(
            new Subject("checker", "tur", 38),
            new Subject("checker", "hp_sw", 6),
            new Subject("checker", "emc_clariion", "checker-emc", 13),
            new Subject("checker", "rdac", 14),
            new Subject("prioritizer", "const", 1),
            new Subject("prioritizer", "alua", 20),
            new Subject("prioritizer", "emc", 6),
            new Subject("prioritizer", "rdac", 8),
            new Subject("prioritizer", "hp_sw", 4),
            new Subject("prioritizer", "hds", 6),
            new Subject("prioritizer", "ontap", 5),
            new Subject("prioritizer", "datacore", 2),
            new Subject("prioritizer", "iet", 1),
            new Subject("prioritizer", "weightedpath", 5));

    /** A checker or prioritizer; its files are called {@code checker-tur.json} and {@code checker-tur-exceptions.txt}. */
    private record Subject(String kind, String name, String file, int cases) {
        Subject(String kind, String name, int cases) {
            this(kind, name, kind + '-' + name, cases);
        }
    }

    /** A line of an exceptions file: {@code case | answer here | reason}, of which the answer may be missing. */
    private record Otherwise(String vector, String answer, String reason) {
        static Otherwise of(Path file, String line) {
            String[] parts = SEPARATOR.split(line.strip());
            assertThat(parts).as("%s: %s", file, line).hasSizeBetween(2, 3);
            return new Otherwise(parts[0], parts.length == 3 ? parts[1] : "", parts[parts.length - 1]);
        }
    }

    /** What a bundle's tests have of a checker or prioritizer. */
    private record Found(Path vectors, int cases, List<Otherwise> otherwise) {
        String bundle() {
            return House.ROOT.relativize(vectors).getName(1).toString();
        }
    }

    @Test
    void saysWhatTheVectorAndExceptionsFilesOfTheBundlesSay() throws IOException {
        String page = Files.readString(DOCUMENT);
        String head = page.substring(0, page.indexOf(MARK) + MARK.length());
        String tables = tables();
        if (Boolean.getBoolean("mpath.write.docs")) {
            Files.writeString(DOCUMENT, head + tables);
        }
        assertThat(Files.readString(DOCUMENT)).as("written anew with -Dmpath.write.docs=true").isEqualTo(head + tables);
    }

    @Test
    void everyExceptionsFileBelongsToACheckerOrPrioritizer() throws IOException {
        List<String> known = SUBJECTS.stream().map(subject -> subject.file() + EXCEPTIONS).toList();
        assertThat(resources(EXCEPTIONS)).extracting(file -> file.getFileName().toString())
                .filteredOn(name -> name.startsWith("checker-") || name.startsWith("prioritizer-"))
                .isSubsetOf(known);
    }

    @Test
    void everyExceptionIsACase() throws IOException {
        for (Subject subject : SUBJECTS) {
            for (Found found : found(subject)) {
                String vectors = Files.readString(found.vectors());
                assertThat(found.otherwise()).allSatisfy(each -> assertThat(vectors).contains('"' + each.vector() + '"'));
                assertThat(found.otherwise()).extracting(Otherwise::vector).doesNotHaveDuplicates();
                assertThat(found.otherwise()).extracting(Otherwise::reason).doesNotContain("");
            }
        }
    }

    private static String tables() throws IOException {
        StringBuilder page = new StringBuilder("\n| | cases | run | pass | otherwise | by the tests of |\n|---|---|---|---|---|---|\n");
        StringBuilder details = new StringBuilder();
        for (Subject subject : SUBJECTS) {
            List<Found> all = found(subject);
            page.append(rows(subject, all));
            all.forEach(found -> details.append(detail(subject, found, all.size() == 1)));
        }
        return page.append(details).toString();
    }

    /** A row for each bundle whose tests have it. */
    private static String rows(Subject subject, List<Found> all) {
        String begin = "| %s `%s` | %d |".formatted(subject.kind(), subject.name(), subject.cases());
        if (all.isEmpty()) {
            return begin + " 0 | | | |\n";
        }
        StringBuilder rows = new StringBuilder();
        for (Found found : all) {
            int otherwise = found.otherwise().size();
            rows.append("%s %d | %d | %d | `%s` |\n"
                    .formatted(begin, found.cases(), found.cases() - otherwise, otherwise, found.bundle()));
        }
        return rows.toString();
    }

    private static String detail(Subject subject, Found found, boolean alone) {
        if (found.otherwise().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\n## %s `%s`%s\n\n| case | here | why |\n|---|---|---|\n"
                .formatted(subject.kind(), subject.name(), alone ? "" : " of `" + found.bundle() + '`'));
        found.otherwise().forEach(each ->
                text.append("| `%s` | %s | %s |\n".formatted(each.vector(), each.answer(), each.reason())));
        return text.toString();
    }

    private static List<Found> found(Subject subject) throws IOException {
        List<Path> vectors = resources('/' + subject.file() + VECTORS);
        List<Found> found = new ArrayList<>();
        for (Path file : vectors) {
            int cases = (int) CASE.matcher(Files.readString(file)).results().count();
            found.add(new Found(file, cases, otherwise(file.resolveSibling(subject.file() + EXCEPTIONS))));
        }
        return found;
    }

    private static List<Otherwise> otherwise(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .map(line -> Otherwise.of(file, line))
                        .toList()
                : List.of();
    }

    private static List<Path> resources(String end) throws IOException {
        List<Path> found = new ArrayList<>();
        for (String folder : House.folders()) {
            Path resources = House.ROOT.resolve("bundles").resolve(folder).resolve("src/test/resources");
            if (Files.isDirectory(resources)) {
                try (Stream<Path> files = Files.walk(resources)) {
                    files.filter(file -> file.toString().endsWith(end)).sorted().forEach(found::add);
                }
            }
        }
        return found;
    }
}
