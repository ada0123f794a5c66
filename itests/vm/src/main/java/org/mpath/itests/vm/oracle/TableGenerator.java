package org.mpath.itests.vm.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.mpath.itests.vm.oracle.DraftTable.Group;

/** Writes tables: two of three with nothing wrong, the others broken in one place by {@link TableFaults}. Pure. */
final class TableGenerator {
    private static final int GROUPS_MAX = 4;
    private static final int PATHS_MAX = 4;
    private static final List<String> SECTORS = List.of("32768", "32768", "32768", "32760", "1024", "8");
    private static final List<String> HANDLERS = List.of("alua", "alua", "alua", "hp_sw", "hp_sw", "rdac", "emc");

    private final SplittableRandom random;
    private final Surroundings surroundings;
    private final TableFaults faults;

    TableGenerator(SplittableRandom random, Surroundings surroundings) {
        this.random = random;
        this.surroundings = surroundings;
        this.faults = new TableFaults(random);
    }

    /** A draft; {@link #line} writes it. */
    DraftTable next() {
        DraftTable table = sound();
        if (chance(3)) {
            faults.inDraft(table);
        }
        return table;
    }

    /** The table line; now and then with a word too few or too many. */
    String line(DraftTable draft) {
        List<String> words = draft.words();
        if (chance(16)) {
            faults.inWords(words);
        }
        return draft.line(words);
    }

    /** A draft with nothing wrong in it, but perhaps a handler that the disks do not take. */
    DraftTable sound() {
        DraftTable table = new DraftTable();
        table.sectors = one(SECTORS);
        features(table);
        List<String> devices = new ArrayList<>(surroundings.all());
        if (chance(5)) {
            devices = new ArrayList<>(surroundings.scsi());
            handler(table, devices);
        } else if (table.retainsHandlers()) {
            // the handler of one path becomes that of all
            devices = new ArrayList<>(one(List.of(surroundings.alua(), surroundings.others(), surroundings.scsi(), surroundings.all())));
        }
        int groups = chance(24) ? 0 : 1 + random.nextInt(GROUPS_MAX);
        for (int i = 0; i < groups && !devices.isEmpty(); i++) {
            table.groups.add(group(devices));
        }
        table.initial = table.groups.isEmpty() ? "0" : Integer.toString(initial(table.groups.size()));
        table.count();
        return table;
    }

    private int initial(int groups) {
        return chance(3) ? 1 + random.nextInt(groups) : 1;
    }

    private void features(DraftTable table) {
        List<List<String>> words = List.of(
                List.of("queue_if_no_path"),
                List.of("retain_attached_hw_handler"),
                List.of("pg_init_retries", Integer.toString(1 + random.nextInt(50))),
                List.of("pg_init_delay_msecs", one(List.of("0", "1", "50", "2000"))),
                List.of("queue_mode", one(List.of("bio", "rq", "mq"))));
        int count = chance(2) ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            List<String> feature = words.get(random.nextInt(words.size()));
            if (table.features.size() + feature.size() <= 8) {
                feature.forEach(word -> table.features.add(chance(8) ? word.toUpperCase(Locale.ROOT) : word));
            }
        }
    }

    /** Mostly one that the disks take, or that gives way to the one they have. */
    private void handler(DraftTable table, List<String> devices) {
        String name = one(HANDLERS);
        table.handler.add(name);
        if (!chance(5)) {
            devices.retainAll(name.equals("hp_sw") ? surroundings.bare() : surroundings.alua());
        }
        if (name.equals("alua") && chance(6)) {
            table.handler.add(one(List.of("0", "1")));
        }
    }

    /** A group of some of the devices, which it takes out of the list. */
    private Group group(List<String> devices) {
        Group group = new Group();
        group.selector = one(surroundings.selectors());
        int paths = 1 + random.nextInt(Math.min(PATHS_MAX, devices.size()));
        int arguments = argumentsOfPath(group.selector);
        if (group.selector.equals("historical-service-time")) {
            List<String> words = List.of(Integer.toString(random.nextInt(1024)), Integer.toString(random.nextInt(10_000)));
            group.arguments.addAll(words.subList(0, random.nextInt(3)));
        } else if (chance(12)) {
            IntStream.range(0, 1 + random.nextInt(2)).forEach(i -> group.arguments.add("1"));
        }
        for (int i = 0; i < paths; i++) {
            List<String> path = new ArrayList<>(List.of(devices.remove(random.nextInt(devices.size()))));
            IntStream.range(0, arguments).forEach(at -> path.add(argument(group.selector, at)));
            group.paths.add(path);
        }
        return group;
    }

    private int argumentsOfPath(String selector) {
        return switch (selector) {
            case "service-time" -> random.nextInt(3);
            case "io-affinity" -> 1;
            default -> random.nextInt(2);
        };
    }

    private String argument(String selector, int at) {
        if (selector.equals("io-affinity")) {
            return one(List.of("1", "2", "3"));
        }
        return at == 0 ? one(List.of("1", "1", "1", "2", "1000", "01", "0")) : Integer.toString(random.nextInt(101));
    }

    private boolean chance(int oneOf) {
        return random.nextInt(oneOf) == 0;
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
