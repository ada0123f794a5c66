package org.mpath.itests.vm.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The comparison, with our engine in the kernel's place. */
class OracleTest {
    private static final int CASES = 1000;
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
        Oracle oracle = new Oracle(kernel, new CoreSide(lab, Lab.selectors()), watchdog);
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
}
