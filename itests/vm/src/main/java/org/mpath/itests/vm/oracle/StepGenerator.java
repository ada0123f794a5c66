package org.mpath.itests.vm.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.mpath.itests.vm.oracle.Step.Kind;

/** Writes what is done to a map: messages, right and wrong, reads, suspensions, at last perhaps another table. Pure. */
final class StepGenerator {
    private static final int STEPS_MAX = 16;
    private static final List<String> GROUP_VERBS = List.of("disable_group", "enable_group", "switch_group");
    private static final List<String> PATH_VERBS = List.of("fail_path", "fail_path", "reinstate_path");
    private static final List<String> LONE_VERBS = List.of("queue_if_no_path", "fail_if_no_path");
    private static final List<String> NO_GROUPS =
            List.of("0", "x", "-1", "+1", "1x", "01", "0000000001", "4294967297", "1025", "");
    private static final List<String> NO_PATHS = List.of("99:99", "/dev/nothing", "nonsense", "");
    private static final List<String> NO_MESSAGES = List.of(
            "", "nonsense", "nonsense 1", "fail_path", "switch_group 1 1", "queue_if_no_path now", "fail_if_no_path 1", "disable_group",
            "reinstate_path", "probe", "1", "fail_paths 8:0");

    private final SplittableRandom random;
    private final Surroundings surroundings;
    private final DraftTable table;
    private final TableGenerator tables;
    private final List<Step> steps = new ArrayList<>();

    StepGenerator(SplittableRandom random, Surroundings surroundings, DraftTable table, TableGenerator tables) {
        this.random = random;
        this.surroundings = surroundings;
        this.table = table;
        this.tables = tables;
    }

    List<Step> next() {
        int count = random.nextInt(STEPS_MAX + 1);
        while (steps.size() < count) {
            if (chance(4)) {
                steps.add(Step.of(Kind.READ));
            } else if (chance(12)) {
                suspension();
            } else {
                steps.add(new Step(Kind.MESSAGE, message()));
            }
        }
        if (chance(8)) {
            DraftTable other = chance(4) ? tables.next() : tables.sound();
            steps.add(new Step(Kind.RELOAD, tables.line(other)));
            steps.add(Step.of(Kind.RESUME));
        }
        return List.copyOf(steps);
    }

    /** Messages to a suspended map are refused; reads would wait. */
    private void suspension() {
        steps.add(Step.of(random.nextBoolean() ? Kind.SUSPEND : Kind.SUSPEND_NOFLUSH));
        for (int i = random.nextInt(3); i > 0; i--) {
            steps.add(new Step(Kind.MESSAGE, message()));
        }
        steps.add(Step.of(Kind.RESUME));
    }

    private String message() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 -> verb(PATH_VERBS) + " " + path();
            case 10, 11, 12, 13, 14, 15 -> verb(GROUP_VERBS) + " " + group();
            case 16, 17, 18 -> verb(LONE_VERBS);
            default -> one(NO_MESSAGES);
        };
    }

    /** One of the map's paths, sometimes another device, sometimes none. */
    private String path() {
        List<String> devices = table.devices();
        return switch (random.nextInt(16)) {
            case 0 -> one(NO_PATHS);
            case 1 -> one(surroundings.all());
            default -> one(devices.isEmpty() ? surroundings.all() : devices);
        };
    }

    private String group() {
        int groups = table.groups.size();
        return chance(8) ? one(NO_GROUPS) : Integer.toString(1 + random.nextInt(chance(8) ? groups + 2 : Math.max(1, groups)));
    }

    private String verb(List<String> verbs) {
        String verb = one(verbs);
        return chance(12) ? verb.toUpperCase(Locale.ROOT) : verb;
    }

    private boolean chance(int oneOf) {
        return random.nextInt(oneOf) == 0;
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
