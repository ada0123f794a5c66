package org.mpath.itests.vm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.itests.vm.TapReport.Outcome;
import org.mpath.itests.vm.TapReport.Result;

class TapReportTest {
    private static TapReport report(String... lines) {
        return TapReport.of(List.of(lines));
    }

    @Test
    void namesWhatPassedFailedAndWasSkipped() {
        TapReport report = report("ok 1 - a", "not ok 2 - b", "# wanted: 1", "# got: 2", "ok 3 - c # SKIP no such disk", "1..3");
        assertThat(report.results()).containsExactly(
                new Result("a", Outcome.PASSED, ""),
                new Result("b", Outcome.FAILED, "wanted: 1\ngot: 2"),
                new Result("c", Outcome.SKIPPED, "no such disk"));
        assertThat(report.isWhole()).isTrue();
    }

    @Test
    void takesOutputOfProgramsAndNotesForNoResult() {
        assertThat(report("# note", "okay", "not okay", "hdparm: ok", "ok 1 - a", "# note", "1..1").results())
                .containsExactly(new Result("a", Outcome.PASSED, ""));
    }

    @Test
    void isNotWholeWithoutAPlanOrWithAnotherNumberOfResults() {
        assertThat(report("ok 1 - a").isWhole()).isFalse();
        assertThat(report("ok 1 - a", "1..2").isWhole()).isFalse();
        assertThat(report("1..0").isWhole()).isFalse();
    }
}
