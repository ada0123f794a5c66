package org.mpath.itests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every file of the corpus once more, without Jazzer. */
class CorpusTest {
    private static final Duration TARGET_MAX = Duration.ofMinutes(2);

    @ParameterizedTest
    @EnumSource
    void nothingOfTheCorpusEscapes(Target target) {
        List<Path> corpus = target.corpus();
        assertThat(corpus).as("corpus of " + target).isNotEmpty();
        Assertions.assertTimeoutPreemptively(TARGET_MAX, () -> {
            for (Path file : corpus) {
                byte[] input = Files.readAllBytes(file);
                assertThatCode(() -> target.run(input)).as(file.toString()).doesNotThrowAnyException();
            }
        });
    }
}
