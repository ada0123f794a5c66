package org.mpath.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.mpath.itests.architecture.UpstreamVectors.Otherwise;

/**
 * {@code runtime/doc/compatibility.md} says how mpath compares with multipath-tools: the cases as the vector and exceptions
 * files of the bundles' tests have them, the keywords as their table has them, and for each of its defects a test that is there.
 *
 * <p>What is counted is written anew with {@code -Dmpath.write.docs=true}; the rest of the page is written by hand.
 */
class CompatibilityDocumentTest {
    private static final Path DOCUMENT = House.ROOT.resolve("runtime/doc/compatibility.md");
    private static final String MARK = "<!-- The rest of this page is written by CompatibilityDocumentTest. -->\n";
    private static final Path KEYWORDS = House.ROOT.resolve("bundles/config/src/main/resources/org/mpath/config/keywords.txt");
    private static final int DEFECTS = 23;

    /** What was recorded: the file there, what it is about, and the name of the file that a bundle has. */
    private record Subject(String of, String about, String name) {
        Subject(String name, String about) {
            this(name, about, name);
        }

        static Subject checker(String checker, String name) {
            return new Subject("checkers", "checker `" + checker + '`', "checker-" + name);
        }

        static Subject prioritizer(String prioritizer) {
            return new Subject("prioritizers", "prioritizer `" + prioritizer + '`', "prioritizer-" + prioritizer);
        }
    }

    private static final List<Subject> SUBJECTS = List.of(
            new Subject("vpd83", "identities from VPD page 83h"),
            new Subject("vpd80", "serial numbers from VPD page 80h"),
            new Subject("vpd_c0_hp3par", "volume names from VPD page C0h of 3PAR"),
            new Subject("nvme_wwid", "names of NVMe namespaces"),
            new Subject("sysfs", "attributes of sysfs"),
            new Subject("alias", "names of maps and the bindings file"),
            new Subject("valid", "whether a unit becomes a map"),
            new Subject("parser", "lines of `multipath.conf`"),
            new Subject("keywords", "keywords and their sections"),
            new Subject("config_values", "values of keywords"),
            new Subject("config_files", "whole files"),
            new Subject("prkey", "reservation keys"),
            new Subject("hwtable_match", "rows of the hardware table"),
            new Subject("blacklist", "exclusion"),
            new Subject("dm_table", "tables of maps"),
            new Subject("pgpolicy", "grouping and the best group"),
            Subject.checker("tur", "tur"),
            Subject.checker("hp_sw", "hp_sw"),
            Subject.checker("emc_clariion", "emc"),
            Subject.checker("rdac", "rdac"),
            Subject.prioritizer("const"),
            Subject.prioritizer("alua"),
            Subject.prioritizer("emc"),
            Subject.prioritizer("rdac"),
            Subject.prioritizer("hp_sw"),
            Subject.prioritizer("hds"),
            Subject.prioritizer("ontap"),
            Subject.prioritizer("datacore"),
            Subject.prioritizer("iet"),
            Subject.prioritizer("weightedpath"),
            new Subject("formatting", "sizes and unit numbers as texts"),
            new Subject("printing", "JSON, topology and formats, byte by byte"),
            new Subject("features", "editing of the features text"),
            new Subject("cli", "interactive commands"),
            new Subject("uevent", "events of the kernel"),
            new Subject("dmevents", "events of device-mapper"),
            new Subject("scenarios_other", "scenarios of other programs"));

    @Test
    void saysWhatTheTestsHave() throws IOException {
        String page = Files.readString(DOCUMENT);
        String written = page.substring(0, page.indexOf(MARK) + MARK.length()) + cases() + keywords() + differences();
        if (Boolean.getBoolean("mpath.write.docs")) {
            Files.writeString(DOCUMENT, written);
        }
        assertThat(Files.readString(DOCUMENT)).as("written anew with -Dmpath.write.docs=true").isEqualTo(written);
    }

    @Test
    void whatIsNotRunHasAReason() throws IOException {
        List<String> idle = new ArrayList<>();
        for (Subject subject : SUBJECTS) {
            if (UpstreamVectors.named(subject.name()).isEmpty()) {
                idle.add("`" + subject.name() + "`");
            }
        }
        List<List<String>> rows = rows("Not run");
        assertThat(rows).extracting(row -> row.get(0)).containsExactlyInAnyOrderElementsOf(idle);
        assertThat(rows).extracting(row -> row.get(2)).doesNotContain("");
    }

    @Test
    void everyExceptionsFileIsListed() throws IOException {
        assertThat(SUBJECTS).extracting(Subject::name).containsAll(new HashSet<>(UpstreamVectors.withExceptions()));
    }

    @Test
    void everyExceptionIsOneCaseAndHasAReason() throws IOException {
        for (Subject subject : SUBJECTS) {
            for (UpstreamVectors found : UpstreamVectors.named(subject.name())) {
                assertThat(found.cases()).as(subject.name()).isPositive();
                assertThat(found.equal()).as(subject.name()).isNotNegative();
                assertThat(found.otherwise()).extracting(Otherwise::vector).doesNotContain("").doesNotHaveDuplicates();
                assertThat(found.otherwise()).extracting(Otherwise::reason).doesNotContain("");
            }
        }
    }

