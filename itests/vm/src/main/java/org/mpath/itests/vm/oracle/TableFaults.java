package org.mpath.itests.vm.oracle;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.mpath.itests.vm.oracle.DraftTable.Group;

/** Breaks a table in one place. Some of it the kernel takes all the same. */
final class TableFaults {
    private static final List<String> NO_NUMBERS = List.of(
            "x", "-1", "+1", "0x1", "1x", "1025", "4294967295", "4294967296", "4294967297", "18446744073709551617", "1.0", "00");
    private static final List<String> NO_DEVICES = List.of("99:99", "8:5", "/dev/nothing", "/dev/null");

    private final SplittableRandom random;

    TableFaults(SplittableRandom random) {
        this.random = random;
    }

    /** Breaks a draft. */
    void inDraft(DraftTable table) {
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> count(table);
            case 3 -> feature(table);
            case 4 -> featureValue(table);
            case 5 -> handler(table);
            case 6 -> table.initial = one(List.of("0", "1", "2", "5", "1024", "1025", "x", "-1", "4294967297"));
            case 7 -> selector(table);
            case 8 -> device(table);
            case 9 -> twice(table);
            case 10, 11 -> pathArguments(table);
            case 12 -> selectorArguments(table);
            default -> target(table);
        }
    }

    /** Takes words away at the end, or adds some. */
    void inWords(List<String> words) {
        if (random.nextInt(3) == 0) {
            words.addAll(List.of("round-robin", "0", "1").subList(0, 1 + random.nextInt(3)));
        } else {
            words.subList(random.nextInt(words.size()), words.size()).clear();
        }
    }

    private void count(DraftTable table) {
        int at = random.nextInt(table.counts.size());
        int right = Integer.parseInt(table.counts.get(at));
        table.counts.set(at, switch (random.nextInt(4)) {
            case 0 -> Integer.toString(right + 1);
            case 1 -> Integer.toString(right - 1);
            case 2 -> "0" + right;
            default -> one(NO_NUMBERS);
        });
    }

    private void feature(DraftTable table) {
        table.features.add(one(List.of("nonsense", "no_partitions", "use_probe", "queue-if-no-path", "pg_init_retries", "9")));
        table.count();
    }

    private void featureValue(DraftTable table) {
        String feature = one(List.of("pg_init_retries", "pg_init_delay_msecs", "queue_mode"));
        table.features.clear();
        table.features.addAll(List.of(feature, one(List.of("0", "51", "50", "60000", "60001", "-1", "x", "1x", "nvme-bio",
                "05", "4294967297", "4294967346", "RQ"))));
        table.count();
    }

    private void handler(DraftTable table) {
        table.handler.clear();
        table.handler.add(one(List.of("nosuch", "ALUA", "rdac", "emc", "alua", "hp_sw", "1", "sym")));
        table.count();
    }

    private void selector(DraftTable table) {
        group(table, group -> group.selector = random.nextBoolean()
                ? one(List.of("nosuch", "0", "io-affinity", "historical-service-time", "round_robin"))
                : group.selector.toUpperCase(Locale.ROOT));
    }

    private void device(DraftTable table) {
        group(table, group -> path(group).set(0, one(NO_DEVICES)));
    }

    private void twice(DraftTable table) {
        List<String> devices = table.devices();
        group(table, group -> path(group).set(0, devices.get(random.nextInt(devices.size()))));
    }

    private void selectorArguments(DraftTable table) {
        group(table, group -> {
            group.arguments.clear();
            group.arguments.addAll(List.of(one(List.of("1024", "x", "-1")), "1", "1").subList(0, 1 + random.nextInt(3)));
        });
        table.count();
    }

    private void pathArguments(DraftTable table) {
        group(table, group -> {
            if (group.argumentsOfPath() == 0 || random.nextInt(3) == 0) {
                group.paths.forEach(path -> path.add("1"));
            }
            if (random.nextBoolean()) {
                List<String> path = path(group);
                path.set(path.size() - 1, one(List.of("x", "-1", "101", "1x", "+1", "4294967297", "")));
            }
        });
        table.count();
    }

    private void target(DraftTable table) {
        if (random.nextBoolean()) {
            table.start = "8";
        } else {
            table.target = one(List.of("multipaths", "Multipath"));
        }
    }

    private void group(DraftTable table, Consumer<Group> change) {
        if (!table.groups.isEmpty()) {
            change.accept(table.groups.get(random.nextInt(table.groups.size())));
        }
    }

    private List<String> path(Group group) {
        return group.paths.get(random.nextInt(group.paths.size()));
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
