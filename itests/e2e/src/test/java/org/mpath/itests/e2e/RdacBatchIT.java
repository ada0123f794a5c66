package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;
import org.mpath.itests.support.ShortFolders;

/** Many units of one RDAC controller that loses its cables under load: what the array is asked to do. */
class RdacBatchIT {
    private static final int UNITS = 64;
    private static final int SECONDS = 30;
    private static final Pattern MODE_SELECT = Pattern.compile("(?m) (?:55 00|15 00)(?: [0-9a-f]{2})+ +(?:[0-9a-f]{2} ?)+$");
    private static final Pattern OWNER_A = Pattern.compile(" r-\\d+ +r\\.A ");
    private static final Pattern OWNED_BY_A = Pattern.compile("(?m)^lab:r\\.A0/\\d+ +(\\S+) +active +ready ");

    @Test
    void thirtyTwoUnitsAreMovedTogetherAndNoClientSeesAnError() throws Exception {
        Programs.need("fio", "fio");
        Map<String, String> configuration = Map.of("org.mpath.transport.lab", "arrays = []\n");
        try (RunningMpath mpath = new RunningMpath(ShortFolders.create(), configuration)) {
            mpath.awaitReady();
            mpath.shell("lab:array create name=r family=rdac transition=500" + " unit=2MiB".repeat(UNITS)).ok();
            List<String> maps = Await.until("32 maps whose units A owns", RunningMpath.LIMIT,
                    () -> mapsOfA(mpath), found -> found.size() == UNITS / 2);
            CompletableFuture<Programs.Result> fio = CompletableFuture.supplyAsync(() -> read(mpath, maps));
            for (String map : maps) {
                Await.until("map " + map + " to be read", RunningMpath.LIMIT,
                        () -> mpath.jmx().getAttribute(new ObjectName("org.mpath:type=Map,name=" + map), "ReadCount"),
                        count -> (Long) count > 0 || fio.isDone());
            }
            mpath.shell("lab:log r clear").ok();
            mpath.shell("lab:cut r.A0;lab:cut r.A1").ok();
            Await.until("B to own every unit", RunningMpath.LIMIT,
                    () -> mpath.shell("lab:units").ok(), units -> !OWNER_A.matcher(units).find());
            List<String> selects = MODE_SELECT.matcher(mpath.shell("lab:log r -n 4096").ok())
                    .results()
                    .map(found -> found.group())
                    .toList();
            assertThat(selects).as("one; a unit whose I/O came late is in a second one").hasSizeBetween(1, 3);
            assertThat(selects).allMatch(select -> select.contains(" 6c 01 01 28 "));
            assertThat(selects.stream().mapToInt(select -> select.split(" 81").length - 1).sum())
                    .as("units in the lists; a list that met a unit attention was sent again")
                    .isBetween(UNITS / 2, UNITS);
            Programs.Result result = fio.get();
            assertThat(result.exitCode()).as("%s\n%s", result.output(), result.errors()).isZero();
        }
    }

    private static List<String> mapsOfA(RunningMpath mpath) {
        return OWNED_BY_A.matcher(mpath.shell("mpath:paths").ok()).results().map(found -> found.group(1)).toList();
    }

    private static Programs.Result read(RunningMpath mpath, List<String> maps) {
        List<String> words = new ArrayList<>(List.of("fio", "--ioengine=nbd", "--rw=randread", "--bs=4k", "--rate_iops=100",
                "--time_based", "--runtime=" + SECONDS, "--thread", "--aux-path=" + mpath.home()));
        maps.forEach(map -> words.addAll(List.of("--name=" + map, "--uri=" + mpath.uri(map))));
        return Programs.run(Duration.ofSeconds(SECONDS + 60L), words.toArray(String[]::new));
    }
}
