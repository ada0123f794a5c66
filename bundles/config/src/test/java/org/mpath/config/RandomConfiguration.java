package org.mpath.config;

import java.util.List;
import java.util.Random;

/** Files of valid sections and values, as chance has them. */
final class RandomConfiguration {
    private static final List<String> LINES = List.of("no_path_retry 5", "no_path_retry queue", "failback immediate", "prio alua",
            "path_checker tur", "checker directio", "features \"2 pg_init_retries 5\"", "path_selector \"round-robin 0\"",
            "rr_min_io 7", "user_friendly_names yes", "delay_watch_checks 3", "ghost_delay no", "flush_on_last_del yes",
            "max_sectors_kb 512", "path_grouping_policy group_by_tpg", "prio_args \"a \"\"b\"\" \\c\"", "skip_kpartx 1");
    private static final List<String> DEFAULTS = List.of("polling_interval 4", "max_polling_interval 30", "verbosity 1", "mode 660",
            "find_multipaths yes", "reservation_key 0xABC:aptpl", "enable_foreign \".*\"", "uid_attribute \"\"", "alias_prefix san");
    private static final List<String> PATTERNS = List.of("A", ".*", "^B[0-9]+", "!C", "![0-9]D", "a\"\"b", "x \\. y", "(a|b)", "a#b");
    private static final List<String> CRITERIA = List.of("devnode", "wwid", "property", "protocol");

    private final Random random;
    private final StringBuilder out = new StringBuilder();

    private RandomConfiguration(Random random) {
        this.random = random;
    }

    static String text(Random random) {
        RandomConfiguration made = new RandomConfiguration(random);
        for (int sections = random.nextInt(6); sections > 0; sections--) {
            made.section();
        }
        return made.out.toString();
    }

    private void section() {
        switch (random.nextInt(6)) {
            case 0 -> block("defaults", () -> some(4, () -> line(random.nextBoolean() ? one(LINES) : one(DEFAULTS))));
            case 1 -> block("overrides", () -> {
                some(3, () -> line(one(LINES)));
                some(2, () -> block("protocol", () -> {
                    line("type \"" + one(List.of("scsi:iscsi", "scsi:fcp")) + "\"");
                    line("fast_io_fail_tmo " + random.nextInt(9));
                }));
            });
            case 2 -> block("devices", () -> some(3, this::device));
            case 3 -> block("multipaths", () -> some(3, this::multipath));
            default -> block(random.nextBoolean() ? "blacklist" : "blacklist_exceptions", () -> some(4, this::rule));
        }
    }

    private void device() {
        block("device", () -> {
            line("vendor \"" + pattern() + "\"");
            line("product \"" + pattern() + "\"");
            some(1, () -> line("revision \"" + pattern() + "\""));
            some(1, () -> line("product_blacklist \"" + pattern() + "\""));
            some(3, () -> line(one(LINES)));
        });
    }

    private void multipath() {
        block("multipath", () -> {
            int number = random.nextInt(4);
            line("wwid \"36 #" + number + "\"");
            some(1, () -> line("alias \"disk " + number + "\""));
            some(2, () -> line(one(LINES.stream().filter(line -> !line.contains("checker") && !line.contains("user_")).toList())));
        });
    }

    private void rule() {
        if (random.nextInt(3) > 0) {
            line(one(CRITERIA) + " \"" + pattern() + "\"");
            return;
        }
        block("device", () -> {
            int which = random.nextInt(3);
            if (which != 1) {
                line("vendor \"" + pattern() + "\"");
            }
            if (which != 0) {
                line("product \"" + pattern() + "\"");
            }
        });
    }

    private String pattern() {
        return one(PATTERNS);
    }

    private void block(String name, Runnable content) {
        line(name + " {");
        content.run();
        line("}");
    }

    private void some(int most, Runnable content) {
        for (int count = random.nextInt(most + 1); count > 0; count--) {
            content.run();
        }
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }
}
