package org.mpath.itests.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.itests.check.rule.Effort;
import org.mpath.itests.check.rule.Rule;
import org.mpath.itests.check.rule.Rules;

class OptionsTest {
    @TempDir
    Path folder;

    private String jar() throws Exception {
        return Files.createFile(folder.resolve("my.jar")).toString();
    }

    @Test
    void aJarAloneIsCheckedByAllRules() throws Exception {
        Options options = Options.parse(jar());
        assertThat(options.rules()).isEqualTo(Rules.all());
        assertThat(options.effort()).isEqualTo(Effort.DEFAULT);
        assertThat(options.json()).isFalse();
    }

    @Test
    void someRulesASeedAndCountsAreTaken() throws Exception {
        Options options = Options.parse("--only", "close,manifest", "--seed", "17", jar(), "--cycles", "3", "--swaps", "4", "--json");
        assertThat(options.rules()).extracting(Rule::name).containsExactly("close", "manifest");
        assertThat(options.seed()).isEqualTo(17);
        assertThat(options.effort().cycles()).isEqualTo(3);
        assertThat(options.effort().swaps()).isEqualTo(4);
        assertThat(options.json()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "'', name the jar",
        "nobody.jar, there is no file nobody.jar",
        "--only, --only needs a value",
        "--only nonsense, unknown rule 'nonsense'",
        "--seed x, 'a whole number up to 1000000000, not ''x'''",
        "--cycles 99999999, up to 1000000",
        "--fast, unknown option '--fast'"
    })
    void aMistakeIsOneSentence(String line, String sentence) {
        String[] words = line.isEmpty() ? new String[0] : line.split(" ");
        assertThatThrownBy(() -> Options.parse(words))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence);
    }
}
