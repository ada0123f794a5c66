package org.mpath.itests.vm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.mpath.itests.vm.TapReport.Outcome;
import org.mpath.itests.vm.TapReport.Result;

/**
 * Every script in {@code scenarios/}, in a guest that is booted once: a test that runs it, then one for each result it
 * reported.
 */
class ScenariosIT {
    private static Guest guest;

    @BeforeAll
    static void build() {
        Guest.build();
    }

    @AfterAll
    static void powerOff() {
        if (guest != null) {
            guest.close();
        }
    }

    @TestFactory
    @DisplayName("in the guest:")
    Stream<DynamicContainer> scenarios() throws IOException {
        return Scenario.all().stream().map(ScenariosIT::tests);
    }

    /** The results are known only when the first of the tests has run: streams are lazy. */
    private static DynamicContainer tests(Scenario scenario) {
        AtomicReference<TapReport> report = new AtomicReference<>(new TapReport(List.of(), -1));
        DynamicNode whole = DynamicTest.dynamicTest("it runs to its end", () -> run(scenario, report));
        Stream<DynamicNode> results = Stream.of(report)
                .flatMap(known -> known.get().results().stream())
                .map(result -> DynamicTest.dynamicTest(result.name(), () -> judge(scenario, result)));
        return DynamicContainer.dynamicContainer(scenario.name(), Stream.concat(Stream.of(whole), results));
    }

    private static void run(Scenario scenario, AtomicReference<TapReport> report) throws IOException {
        if (guest == null || !guest.isUp()) {
            guest = new Guest();
        }
        Guest.Ended ended = guest.run(scenario);
        report.set(TapReport.of(ended.lines()));
        assertThat(ended.status()).as("exit status of %s; 124: it took longer than %s", scenario.name(), scenario.limit()).isZero();
        assertThat(report.get().isWhole()).as("as many results as the scenario says there are: %s", report.get()).isTrue();
    }

    private static void judge(Scenario scenario, Result result) {
        Assumptions.assumeFalse(result.outcome() == Outcome.SKIPPED, result.reason());
        if (result.outcome() == Outcome.FAILED) {
            fail(scenario.name() + ": " + result.name() + "\n" + result.reason());
        }
    }
}
