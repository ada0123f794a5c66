package org.mpath.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mpath.api.map.TextForm;
import org.mpath.core.MapTable.GroupSpec;
import org.mpath.core.MapTable.PathSpec;

/** The table line of a running map, and that it loads again. */
class TableTextTest {
    private static final int TABLES = 500;

    @Test
    void printsTheTableOf2005() {
        String line = "0 20971520 multipath 1 queue_if_no_path 1 emc 2 1"
                + " round-robin 0 1 1 8:16 1000 round-robin 0 1 1 8:32 1000";
        assertThat(print(MapTable.parse(line, TextForm.LINUX_2005), TextForm.LINUX_2005)).isEqualTo(line);
    }

    @Test
    void printsTheTableOf2007() {
        String line = "0 20971520 multipath 3 queue_if_no_path pg_init_retries 7 1 rdac 2 1"
                + " round-robin 0 1 1 8:16 1000 round-robin 0 1 1 8:32 1000";
        assertThat(print(MapTable.parse(line, TextForm.LINUX_2007), TextForm.LINUX_2007)).isEqualTo(line);
    }

    @Test
    void printsTheTableOfToday() {
        for (String line : List.of(
                "0 10 multipath 0 0 1 1 service-time 0 2 2 8:0 128 1 8:16 128 4",
                "0 20971520 multipath 5 queue_if_no_path pg_init_retries 5 pg_init_delay_msecs 500 1 alua 1 1"
                        + " queue-length 0 2 1 8:16 1 8:32 1")) {
            assertThat(print(MapTable.parse(line), TextForm.TODAY)).isEqualTo(line);
        }
    }

    @Test
    void printsWhatTheSelectorSaysInsteadOfWhatWasGiven() {
        MapTable table = MapTable.parse("0 32768 multipath 0 0 1 1 historical-service-time 0 1 0 8:0");
        StatusLine now = new StatusLine(32768, false, 0, 0, "", 1, List.of(new StatusLine.Group('E',
                "historical-service-time", "972 0", List.of(new StatusLine.Path("8:0", true, 0, "1024 0 0", "0")))));
        assertThat(TableText.table(table, now, TextForm.TODAY))
                .isEqualTo("0 32768 multipath 0 0 1 1 historical-service-time 2 972 0 1 1 8:0 0");
    }

    @Test
    void printsTheGroupNumberOfTheMoment() {
        MapTable table = MapTable.parse("0 10 multipath 0 0 2 1 rr 0 1 0 a rr 0 1 0 b");
        StatusLine now = StatusLines.of(table);
        StatusLine switched = new StatusLine(now.sectors(), true, 0, 0, "", 2, now.groups());
        assertThat(TableText.table(table, switched, TextForm.TODAY))
                .isEqualTo("0 10 multipath 0 0 2 2 rr 0 1 0 a rr 0 1 0 b");
    }

    @Test
    void leavesOutOfAnOldFormWhatItCannotSay() {
        MapTable table = MapTable.parse("0 10 multipath 6 queue_if_no_path pg_init_retries 5 pg_init_delay_msecs 100"
                + " retain_attached_hw_handler 2 emc 1 1 1 rr 0 1 0 a");
        String rest = " 1 1 rr 0 1 0 a";
        assertThat(print(table, TextForm.LINUX_2005)).isEqualTo("0 10 multipath 1 queue_if_no_path 2 emc 1" + rest);
        assertThat(print(table, TextForm.LINUX_2007))
                .isEqualTo("0 10 multipath 3 queue_if_no_path pg_init_retries 5 2 emc 1" + rest);
        assertThat(print(table, TextForm.TODAY)).isEqualTo("0 10 multipath 6 queue_if_no_path pg_init_retries 5"
                + " pg_init_delay_msecs 100 retain_attached_hw_handler 1 emc" + rest);
    }

    @ParameterizedTest
    @EnumSource(TextForm.class)
    void printsTablesThatLoadToEqualOnes(TextForm form) {
        long seed = Long.getLong("mpath.seed", System.nanoTime());
        System.out.println("TableTextTest -Dmpath.seed=" + seed);
        Random random = new Random(seed);
        for (int i = 0; i < TABLES; i++) {
            String line = randomLine(random, form);
            MapTable table = MapTable.parse(line, form);
            assertThat(MapTable.parse(print(table, form), form)).as("seed %d: %s", seed, line).isEqualTo(table);
            assertThat(MapTable.parse(table.text(), TextForm.TODAY)).as("seed %d: %s", seed, line).isEqualTo(table);
        }
    }

    private static String print(MapTable table, TextForm form) {
        return TableText.table(table, StatusLines.of(table), form);
    }

    // ---- random tables ----

    private static String randomLine(Random random, TextForm form) {
        List<String> features = randomFeatures(random, form);
        // today's table line keeps the handler's name only, so that is all there is to come back
        List<String> handler = randomWords(random, form == TextForm.TODAY ? 1 : 3);
        int groups = random.nextInt(form == TextForm.TODAY ? 0 : 1, 5);
        Words line = new Words().add("0").add(1 + random.nextInt(1 << 30)).add("multipath");
        line.counted(features).counted(handler).add(groups);
        line.add(groups == 0 ? 0 : 1 + random.nextInt(1024));
        for (int group = 0; group < groups; group++) {
            line.add("selector" + random.nextInt(3)).counted(randomWords(random, 3));
            int paths = 1 + random.nextInt(5);
            int perPath = random.nextInt(4);
            line.add(paths).add(perPath);
            for (int path = 0; path < paths; path++) {
                line.add("path:" + group + "." + path);
                for (int i = 0; i < perPath; i++) {
                    line.add(random.nextInt(1000));
                }
            }
        }
        return line.toString();
    }

    private static List<String> randomFeatures(Random random, TextForm form) {
        List<List<String>> features = new ArrayList<>(List.of(List.of("queue_if_no_path")));
        if (form != TextForm.LINUX_2005) {
            features.add(List.of("pg_init_retries", Integer.toString(1 + random.nextInt(50))));
        }
        if (form == TextForm.TODAY) {
            features.add(List.of("retain_attached_hw_handler"));
            features.add(List.of("PG_INIT_DELAY_MSECS", Integer.toString(random.nextInt(60_001))));
            features.add(List.of("queue_mode", List.of("rq", "mq", "bio", "BIO").get(random.nextInt(4))));
        }
        features.removeIf(feature -> random.nextBoolean());
        Collections.shuffle(features, random);
        return features.stream().flatMap(List::stream).toList();
    }

    private static List<String> randomWords(Random random, int max) {
        return random.ints(random.nextInt(max + 1), 0, 100).mapToObj(n -> "w" + n).toList();
    }

    /** Status lines of maps at rest whose selectors say what they were given. */
    static final class StatusLines {
        private StatusLines() {}

        static StatusLine of(MapTable table) {
            return new StatusLine(table.sectors(), true, 0, 0, "", table.initialGroup(),
                    table.groups().stream().map(StatusLines::group).toList());
        }

        private static StatusLine.Group group(GroupSpec spec) {
            return new StatusLine.Group('E', spec.selector(), String.join(" ", spec.selectorArguments()),
                    spec.paths().stream().map(StatusLines::path).toList());
        }

        private static StatusLine.Path path(PathSpec spec) {
            return new StatusLine.Path(spec.name(), true, 0, "", String.join(" ", spec.arguments()));
        }
    }
}
