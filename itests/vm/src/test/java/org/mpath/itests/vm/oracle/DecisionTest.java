package org.mpath.itests.vm.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.mpath.itests.vm.oracle.Step.Kind;

/** Each decision explains what it is about, and not its neighbour. */
class DecisionTest {
    private static final Path DOCUMENT = Path.of("../../runtime/doc/oracle.md");
    private static final String TABLE = "0 1024 multipath 0 0 2 1 round-robin 0 1 1 8:0 1 round-robin 0 1 1 8:16 1";
    private static final String INFO = "0 1024 multipath 2 1 0 0 2 1 E 0 1 0 8:0 A 0 E 0 1 0 8:16 A 0";
    private static final Answer FRESH = new Answer("0", "", TABLE, INFO, 0);

    private static Difference table(String table, Answer kernel, Answer core) {
        return new Difference(new OracleCase(1, 1, table, List.of()), 0, List.of(), kernel, core);
    }

    /** A difference at the last of some steps; what core showed before is told too. */
    private static Difference steps(List<Answer> history, Answer kernel, Answer core, Step... steps) {
        return new Difference(new OracleCase(1, 1, TABLE, List.of(steps)), steps.length, history, kernel, core);
    }

    private static Step message(String words) {
        return new Step(Kind.MESSAGE, words);
    }

    private static Answer shows(String table, String info) {
        return new Answer("0", "", table, info, 1);
    }

    @Test
    void aPathThatIsGivenTwiceIsRefusedHereOnly() {
        Answer core = Answer.refused("EINVAL", "path given twice: '8:0' (word 17) is word 12 already, a map holds a path once");
        assertThat(Decision.of(table(TABLE, FRESH, core))).contains(Decision.PATH_ONCE);
        assertThat(Decision.of(table(TABLE, FRESH, Answer.refused("EINVAL", "invalid number of paths")))).isEmpty();
    }

    @Test
    void aDeviceThatIsNotThereHasManyErrorsInTheKernel() {
        Answer core = Answer.refused("ENODEV", "error getting device: '99:99' (word 12), there is none");
        assertThat(Decision.of(table(TABLE, Answer.refused("ENXIO", "error getting device"), core)))
                .contains(Decision.NO_SUCH_DEVICE);
        Answer refused = new Answer("EINVAL", "no path '99:99' in the map", TABLE, INFO, 0);
        Answer kernel = new Answer("ENXIO", "", TABLE, INFO, 0);
        assertThat(Decision.of(steps(List.of(FRESH), kernel, refused, message("FAIL_PATH 99:99"))))
                .contains(Decision.NO_SUCH_DEVICE);
        assertThat(Decision.of(steps(List.of(FRESH), kernel, refused, message("switch_group 9")))).isEmpty();
    }

    @Test
    void aNumberBeyond32BitsIsRefusedHereOnly() {
        Answer core = Answer.refused("EINVAL", "queue-length ps: invalid repeat count '4294967297' (word 19) for path '8:0'");
        assertThat(Decision.of(table(TABLE, FRESH, core))).contains(Decision.NUMBERS_DO_NOT_WRAP);
        Answer smaller = Answer.refused("EINVAL", "queue-length ps: invalid repeat count '4294967295' (word 19) for path '8:0'");
        assertThat(Decision.of(table(TABLE, FRESH, smaller))).isEmpty();
    }

    @Test
    void wordsLeftOverAreNoFurtherGroup() {
        Answer core = Answer.refused("EINVAL", "priority group count mismatch: '8:48' (word 20) is left over, 1 groups are announced");
        Answer kernel = Answer.refused("EINVAL", "not enough priority group arguments");
        assertThat(Decision.of(table(TABLE, kernel, core))).contains(Decision.LEFT_OVER_WORDS);
        assertThat(Decision.of(table(TABLE, FRESH, core))).isEmpty();
    }

    @Test
    void wordsAreJudgedBeforeThingsWhenBothAreWrong() {
        Answer core = Answer.refused("EINVAL", "not enough path parameters: the rest of path 2 of 2 is missing");
        assertThat(Decision.of(table(TABLE, Answer.refused("EINVAL", "unknown path selector type"), core)))
                .contains(Decision.FAULT_ORDER);
        assertThat(Decision.of(table(TABLE, FRESH, core))).as("the kernel takes it").isEmpty();
        assertThat(Decision.of(table(TABLE, Answer.refused("EINVAL", "invalid number of paths"), core))).isEmpty();
    }

