package org.mpath.plugin.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.plugin.ActivationAnswer;
import org.mpath.api.plugin.ActivationCode;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Status;

/** Asking an array, and being closed while it thinks. */
class ArrayCommandTest {
    private static final long TIMEOUT_NANOS = 1_000;

    private final HandPath path = new HandPath();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final OpenCommands open = new OpenCommands();

    private ArrayCommand ready() {
        return ArrayCommand.plain(path, Cdb::testUnitReady);
    }

    private void ask(ArrayCommand command) {
        command.ask(3, TIMEOUT_NANOS, (outcome, ended) -> outcomes.add(outcome));
    }

    @ParameterizedTest(name = "{0}/{1}/{2} is {3}")
    @CsvSource({
        "1, 0x17, 1, GOOD", "2, 0x04, 0x0a, TRANSITION", "6, 0x04, 0x0a, TRANSITION", "6, 0x29, 0, PASSING",
        "0xb, 0, 0, PASSING", "5, 0x20, 0, REFUSED", "2, 0x04, 3, FAILED", "4, 0x44, 0, FAILED"
    })
    void senseDataHasAnOutcome(String key, String asc, String ascq, Outcome outcome) {
        ready().ask(1, TIMEOUT_NANOS, (told, ended) -> {
            outcomes.add(told);
            assertThat(Outcome.sense(ended))
                    .isEqualTo(Integer.decode(key) << 16 | Integer.decode(asc) << 8 | Integer.decode(ascq));
        });
        path.answerSense(Integer.decode(key), Integer.decode(asc), Integer.decode(ascq));
        assertThat(outcomes).containsExactly(outcome);
    }

    @ParameterizedTest(name = "status {0} is {1}")
    @CsvSource({"0x00, GOOD", "0x08, PASSING", "0x28, PASSING", "0x40, PASSING", "0x18, FAILED", "0x02, FAILED"})
    void aStatusHasAnOutcomeAndNoSense(String status, Outcome outcome) {
        ready().ask(1, TIMEOUT_NANOS, (told, ended) -> {
            outcomes.add(told);
            assertThat(Outcome.sense(ended)).isEqualTo(Outcome.NO_SENSE);
        });
        path.answer(Integer.decode(status));
        assertThat(outcomes).containsExactly(outcome);
    }

    @Test
    void anAnswerThatPassesIsNotAskedForAgainWhenTimeIsUp() {
        ready().askWithin(3, TIMEOUT_NANOS, (outcome, ended) -> outcomes.add(outcome));
        path.pass(TIMEOUT_NANOS / 2);
        path.answer(Status.BUSY);
        assertThat(outcomes).isEmpty();
        path.pass(TIMEOUT_NANOS / 2 - 1);
        assertThat(outcomes).isEmpty();
        path.pass(1);
        assertThat(outcomes).containsExactly(Outcome.TIMED_OUT);
    }

    @Test
    void anAnswerThatPassesIsAskedForAgainAsOftenAsWanted() {
        ask(ready());
        path.answer(Status.BUSY);
        path.answer(Status.BUSY);
        assertThat(outcomes).isEmpty();
        path.answer(Status.BUSY);
        assertThat(outcomes).containsExactly(Outcome.PASSING);
        assertThat(path.sentCount()).isEqualTo(3);
    }

    @Test
    void lostPathsAndTimesThatAreUpAreToldApart() {
        ask(ready());
        path.lose();
        ask(ready());
        path.pass(TIMEOUT_NANOS);
        assertThat(outcomes).containsExactly(Outcome.LOST, Outcome.TIMED_OUT);
        path.answer(Status.GOOD);
        assertThat(outcomes).as("too late").hasSize(2);
    }

    @Test
    void whatIsNotWantedAnyMoreIsNeitherToldNorAskedAgain() {
        boolean[] wanted = {true};
        ask(ready().onlyWhile(() -> wanted[0]));
        wanted[0] = false;
        path.answer(Status.BUSY);
        assertThat(path.sentCount()).isEqualTo(1);
        assertThat(outcomes).isEmpty();
    }

    @Test
    void aHandlerThatIsClosedForgetsAllItsCommandsAndNoTimerWaitsForThem() {
        open.ask(ready(), 3, TIMEOUT_NANOS, (outcome, ended) -> outcomes.add(outcome));
        path.answer(Status.BUSY);
        open.forget();
        assertThat(path.armedCount()).isZero();
        path.answer(Status.BUSY);
        path.pass(TIMEOUT_NANOS);
        assertThat(outcomes).isEmpty();
        assertThat(path.sentCount()).isEqualTo(2);
    }

    @Test
    void aWaiterIsToldOnceAndListensNoLonger() {
        List<ActivationAnswer> answers = new ArrayList<>();
        Waiter waiter = new Waiter(path, answers::add);
        assertThat(path.listeners).hasSize(1);
        waiter.end(ActivationCode.OK);
        waiter.end(ActivationCode.IO);
        assertThat(answers).containsExactly(ActivationCode.OK);
        assertThat(path.listeners).isEmpty();
    }

    @Test
    void aWaiterDoesNotOutliveItsLinkWhicheverWayThatChanges() {
        List<ActivationAnswer> answers = new ArrayList<>();
        Waiter down = new Waiter(path, answers::add);
        Waiter up = new Waiter(path, answers::add);
        down.linkDown(path, "cut");
        up.linkUp(path);
        assertThat(answers).containsExactly(ActivationCode.NOTCONN, ActivationCode.NOTCONN);
        assertThat(down.over()).isTrue();
    }

    @Test
    void aForgottenWaiterTellsNobody() {
        List<ActivationAnswer> answers = new ArrayList<>();
        Waiter waiter = new Waiter(path, answers::add);
        waiter.forget();
        waiter.end(ActivationCode.OK);
        assertThat(answers).isEmpty();
        assertThat(path.listeners).isEmpty();
    }
}
