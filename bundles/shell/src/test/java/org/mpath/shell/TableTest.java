package org.mpath.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableTest {
    private final Table table =
            new Table(List.of("NAME", "STATE", "N"), List.of(Table.Look.TEXT, Table.Look.STATE, Table.Look.NUMBER));

    @BeforeEach
    void fill() {
        table.add(List.of("a-rather-long-name", "failed", "7"));
        table.add(List.of("", "active", "1024"));
    }

    @Test
    void alignsWordsLeftAndNumbersRight() {
        assertThat(table.lines(Screen.UNLIMITED, false))
                .containsExactly(
                        "NAME                STATE      N",
                        "a-rather-long-name  failed     7",
                        "-                   active  1024");
    }

    @Test
    void cutsTheWidestWordsToFitTheTerminal() {
        assertThat(table.lines(24, false))
                .containsExactly("NAME        STATE      N", "a-rathe...  failed     7", "-           active  1024");
    }

    @Test
    void keepsStatesAndNumbersWholeHoweverNarrow() {
        assertThat(table.lines(5, false).get(1)).isEqualTo("a-r...  failed     7");
    }

    @Test
    void coloursStatesAndKeepsTheWords() {
        assertThat(table.lines(Screen.UNLIMITED, true).get(1))
                .isEqualTo("a-rather-long-name  \u001b[31mfailed\u001b[m     7");
        assertThat(table.lines(Screen.UNLIMITED, true).get(0)).doesNotContain("\u001b");
    }
}