    @Test
    void everyDefectHasATestThatIsThere() throws IOException {
        List<List<String>> defects = rows("Defects");
        assertThat(defects).extracting(row -> row.get(0))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, DEFECTS).mapToObj(String::valueOf).toList());
        for (List<String> defect : defects) {
            List<String> tests = NamedTests.quoted(defect.get(3));
            assertThat(tests).as(defect.get(0)).isNotEmpty();
            for (String test : tests) {
                assertThat(NamedTests.missing(test)).as(test).isEmpty();
            }
        }
    }

    @Test
    void defaultsAreThoseOfTheTable() throws IOException {
        Map<String, String> ours = new LinkedHashMap<>();
        for (String[] words : keywordLines()) {
            ours.put('`' + words[0] + '`', words[3].isEmpty() ? "not set" : '`' + words[3] + '`');
        }
        for (List<String> row : rows("Defaults")) {
            assertThat(row.get(2)).as(row.get(0)).isEqualTo(ours.get(row.get(0)));
            assertThat(row.get(3)).as(row.get(0)).isNotEmpty();
        }
    }

    /** The cells of the rows of a section's table. */
    private static List<List<String>> rows(String section) throws IOException {
        String page = Files.readString(DOCUMENT);
        int from = page.indexOf("\n## " + section + "\n");
        assertThat(from).as("section " + section).isNotNegative();
        String text = page.substring(from + 1);
        int end = text.indexOf("\n## ");
        return text.substring(0, end < 0 ? text.length() : end).lines()
                .filter(line -> line.startsWith("| "))
                .skip(1)
                .map(line -> List.of(line.substring(1, line.lastIndexOf('|')).split("\\|", -1)).stream().map(String::strip).toList())
                .toList();
    }

    // ---- what is written ----

    private static String cases() throws IOException {
        StringBuilder page = new StringBuilder("\n## Cases\n\n"
                + "| file | of | cases | equal | otherwise | by the tests of |\n|---|---|---|---|---|---|\n");
        int cases = 0;
        int equal = 0;
        Set<String> counted = new HashSet<>();
        for (Subject subject : SUBJECTS) {
            for (UpstreamVectors found : UpstreamVectors.named(subject.name())) {
                page.append(row(subject, found));
                if (!found.asNone() && counted.add(subject.name())) {
                    cases += found.cases();
                    equal += found.equal();
                }
            }
        }
        return page.append("| | run, each once | %d | %d | %d | |\n".formatted(cases, equal, cases - equal)).toString();
    }

    private static String row(Subject subject, UpstreamVectors found) {
        String begin = "| `%s` | %s | %d | ".formatted(subject.of(), subject.about(), found.cases());
        return begin + (found.asNone()
                ? "| | not run: %s |\n".formatted(found.otherwise().get(0).reason())
                : "%d | %d | `%s` |\n".formatted(found.equal(), found.otherwise().size(), found.bundle()));
    }

    private static List<String[]> keywordLines() throws IOException {
        return Files.readAllLines(KEYWORDS).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" *\\| *", -1))
                .toList();
    }

    private static String keywords() throws IOException {
        Map<String, List<String>> byEffect = new LinkedHashMap<>();
        for (String effect : List.of("acts", "converted", "structure", "none", "deprecated")) {
            byEffect.put(effect, new ArrayList<>());
        }
        for (String[] words : keywordLines()) {
            byEffect.computeIfAbsent(words[4], effect -> new ArrayList<>()).add('`' + words[0] + '`');
        }
        StringBuilder page = new StringBuilder("\n## Keywords\n\nWhat each does, and why some do nothing: "
                + "[configuration.md](configuration.md#keywords).\n\n| effect | keywords | which |\n|---|---|---|\n");
        byEffect.forEach((effect, names) ->
                page.append("| %s | %d | %s |\n".formatted(inWords(effect), names.size(), String.join(" ", names))));
        return page.toString();
    }

    private static String inWords(String effect) {
        return switch (effect) {
            case "acts" -> "acts";
            case "converted" -> "is taken for others, and says so";
            case "structure" -> "begins a section";
            case "none" -> "has no meaning here, and says why";
            case "deprecated" -> "has no meaning in multipath-tools either";
            default -> effect;
        };
    }

    private static String differences() throws IOException {
        StringBuilder page = new StringBuilder("\n## Otherwise\n");
        for (Subject subject : SUBJECTS) {
            List<UpstreamVectors> all = UpstreamVectors.named(subject.name());
            for (UpstreamVectors found : all) {
                if (!found.otherwise().isEmpty() && !found.asNone()) {
                    page.append("\n### %s%s\n\n| case | here | why |\n|---|---|---|\n".formatted(upperCase(subject.about()),
                            all.size() == 1 ? "" : ", in `" + found.bundle() + '`'));
                    page.append(lines(found));
                }
            }
        }
        return page.toString();
    }

    private static String upperCase(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String lines(UpstreamVectors found) {
        StringBuilder lines = new StringBuilder();
        for (Otherwise each : found.otherwise()) {
            lines.append("| `%s` | %s | %s |\n".formatted(each.vector(), each.answer(), each.reason()));
        }
        return lines.toString();
    }
}
