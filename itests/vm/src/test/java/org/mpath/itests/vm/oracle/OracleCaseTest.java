package org.mpath.itests.vm.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.mpath.itests.golden.EngineMap;

class OracleCaseTest {
    private static final int CASES = 6000;
    private final long seed = new SplittableRandom().nextLong();

    private Stream<OracleCase> cases(long ofSeed) {
        return IntStream.rangeClosed(1, CASES).mapToObj(number -> OracleCase.of(ofSeed, number, Lab.SURROUNDINGS));
    }

    @Test
    void aSeedAndANumberGiveTheSameCaseAgain() {
        assertThat(cases(seed)).containsExactlyElementsOf(cases(seed).toList());
        assertThat(cases(seed + 1).limit(20)).doesNotContainAnyElementsOf(cases(seed).limit(20).toList());
        assertThat(OracleCase.of(7, 12, Lab.SURROUNDINGS)).hasToString("seed 7 case 12");
    }

    @Test
    void mostTablesAreRightAndTheOthersWrongInEveryWay() {
        List<Answer> answers = cases(seed).map(next -> new CoreSide(new Lab(), Lab.selectors()).create(next.table())).toList();
        long accepted = answers.stream().filter(Answer::isDone).count();
        assertThat(accepted).as("accepted, seed %d", seed).isBetween(CASES / 2L, CASES * 9L / 10);
        List<String> reasons = answers.stream().map(Answer::reason).toList();
        assertThat(List.of(
                        "invalid number of feature args",
                        "Unrecognised multipath feature request",
                        "pg_init_retries must be between",
                        "pg_init_delay_msecs must be between",
                        "Unknown 'queue_mode' requested",
                        "invalid number of hardware handler args",
                        "error attaching hardware handler",
                        "invalid number of priority groups",
                        "invalid initial priority group",
                        "priority group count mismatch",
                        "not enough priority group arguments",
                        "unknown path selector type",
                        "path selector constructor failed",
                        "invalid number of path selector args",
                        "invalid number of paths",
                        "invalid number of selector args",
                        "not enough path parameters",
                        "error getting device",
                        "path given twice",
                        "round-robin ps: invalid repeat count",
                        "incorrect number of arguments",
                        "invalid relative_throughput",
                        "Gap in table",
                        "unknown target type"))
                .as("seed %d", seed)
                .allSatisfy(keyword -> assertThat(reasons).anyMatch(reason -> reason.contains(keyword)));
    }

    @Test
    void stepsAreEveryMessageInEveryStateRightAndWrong() {
        List<Step> steps = cases(seed).flatMap(next -> next.steps().stream()).toList();
        assertThat(steps).extracting(Step::kind).as("seed %d", seed).contains(Step.Kind.values());
        assertThat(List.of("fail_path", "reinstate_path", "disable_group", "enable_group", "switch_group", "queue_if_no_path",
                        "fail_if_no_path", "nonsense"))
                .as("seed %d", seed)
                .allSatisfy(verb -> assertThat(steps).anyMatch(step -> step.words().startsWith(verb)));
    }

    @Test
    void aTableThatIsPrintedLoadsToTheSame() {
        cases(seed).forEach(next -> {
            Lab lab = new Lab();
            Answer answer = new CoreSide(lab, Lab.selectors()).create(next.table());
            // a handler that one path had does not suit all, and is printed all the same
            if (answer.isDone() && Shown.handler(answer.table()).equals(Shown.handler(next.table()))) {
                EngineMap again = EngineMap.load(answer.table(), lab, Lab.selectors());
                assertThat(again.table()).as("%s: %s", next, next.table()).isEqualTo(answer.table());
            }
        });
    }
}
