package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.api.map.TextForm;

/** What the parser refuses: every keyword and every limit, with the word at fault and its position. */
class TableRefusalsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "TODAY|8 10 multipath 0 0 0 0|Gap in table: '8' (word 1), a multipath map starts at sector 0",
        "TODAY|0 0 multipath 0 0 0 0|invalid length: '0' (word 2) is not a number of sectors from 1",
        "TODAY|0 x multipath 0 0 0 0|invalid length: 'x' (word 2) is not a number of sectors from 1",
        "TODAY|0 10 linear 8:0 0|unknown target type: 'linear' (word 3) is not multipath",
        "TODAY|0 10|unknown target type: the word multipath is missing after '10' (word 2)",
        "TODAY|0 10 multipath|invalid number of feature args: a number from 0 to 8 is missing after 'multipath' (word 3)",
        "TODAY|0 10 multipath 9 a|invalid number of feature args: '9' (word 4) is not a number from 0 to 8",
        "TODAY|0 10 multipath 2 queue_if_no_path|invalid number of feature args: '2' (word 4) announces 2 words, only 1 follow",
        "TODAY|0 10 multipath 1 no_partitions 0 0 0|Unrecognised multipath feature request: 'no_partitions' (word 5), known are"
                + " queue_if_no_path, retain_attached_hw_handler, pg_init_retries, pg_init_delay_msecs, queue_mode",
        "TODAY|0 10 multipath 1 pg_init_retries 7 0 0|Unrecognised multipath feature request: 'pg_init_retries' (word 5)"
                + " needs a value, and the count of feature words ends with it",
        "TODAY|0 10 multipath 1 queue_mode 0 0 0|Unrecognised multipath feature request: 'queue_mode' (word 5)"
                + " needs a value, and the count of feature words ends with it",
        "TODAY|0 10 multipath 2 pg_init_retries 51 0 0 0|pg_init_retries must be between 1 and 50: '51' (word 6) is not",
        "TODAY|0 10 multipath 2 pg_init_retries 5x 0 0 0|pg_init_retries must be between 1 and 50: '5x' (word 6) is not",
        "TODAY|0 10 multipath 2 pg_init_delay_msecs 60001 0 0 0|pg_init_delay_msecs must be between 0 and 60000: '60001' (word 6) is not",
        "TODAY|0 10 multipath 2 queue_mode fast 0 0 0|Unknown 'queue_mode' requested: 'fast' (word 6), known are bio, rq and mq",
        "TODAY|0 10 multipath 0|invalid number of hardware handler args: a number from 0 to 1024 is missing after '0' (word 4)",
        "TODAY|0 10 multipath 0 5 alua|invalid number of hardware handler args: '5' (word 5) announces 5 words, only 1 follow",
        "TODAY|0 10 multipath 0 0|invalid number of priority groups: a number from 0 to 1024 is missing after '0' (word 5)",
        "TODAY|0 10 multipath 0 0 1x 1|invalid number of priority groups: '1x' (word 6) is not a number from 0 to 1024",
        "TODAY|0 10 multipath 0 1 1 1 round-robin 0 1 0 a|invalid initial priority group number: 'round-robin' (word 8) is not a number from 0 to 1024",
        "TODAY|0 10 multipath 0 0 1 0 round-robin 0 1 0 a|invalid initial priority group: '0' (word 7), with groups it is a number from 1 to 1024",
        "TODAY|0 10 multipath 0 0 0 1|invalid initial priority group: '1' (word 7), without groups it is 0",
        "LINUX_2007|0 10 multipath 0 0 1 0 round-robin 0 1 0 a|invalid initial priority group number: '0' (word 7) is not a number from 1 to 1024",
        "LINUX_2005|0 10 multipath 0 0 0 0|invalid number of priority groups: '0' (word 6) is not a number from 1 to 1024",
        "TODAY|0 10 multipath 0 0 2 1 round-robin 0 1 0 a|priority group count mismatch: '2' (word 6) announces 2 groups, 1 follow",
        "TODAY|0 10 multipath 0 0 1 1|priority group count mismatch: '1' (word 6) announces 1 groups, 0 follow",
        "TODAY|0 10 multipath 0 0 1 1 round-robin 0 1 0 a round-robin 0 1 0 b|priority group count mismatch: 'round-robin' (word 13) is left over, 1 groups are announced",
        "TODAY|0 10 multipath 0 0 1 1 round-robin 0 1 0 a more|priority group count mismatch: 'more' (word 13) is left over, 1 groups are announced",
        "TODAY|0 10 multipath 0 0 0 0 more|priority group count mismatch: 'more' (word 8) is left over, 0 groups are announced",
        "TODAY|0 10 multipath 0 0 1 1 round-robin|not enough priority group arguments: the rest of a group is missing after 'round-robin' (word 8)",
        "TODAY|0 10 multipath 0 0 1 1 round-robin x 1|invalid number of path selector args: 'x' (word 9) is not a number from 0 to 1024",
        "TODAY|0 10 multipath 0 0 1 1 round-robin 3 1 1|invalid number of path selector args: '3' (word 9) announces 3 words, only 2 follow",
        "TODAY|0 10 multipath 0 0 1 1 round-robin 0|invalid number of paths: a number from 1 to 1024 is missing after '0' (word 9)",
        "TODAY|0 10 multipath 0 0 1 1 round-robin 0 0 0|invalid number of paths: '0' (word 10) is not a number from 1 to 1024",
        "TODAY|0 10 multipath 0 0 1 1 round-robin 0 1|invalid number of selector args: a number from 0 to 1024 is missing after '1' (word 10)",
        "TODAY|0 10 multipath 0 0 1 1 round-robin 0 2 1 a 1 b|not enough path parameters: the rest of path 2 of 2,"
                + " a name and 1 words, is missing after 'b' (word 14)",
        "LINUX_2005|0 10 multipath 0 0 1 1 round-robin 0 2 1 a 1|no device given: path 2 of 2 is missing after '1' (word 13)",
        "LINUX_2007|0 10 multipath 0 0 1 1 round-robin 0 2 1 a 1 b|not enough path parameters: the rest of path 2 of 2,"
                + " a name and 1 words, is missing after 'b' (word 14)",
        "TODAY|0 10 multipath 0 0 2 1 round-robin 0 1 0 a round-robin 0 1 0 a|path given twice: 'a' (word 17)"
                + " is word 12 already, a map holds a path once",
    })
    void refusesInOneSentenceNamingTheWordAndItsPosition(TextForm form, String line, String sentence) {
        assertThatThrownBy(() -> MapTable.parse(line, form))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }

    @Test
    void refusesAnEmptyLine() {
        assertThatThrownBy(() -> MapTable.parse("  ")).hasMessage("invalid start: the start sector 0 is missing");
    }

    @Test
    void refusesAnotherTargetBesideIt() {
        String multipath = "0 1024 multipath 0 0 1 1 round-robin 0 1 1 a 1";
        String linear = "1024 1024 linear b 0";
        assertThatThrownBy(() -> MapTable.parse(multipath + "\n" + linear))
                .hasMessage("target type multipath must appear alone in table: 2 lines are given, one is right");
        assertThatThrownBy(() -> MapTable.parse(linear + "\n" + multipath))
                .hasMessage("singleton target type must appear alone in table: 2 lines are given, one is right");
        assertThatCode(() -> MapTable.parse("\n" + multipath + "\n")).doesNotThrowAnyException();
    }

    @Test
    void showsStrangeWordsWithoutTheirControlCharacters() {
        assertThatThrownBy(() -> MapTable.parse("0 10 multipath \u001b[2J" + "x".repeat(100)))
                .hasMessageContaining("'?[2J" + "x".repeat(60) + "...' (word 4)")
                .hasMessageNotContaining("\u001b");
    }

    /** A counter of the grammar: its limits in one form, its keyword, and a line in which it has a value. */
    record Counter(String name, TextForm form, int min, int max, String keyword, IntFunction<String> line) {
        @Override
        public String toString() {
            return name + " " + form.word();
        }
    }

    static Stream<Counter> counters() {
        List<Counter> counters = new ArrayList<>();
        for (TextForm form : TextForm.values()) {
            int featuresMax = List.of(1, 3, 8).get(form.ordinal());
            int groupsMin = form == TextForm.TODAY ? 0 : 1;
            String group = " round-robin 0 1 0 a";
            counters.add(new Counter("features", form, 0, featuresMax, "invalid number of feature args",
                    n -> "0 10 multipath " + n + words("queue_if_no_path", n) + " 0 1 1" + group));
            counters.add(new Counter("handler args", form, 0, 1024, "invalid number of hardware handler args",
                    n -> "0 10 multipath 0 " + n + words("w", n) + " 1 1" + group));
            counters.add(new Counter("groups", form, groupsMin, 1024, "invalid number of priority groups",
                    n -> "0 10 multipath 0 0 " + n + (n == 0 ? " 0" : " 1") + groups(n)));
            counters.add(new Counter("initial group", form, 1, 1024, "invalid initial priority group",
                    n -> "0 10 multipath 0 0 1 " + n + group));
            counters.add(new Counter("selector args", form, 0, 1024, "invalid number of path selector args",
                    n -> "0 10 multipath 0 0 1 1 round-robin " + n + words("w", n) + " 1 0 a"));
            counters.add(new Counter("paths", form, 1, 1024, "invalid number of paths",
                    n -> "0 10 multipath 0 0 1 1 round-robin 0 " + n + " 0" + numbered("p", n)));
            counters.add(new Counter("per-path args", form, 0, 1024, "invalid number of selector args",
                    n -> "0 10 multipath 0 0 1 1 round-robin 0 1 " + n + " a" + words("w", n)));
            if (form != TextForm.LINUX_2005) {
                counters.add(new Counter("retries", form, 1, 50, "pg_init_retries must be between 1 and 50",
                        n -> "0 10 multipath 2 pg_init_retries " + n + " 0 1 1" + group));
            }
        }
        counters.add(new Counter("delay", TextForm.TODAY, 0, 60_000, "pg_init_delay_msecs must be between 0 and 60000",
                n -> "0 10 multipath 2 pg_init_delay_msecs " + n + " 0 1 1 round-robin 0 1 0 a"));
        return counters.stream();
    }

    static Stream<Arguments> wrongCounts() {
        return counters().flatMap(counter -> Stream.of(
                Arguments.of(counter, counter.min - 1), Arguments.of(counter, counter.max + 1)));
    }

    @ParameterizedTest
    @MethodSource("wrongCounts")
    void refusesOneBelowTheLeastAndOneAboveTheMost(Counter counter, int count) {
        assertThatThrownBy(() -> MapTable.parse(counter.line.apply(count), counter.form))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(counter.keyword)
                .hasMessageContaining("'" + count + "' (word ");
    }

    @ParameterizedTest
    @MethodSource("counters")
    void takesTheLeastAndTheMost(Counter counter) {
        for (int count : new int[] {counter.min, counter.max}) {
            assertThatCode(() -> MapTable.parse(counter.line.apply(count), counter.form)).doesNotThrowAnyException();
        }
    }

    @Test
    void countsWhatItRead() {
        assertThat(MapTable.parse("0 10 multipath 0 0 1024 1" + groups(1024)).groups()).hasSize(1024);
        assertThat(MapTable.parse("0 10 multipath 0 0 1 1 round-robin 0 1024 0" + numbered("p", 1024)).groups().get(0).paths())
                .hasSize(1024);
    }

    @Test
    void refusesNumbersTooLargeForAnInteger() {
        for (String number : List.of("4294967297", "99999999999999999999")) {
            for (TextForm form : TextForm.values()) {
                assertThatThrownBy(() -> MapTable.parse("0 10 multipath " + number + " 0 1 1", form))
                        .hasMessageContaining("'" + number + "' (word 4) is not a number from 0");
            }
        }
    }

    private static String words(String word, int count) {
        return (" " + word).repeat(Math.max(0, count));
    }

    private static String numbered(String prefix, int count) {
        return IntStream.range(0, Math.max(0, count)).mapToObj(i -> " " + prefix + i).collect(Collectors.joining());
    }

    private static String groups(int count) {
        return IntStream.range(0, Math.max(0, count))
                .mapToObj(i -> " round-robin 0 1 0 p" + i)
                .collect(Collectors.joining());
    }
}
