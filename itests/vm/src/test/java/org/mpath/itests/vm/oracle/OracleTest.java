package org.mpath.itests.vm.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The comparison, with our engine in the kernel's place. */
class OracleTest {
    private static final int CASES = 1000;
    private static final Duration PATIENCE = Duration.ofMillis(50);
    private final long seed = new SplittableRandom().nextLong();
    private final Tally tally = new Tally();
    private final Watchdog watchdog = new Watchdog(Duration.ofMinutes(1), late -> {});

    @AfterEach
    void endWatchdog() {
        watchdog.close();
    }

    /** Our engine, whose answers may be changed. */
    private static class Stand implements Side {
        private final CoreSide core;

        Stand(Lab lab) {
            core = new CoreSide(lab, Lab.selectors());
        }

        @Override
        public Answer create(String table) {
            return changed(core.create(table));
        }

        @Override
        public Answer step(Step step) {
            return changed(core.step(step));
        }

        @Override
        public Answer look(Answer answer) {
            return answer;
        }

        @Override
        public void remove() {
            core.remove();
        }

        Answer changed(Answer answer) {
            return answer;
        }
    }

    private Optional<Difference> first(Stand kernel, Lab lab) throws IOException {
        Oracle oracle = new Oracle(kernel, new CoreSide(lab, Lab.selectors()), watchdog, PATIENCE);
        for (int number = 1; number <= CASES; number++) {
            Optional<Difference> found = oracle.run(OracleCase.of(seed, number, Lab.SURROUNDINGS), tally);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    @Test
    void twoThatAreTheSameAnswerTheSame() throws IOException {
        Lab lab = new Lab();
        assertThat(first(new Stand(lab), lab)).isEmpty();
        assertThat(tally.cases()).isEqualTo(CASES);
    }

    @Test
    void oneWordMoreIsADifferenceThatNamesSeedCaseAndSteps() throws IOException {
        Lab lab = new Lab();
        Optional<Difference> found = first(new Stand(lab) {
            @Override
            Answer changed(Answer answer) {
                return new Answer(answer.verdict(), answer.reason(), answer.table(),
                        answer.info().replace(" F 1", " F 9"), answer.events());
            }
        }, lab);
        assertThat(found).hasValueSatisfying(difference -> {
            assertThat(difference.toString())
                    .contains("seed " + seed + " case ", difference.of().table(), " F 9")
                    .containsIgnoringCase("fail_path");
            assertThat(Decision.of(difference)).isEmpty();
        });
    }

    @Test
    void anotherVerdictIsADifference() throws IOException {
        Lab lab = new Lab();
        Optional<Difference> found = first(new Stand(lab) {
            @Override
            Answer changed(Answer answer) {
                return answer.verdict().equals("EBUSY")
                        ? new Answer(Answer.DONE, "", answer.table(), answer.info(), answer.events()) : answer;
            }
        }, lab);
        assertThat(found).hasValueSatisfying(difference -> assertThat(difference.core().verdict()).isEqualTo("EBUSY"));
    }

    @Test
    void aReadThatWouldWaitIsLeftOutAndNoneOfTheStepsOfADifference() throws IOException {
        Lab lab = new Lab();
        OracleCase one = new OracleCase(seed, 1, "0 1024 multipath 1 queue_if_no_path 0 0 0",
                List.of(Step.of(Step.Kind.READ), new Step(Step.Kind.MESSAGE, "fail_if_no_path")));
        Stand kernel = new Stand(lab) {
            @Override
            public Answer step(Step step) {
                return Answer.refused("EINVAL", "no");
            }
        };
        assertThat(new Oracle(kernel, new CoreSide(lab, Lab.selectors()), watchdog, PATIENCE).run(one, tally)).hasValueSatisfying(found -> {
            assertThat(found.of().steps()).containsExactly(new Step(Step.Kind.MESSAGE, "fail_if_no_path"));
            assertThat(found.last()).isEqualTo(found.of().steps().get(0));
            assertThat(found.history()).hasSize(1);
        });
    }

    @Test
    void nothingIsDoneToAMapThatLinuxWouldActivateForEver() throws IOException {
        String first = "0 1024 multipath 1 retain_attached_hw_handler 0 1 1 round-robin 0 2 0 ";
        assertThat(steps(first + "8:0 8:64")).as("the first path has no handler, the second gives the map one").isZero();
        assertThat(steps(first + "8:64 8:80")).isEqualTo(1);
        assertThat(steps(first + "8:0 8:16")).as("no handler at all").isEqualTo(1);
        assertThat(steps("0 1024 multipath 0 1 hp_sw 1 1 round-robin 0 1 0 8:0")).as("the table's handler").isEqualTo(1);
    }

    /** How many steps are carried out of a case that has one. */
    private int steps(String table) throws IOException {
        Lab lab = new Lab();
        List<Step> done = new ArrayList<>();
        Stand kernel = new Stand(lab) {
            @Override
            public Answer step(Step step) {
                done.add(step);
                return super.step(step);
            }
        };
        OracleCase one = new OracleCase(seed, 1, table, List.of(Step.of(Step.Kind.READ)));
        assertThat(new Oracle(kernel, new CoreSide(lab, Lab.selectors()), watchdog, PATIENCE).run(one, tally)).isEmpty();
        return done.size();
    }
}
