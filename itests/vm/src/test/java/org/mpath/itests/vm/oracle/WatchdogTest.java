package org.mpath.itests.vm.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.mpath.itests.vm.oracle.Step.Kind;

class WatchdogTest {
    private static final OracleCase CASE = new OracleCase(7, 12, "0 1024 multipath 0 0 0 0",
            List.of(Step.of(Kind.READ), Step.of(Kind.SUSPEND), Step.of(Kind.RESUME)));

    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

    @Test
    void aStepThatTakesTooLongIsNamedWithItsCaseAndItsThreadsPlace() throws InterruptedException {
        try (Watchdog watchdog = new Watchdog(Duration.ofMillis(20), said::add)) {
            watchdog.begin(CASE, 2);
            assertThat(said.poll(20, TimeUnit.SECONDS))
                    .contains("seed 7 case 12", CASE.table(), "1. read", "2. suspend", "WatchdogTest.aStepThatTakesTooLong")
                    .doesNotContain("resume");
        }
    }

    @Test
    void aStepThatIsFollowedByAnotherInTimeIsNotToldOf() throws InterruptedException {
        try (Watchdog watchdog = new Watchdog(Duration.ofSeconds(2), said::add)) {
            watchdog.begin(CASE, 1);
            watchdog.begin(CASE, 3);
            assertThat(said.poll(20, TimeUnit.SECONDS)).contains("3. resume");
            assertThat(said).isEmpty();
        }
    }
}
