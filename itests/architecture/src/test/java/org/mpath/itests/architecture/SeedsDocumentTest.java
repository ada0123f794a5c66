package org.mpath.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code runtime/doc/seeds.md} has a row for every capability it promises, and each row's proofs are tests that are there. */
class SeedsDocumentTest {
    private static final Path DOCUMENT = House.ROOT.resolve("runtime/doc/seeds.md");

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
                found.add(new Row(cells[1].strip(), cells[2].strip(), NamedTests.quoted(cells[3])));
            }
        }
        return found.stream();
    }

    @Test
    void hasEveryRowOnce() {
        List<String> promised = IntStream.rangeClosed(1, 104)
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
            assertThat(NamedTests.missing(proof)).as(proof).isEmpty();
        }
    }

    @Test
    void findsWhatIsNotThere() throws IOException {
        assertThat(NamedTests.missing("core/NoPathTest#heldFor29SecondsAndFailedAt30")).isEmpty();
        assertThat(NamedTests.missing("core/NoPathTest#heldFor28SecondsAndFailedAt30")).isEqualTo("no such test in the class");
        assertThat(NamedTests.missing("core/OwnerScanTest#follow")).as("no test").isEqualTo("no such test in the class");
        assertThat(NamedTests.missing("core/NoSuchTest#heldFor29SecondsAndFailedAt30")).isEqualTo("no such class");
        assertThat(NamedTests.missing("nowhere/NoPathTest#heldFor29SecondsAndFailedAt30")).isEqualTo("no such folder");
        assertThat(NamedTests.missing("itests/vm/pipeline#034")).isEmpty();
        assertThat(NamedTests.missing("itests/vm/pipeline#001")).isEqualTo("no such row in the scenario");
        assertThat(NamedTests.missing("itests/vm/nowhere#034")).isEqualTo("no such scenario");
        assertThat(NamedTests.missing("NoPathTest")).isEqualTo("not folder/Class#method");
    }
}
