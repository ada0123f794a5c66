package org.mpath.transport.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;

/**
 * Two units change places while I/O runs: nothing that an initiator sent before it heard of that reaches the other unit,
 * wherever it was at that moment.
 */
class LabSwapTest {
    private static final String CHANGED = "06/3f/03";
    private static final int DEPTH = 4;

    private LabRig rig;

    @AfterEach
    void stop() {
        rig.close();
    }

    private PathDevice lab(String words) throws Exception {
        rig = new LabRig("name=x ports=1 unit=1MiB unit=1MiB " + words);
        rig.ready("lab:x.A0/0");
        return rig.ready("lab:x.B0/0");
    }

    private static ScsiTask[] writes() {
        ScsiTask[] tasks = new ScsiTask[DEPTH];
        for (int i = 0; i < DEPTH; i++) {
            tasks[i] = LabRig.patient(LabRig.write(i, LabRig.block(i + 1)));
        }
        return tasks;
    }

    private static List<String> outcomes(List<CompletableFuture<ScsiTask>> futures) throws Exception {
        List<String> texts = new ArrayList<>();
        for (CompletableFuture<ScsiTask> future : futures) {
            texts.add(LabRig.text(LabRig.await(future)));
        }
        return texts;
    }

    /** What is now behind number 0, and what was: nothing was written to either. */
    private void expectNothingWritten() throws Exception {
        for (String path : List.of("lab:x.A0/0", "lab:x.A0/1")) {
            rig.ready(path);
            rig.outcome(rig.path(path), LabRig.testUnitReady());
            ScsiTask read = LabRig.patient(LabRig.read(0, DEPTH));
            assertThat(rig.outcome(rig.path(path), read)).as(path).isEqualTo("GOOD");
            assertThat(read.data.array()).as(path).containsOnly(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"family=hds", "family=hds crossing=50", "family=alua passive=active/non-optimized", "family=sym"})
    void noneOfFourWritesAtATimeReachesTheOtherUnit(String words) throws Exception {
        PathDevice path = lab(words);
        rig.verbs.swapUnits("x/0", "x/1");
        assertThat(outcomes(rig.send(path, writes()))).containsOnly(CHANGED);
        expectNothingWritten();
        assertThat(outcomes(rig.send(path, writes()))).as("who has heard is served").containsOnly("GOOD");
    }

    @Test
    void writesThatTheArrayPassesOnToTheOwnerDoNotEither() throws Exception {
        PathDevice path = lab("family=hds crossing=1000");
        List<CompletableFuture<ScsiTask>> crossing = rig.send(path, writes());
        rig.verbs.swapUnits("x/0", "x/1");
        assertThat(outcomes(crossing)).containsOnly(CHANGED);
        expectNothingWritten();
    }

    /** Every second command that comes while a wire is silent is held by the array, the others are carried out at once. */
    @Test
    void writesThatWereStuckWhenTheUnitsChangedPlacesDoNotEither() throws Exception {
        PathDevice path = lab("family=hds");
        rig.verbs.silence("x.B0");
        List<CompletableFuture<ScsiTask>> stuck = rig.send(path, writes());
        rig.verbs.swapUnits("x/0", "x/1");
        rig.verbs.heal("x.B0");
        assertThat(outcomes(stuck)).containsExactlyInAnyOrder("GOOD", "GOOD", CHANGED, CHANGED);
        rig.ready("lab:x.A0/0");
        assertThat(rig.contents(rig.path("lab:x.A0/0"), 0, DEPTH)).as("the other unit").containsOnly(0);
    }

    @Test
    void writesBehindAnAnswerThatIsOnItsWayDoNotEither() throws Exception {
        PathDevice path = lab("family=hds");
        rig.verbs.delay("x.B0", 100);
        rig.verbs.swapUnits("x/0", "x/1");
        List<CompletableFuture<ScsiTask>> all = new ArrayList<>(rig.send(path, writes()));
        all.addAll(rig.send(path, writes()));
        assertThat(outcomes(all)).containsOnly(CHANGED);
        expectNothingWritten();
    }

    /** Whoever asked: all others must know before more is sent. */
    @Test
    void whoListensToAPathHearsItBeforeWhoAsked() throws Exception {
        PathDevice path = lab("family=hds");
        rig.verbs.swapUnits("x/0", "x/1");
        assertThat(heardBefore(path, LabRig.testUnitReady())).isEqualTo("lab:x.B0/0 changed: UNIT ATTENTION 06/3f/03 inquiry data has changed");
    }

    private String heardBefore(PathDevice path, ScsiTask task) throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        rig.reactor.execute(() -> {
            task.begin();
            path.submit(task, done -> heard.complete(rig.linkNews.poll()));
        });
        return LabRig.await(heard);
    }
}
