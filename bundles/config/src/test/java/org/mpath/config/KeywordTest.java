package org.mpath.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.mpath.config.Keyword.Effect;

/** The table of keywords has multipath-tools' keywords, where they may stand, and what they are when nobody sets them. */
class KeywordTest {
    private static final List<Map<String, Object>> THEIRS = VectorFile.cases("keywords.json", "keywords");

    @Test
    void hasTheNinetyKeywords() {
        assertThat(Keyword.all()).extracting(Keyword::name)
                .containsExactlyElementsOf(THEIRS.stream().map(each -> VectorFile.text(each.get("keyword"))).toList())
                .hasSize(90);
    }

    @Test
    void eachMayStandWhereItMayThere() {
        Map<String, String> theirs = THEIRS.stream()
                .collect(Collectors.toMap(each -> VectorFile.text(each.get("keyword")), each -> VectorFile.text(each.get("sections"))));
        for (Keyword keyword : Keyword.all()) {
            if (keyword.effect() != Effect.STRUCTURE) {
                assertThat(keyword.sections()).as(keyword.name()).isEqualTo(theirs.get(keyword.name()).chars()
                        .mapToObj(letter -> Section.of((char) letter).orElseThrow())
                        .collect(Collectors.toSet()));
            }
        }
    }

    @Test
    void everyDefaultIsAValueThatTheKeywordTakes() {
        for (Keyword keyword : Keyword.all()) {
            if (!keyword.defaultValue().isEmpty()) {
                assertThat(keyword.check(keyword.defaultValue(), Section.DEFAULTS, Given.EVERYTHING))
                        .as(keyword.name())
                        .isEqualTo(new Checked.Taken(keyword.defaultValue()));
            }
        }
    }

    @Test
    void oneThatDoesNothingSaysWhyInTheLoadReport() {
        for (Keyword keyword : Keyword.all()) {
            if (keyword.effect() == Effect.NONE) {
                String value = keyword.defaultValue().isEmpty() ? sample(keyword.name()) : keyword.defaultValue();
                assertThat(Given.load(Given.defaults(keyword.name() + " \"" + value + "\"")).findings())
                        .as(keyword.name())
                        .extracting(Finding::code, Finding::sentence)
                        .containsExactly(tuple(Finding.Code.NO_MEANING_HERE,
                                "\"" + keyword + "\" has no effect here: " + keyword.meaning()));
            }
        }
    }

    @Test
    void oneThatActsIsNoFinding() {
        assertThat(Given.load(Given.defaults("failback immediate\n\tpath_grouping_policy group_by_prio\n\tno_path_retry 5")).findings())
                .isEmpty();
    }

    private static String sample(String keyword) {
        return switch (keyword) {
            case "uid_attrs" -> "sd:ID_SERIAL";
            case "mode" -> "0660";
            case "partition_delimiter" -> "-part";
            default -> "0";
        };
    }
}