    @Test
    void pathsThatStayKeepTheirStateOverAReload() {
        Step[] steps = {message("fail_path 8:0"), new Step(Kind.RELOAD, TABLE), Step.of(Kind.RESUME)};
        Answer failed = shows(TABLE, INFO.replace("8:0 A 0", "8:0 F 1"));
        assertThat(Decision.of(steps(List.of(FRESH, failed, failed), shows(TABLE, INFO), failed, steps)))
                .contains(Decision.PATHS_KEEP_STATE);
        assertThat(Decision.of(steps(List.of(FRESH, FRESH, FRESH), shows(TABLE, INFO), failed, steps)))
                .as("none had failed").isEmpty();
        Answer twice = shows(TABLE, INFO.replace("8:0 A 0", "8:0 F 2"));
        assertThat(Decision.of(steps(List.of(FRESH, failed, failed), twice, failed, steps)))
                .as("the kernel did not forget").isEmpty();
    }

    @Test
    void aGroupThatIsDisabledIsNotEnteredAlthoughItWasAskedFor() {
        Answer kernel = shows(TABLE.replace(" 2 1 round", " 2 2 round"), INFO.replace(" 0 2 1 E", " 0 2 2 E"));
        Step[] steps = {message("switch_group 2"), message("disable_group 2")};
        assertThat(Decision.of(steps(List.of(FRESH, kernel), kernel, shows(TABLE, INFO), steps)))
                .contains(Decision.LAST_WORD_COUNTS);
        Answer first = shows(TABLE, INFO.replace("multipath 2 1", "multipath 2 0").replace(" E 0 1 0 8:0", " D 0 1 0 8:0"));
        Answer second = shows(TABLE.replace(" 2 1 round", " 2 2 round"),
                first.info().replace(" 0 2 1 D", " 0 2 2 D").replace(" E 0 1 0 8:16", " A 0 1 0 8:16"));
        assertThat(Decision.of(steps(List.of(FRESH, FRESH), first, second, message("disable_group 1"), Step.of(Kind.READ))))
                .as("the table's first group").contains(Decision.LAST_WORD_COUNTS);
        steps[0] = message("switch_group 1");
        assertThat(Decision.of(steps(List.of(FRESH, FRESH), kernel, shows(TABLE, INFO), steps))).isEmpty();
    }

    @Test
    void aReadThatEnteredTheGroupEndsThatItWasAskedFor() {
        Step[] steps = {message("switch_group 2"), Step.of(Kind.READ), message("disable_group 2")};
        Answer asked = shows(TABLE.replace(" 2 1 round", " 2 2 round"), INFO.replace(" 0 2 1 E", " 0 2 2 E"));
        assertThat(Decision.of(steps(List.of(FRESH, asked, asked), asked, shows(TABLE, INFO), steps))).isEmpty();
        Answer lost = shows(asked.table(), asked.info().replace(" A 0", " F 1"));
        Answer first = shows(TABLE, INFO.replace(" A 0", " F 1"));
        assertThat(Decision.of(steps(List.of(FRESH, lost, lost), lost, first, steps)))
                .as("without a path it entered none").contains(Decision.LAST_WORD_COUNTS);
    }

    @Test
    void aGroupIsActivatedAgainOnlyWhereThereIsAHandlerAndAllPathsWereLost() {
        String table = TABLE.replace("multipath 0 0", "multipath 0 1 alua");
        Answer lost = shows(table, INFO.replace(" A 0", " F 1"));
        Answer kernel = shows(table, INFO.replace("multipath 2 1 0", "multipath 2 0 1"));
        Answer core = shows(table, INFO);
        assertThat(Decision.of(steps(List.of(core, lost), kernel, core, message("x"), Step.of(Kind.READ))))
                .contains(Decision.ACTIVATED_AGAIN);
        assertThat(Decision.of(steps(List.of(core, core), kernel, core, message("x"), Step.of(Kind.READ)))).isEmpty();
    }

    @Test
    void measuredTimesDiffer() {
        String table = "0 1024 multipath 0 0 1 1 historical-service-time 0 1 1 8:0 0";
        String info = "0 1024 multipath 2 0 0 0 1 1 A 0 1 3 8:0 A 0 1024 0 77";
        Answer kernel = shows(table, info.replace("1024 0 77", "99 0 5"));
        assertThat(Decision.of(steps(List.of(FRESH), kernel, shows(table, info), Step.of(Kind.READ))))
                .contains(Decision.MEASURED_TIMES);
        Answer busy = shows(table, info.replace("1024 0 77", "99 1 5"));
        assertThat(Decision.of(steps(List.of(FRESH), busy, shows(table, info), Step.of(Kind.READ)))).isEmpty();
    }

    @Test
    void theDocumentHasEveryDecisionAndNoOther() throws IOException {
        assertThat(Pattern.compile("^\\| `([a-z-]+)` \\|", Pattern.MULTILINE).matcher(Files.readString(DOCUMENT)).results()
                        .map((MatchResult row) -> row.group(1)))
                .containsExactlyElementsOf(Arrays.stream(Decision.values()).map(Decision::toString).toList());
    }
}
