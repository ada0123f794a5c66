package org.mpath.itests.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mpath.itests.check.rule.Rule;
import org.mpath.itests.check.rule.Rules;

/** The guide shows what is there. */
class GuideTest {
    private static final Path ROOT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../..").normalize();
    private static final Path EXAMPLE = ROOT.resolve("itests/handler-example");
    private static final Path SOURCE =
            EXAMPLE.resolve("src/main/java/org/mpath/itests/handler/example/ExampleHandlerFactory.java");
    private static final int EXAMPLE_LINES_MAX = 149;

    @Test
    void theListingIsTheExample() throws IOException {
        assertThat(block("```java\n")).isEqualTo(Files.readString(SOURCE));
    }

    @Test
    void theExampleIsOneFileUnder150Lines() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE.resolve("src/main"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java"))).containsExactly(SOURCE);
        }
        assertThat(Files.readAllLines(SOURCE)).hasSizeLessThanOrEqualTo(EXAMPLE_LINES_MAX);
    }

    @Test
    void thePackagingIsTheExamples() throws IOException {
        assertThat(block("```\n-include")).isEqualTo(Files.readString(EXAMPLE.resolve("bnd.bnd")).replaceFirst("-include", ""));
    }

    @Test
    void theTableHasEveryRuleWithItsReason() throws IOException {
        List<String> rows = Rules.all().stream().map(GuideTest::row).toList();
        assertThat(guide().lines().filter(line -> line.matches("\\| `[a-z-]+` .*"))).containsExactlyElementsOf(rows);
    }

    private static String row(Rule rule) {
        return "| `" + rule.name() + "` | " + rule.demand() + " | " + rule.reason() + " |";
    }

    /** What stands between the first such line and the end of its block. */
    private static String block(String begin) throws IOException {
        String guide = guide();
        int from = guide.indexOf(begin) + begin.length();
        return guide.substring(from, guide.indexOf("```", from));
    }

    private static String guide() throws IOException {
        return Files.readString(ROOT.resolve("runtime/doc/write-a-handler.md"));
    }
}
