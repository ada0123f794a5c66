package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** multipath-tools' cases of how a line falls into words. */
class ParserVectorsTest {
    static List<Map<String, Object>> cases() {
        return VectorFile.cases("parser.json", "cases");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aLineHasTheSameWordsAndValue(Map<String, Object> vector) {
        List<Word> words = Lexer.words("file", 1, VectorFile.text(vector.get("line")), new Findings());
        List<Object> tokens = new ArrayList<>();
        words.forEach(word -> addTokens(word, tokens));
        assertThat(tokens).isEqualTo(vector.get("tokens"));
        assertThat(words.get(1).text()).isEqualTo(vector.get("value"));
    }

    private static void addTokens(Word word, List<Object> tokens) {
        if (!word.is(Word.Kind.QUOTED)) {
            tokens.add(word.text());
            return;
        }
        tokens.add(Map.of("quote", true));
        if (!word.text().isEmpty()) {
            tokens.add(word.text());
        }
        tokens.add(Map.of("quote", true));
    }
}
