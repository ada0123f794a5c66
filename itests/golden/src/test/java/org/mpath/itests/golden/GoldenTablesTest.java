package org.mpath.itests.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mpath.api.map.MapException;
import org.mpath.api.plugin.PathSelectorFactory;
import org.mpath.itests.golden.GoldenCase.Moment;
import org.mpath.itests.golden.GoldenCase.Step;
import org.mpath.selector.io.affinity.TwoProcessors;

/** Every table, message and I/O that a real kernel answered gets the same answer here, word for word. */
class GoldenTablesTest {
    private static final Map<String, PathSelectorFactory> SELECTORS = EngineMap.selectors(TwoProcessors.selectors());

    private static EngineMap load(String table, Devices devices) {
        return EngineMap.load(Devices.named(table), devices, SELECTORS);
    }

    static Stream<GoldenCase> accepted() {
        return compared().filter(golden -> golden.live() != null);
    }

    static Stream<GoldenCase> refused() {
        return compared().filter(golden -> golden.live() == null);
    }

    private static Stream<GoldenCase> compared() {
        return GoldenCase.all().stream().filter(golden -> !Differences.CASES.containsKey(golden.id()));
    }

    @Test
    void holdsAllThatWasRecorded() {
        assertThat(GoldenCase.all()).hasSize(135);
        assertThat(GoldenCase.all()).extracting(GoldenCase::id).containsAll(Differences.CASES.keySet());
        assertThat(GoldenCase.all().stream().flatMap(golden -> golden.steps().stream().map(step -> golden.id() + ": " + step)))
                .containsAll(Differences.STEPS.keySet());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesWhatTheKernelRefusesWithItsKeyword(GoldenCase golden) {
        try {
            load(golden.table(), new Devices());
        } catch (IllegalArgumentException e) {
            assertRefusal(golden, "EINVAL", e.getMessage());
            return;
        } catch (MapException e) {
            assertRefusal(golden, EngineMap.errno(e), e.getMessage());
            return;
        }
        fail("accepted, the kernel says: %s", golden.keyword());
    }

    private static void assertRefusal(GoldenCase golden, String errno, String sentence) {
        assertThat(golden.keyword()).isNotEmpty();
        assertThat(sentence).contains(golden.keyword());
        assertThat(errno).isEqualTo(golden.errno());
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void showsWhatTheKernelShowsAfterTheLoadAndAfterEachStep(GoldenCase golden) {
        Devices devices = new Devices();
        EngineMap map = load(golden.table(), devices);
        assertThat(Seen.of("", map)).as("load").isEqualTo(Seen.of("", golden.live()));
        for (Step step : golden.steps()) {
            String key = golden.id() + ": " + step;
            Seen seen = Seen.of(run(map, devices, step), map);
            Seen expected = Seen.of(step.result(), step.after());
            if (Differences.STEPS.containsKey(key)) {
                assertThat(seen).as(key).isNotEqualTo(expected);
            } else {
                assertThat(seen).as(key).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void printsATableThatLoadsToTheSame(GoldenCase golden) {
        String table = load(golden.table(), new Devices()).table();
        assertThat(load(table, new Devices()).table()).isEqualTo(table);
    }

    /** How a step ended and what the map showed then. */
    private record Seen(String result, String table, String status, long events) {
        static Seen of(String result, EngineMap map) {
            return new Seen(result, map.table(), normal(map.status()), map.events());
        }

        static Seen of(String result, Moment golden) {
            return new Seen(result, Devices.named(golden.table()), normal(Devices.named(golden.status())), golden.events());
        }

        /** The line without the times that historical-service-time measured; before the first I/O there is none. */
        private static String normal(String status) {
            return status.replaceAll("( 3 \\S+ [AF] \\d+) [1-9]\\d* (\\d+) [1-9]\\d*$", "$1 TIME $2 TIME");
        }
    }

    private static String run(EngineMap map, Devices devices, Step step) {
        String argument = Devices.named(step.argument());
        return switch (step.kind()) {
            case "message" -> map.message(argument);
            case "read" -> map.read();
            case "write" -> map.write();
            case "reads" -> map.reads(Integer.parseInt(argument));
            case "bgread" -> map.readInBackground();
            case "bgwait" -> map.awaitBackground();
            case "reload" -> map.reload(argument);
            case "suspend" -> map.suspend(!argument.equals("noflush"));
            case "resume" -> map.resume();
            case "sysfs" -> {
                devices.sysfs(step.argument());
                yield "0";
            }
            case "dmsetup" -> {
                String shown = argument.startsWith("table") ? map.table() : map.status();
                yield shown.equals(Devices.named(step.output())) ? step.result() : shown;
            }
            default -> throw new AssertionError("unknown step " + step);
        };
    }

    @Test
    void differsWhereItIsSaidToDiffer() {
        List<String> same = GoldenCase.all().stream()
                .filter(golden -> Differences.CASES.containsKey(golden.id()))
                .filter(GoldenTablesTest::isSame)
                .map(GoldenCase::id)
                .toList();
        assertThat(same).isEmpty();
    }

    private static boolean isSame(GoldenCase golden) {
        try {
            EngineMap map = load(golden.table(), new Devices());
            return golden.live() != null && map.loaded().text().equals(Devices.named(golden.live().table()));
        } catch (IllegalArgumentException | MapException e) {
            return golden.live() == null && e.getMessage().contains(golden.keyword());
        }
    }
}
