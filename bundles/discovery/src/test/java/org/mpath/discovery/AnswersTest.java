package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.control.Decision;
import org.mpath.api.control.MapChange;

/** Who asks while all maps are loaded anew does not wait for the end of that. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class AnswersTest {
    private static final int UNITS = 50;

    @TempDir
    Path directory;

    private Rig rig;
    private PathInventory inventory;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        new Fabric(rig.reactor, UNITS).addTo(rig.transport);
        inventory = rig.startSettled();
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    /** Asked when the first table is loaded; when the third one is, the answer has to be there. */
    @Test
    void whyIsAnsweredBetweenTwoTables() {
        CompletableFuture<List<Decision>> answer = new CompletableFuture<>();
        AtomicInteger loads = new AtomicInteger();
        AtomicInteger loadsBefore = new AtomicInteger();
        rig.plane.loading = name -> {
            int number = loads.incrementAndGet();
            if (number == 1) {
                askAndWaitForTheQuestion(answer);
            } else if (number == 3) {
                answer.join(); // for ever, if it waits for the end
                loadsBefore.set(number);
            }
        };
        List<MapChange> changes =
                inventory.follow(Given.configuration("overrides {\n path_grouping_policy failover\n}\n"), false);
        assertThat(changes).hasSize(UNITS);
        assertThat(loads).hasValue(UNITS);
        assertThat(loadsBefore).as("tables that were loaded when the answer was there").hasValue(3);
        assertThat(answer.join()).extracting(Decision::topic).contains("identity", "check", "place");
    }

    private void askAndWaitForTheQuestion(CompletableFuture<List<Decision>> answer) {
        Thread asking = new Thread(() -> {
            try {
                answer.complete(inventory.path("lab:A0/0"));
            } catch (RuntimeException refused) {
                answer.completeExceptionally(refused);
            }
        });
        asking.start();
        while (asking.getState() != Thread.State.TIMED_WAITING && !answer.isDone()) {
            Thread.onSpinWait(); // the question is put, then its answer is waited for
        }
    }
}
