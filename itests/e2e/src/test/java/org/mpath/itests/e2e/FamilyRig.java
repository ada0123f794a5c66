package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.mpath.itests.support.Programs;
import org.mpath.itests.support.ShortFolders;

/**
 * A runtime whose lab has one array of a family, called {@code array}: two controllers of two ports, one unit, map
 * {@code mpatha}.
 */
final class FamilyRig implements AutoCloseable {
    static final String ARRAY = "array";
    static final String MAP = "mpatha";
    private static final int PATHS = 4;
    private static final List<String> CONTROLLERS = List.of("A", "B");
    private static final List<String> CHANGES = List.of("fail", "reboot", "upgrade", "heal", "own", "own", "cut", "cut");

    final RunningMpath mpath;
    private final SplittableRandom random;

    /**
     * Starts the runtime and makes the array.
     *
     * @param words the array's description, beginning with its family: {@code alua passive=standby}
     * @param random chooses what befalls the array
     */
    FamilyRig(String words, SplittableRandom random) throws IOException {
        this(words, random, "");
    }

    /** @param discovery settings of discovery */
    FamilyRig(String words, SplittableRandom random, String discovery) throws IOException {
        this.random = random;
        mpath = new RunningMpath(ShortFolders.create(),
                Map.of("org.mpath.transport.lab", "arrays = []\n", "org.mpath.discovery", discovery));
        try {
            mpath.awaitReady();
            mpath.shell("lab:array create name=" + ARRAY + " family=" + words + " unit=64MiB").ok();
            mpath.awaitMap(MAP, PATHS);
        } catch (RuntimeException | Error failed) {
            close();
            throw failed;
        }
    }

    /** Lets something befall the array; what it was. */
    String change() {
        return change(CHANGES.get(random.nextInt(CHANGES.size())), CONTROLLERS.get(random.nextInt(CONTROLLERS.size())));
    }

    /**
     * Lets something befall a controller, after the other one was healed unless this changes nothing for the worse: I/O is
     * to wait for a move, not for a person.
     *
     * @param change {@code fail}, {@code reboot}, {@code upgrade}; {@code cut}: the array is well but nobody reaches it this
     *     way; {@code own}: it gets the unit; or {@code heal}
     */
    String change(String change, String controller) {
        List<String> verbs = new ArrayList<>();
        if (!change.equals("own") && !change.equals("heal")) {
            verbs.addAll(healing(controller.equals("A") ? "B" : "A"));
        }
        switch (change) {
            case "own" -> verbs.add("lab:own " + ARRAY + "/0 " + name(controller));
            case "cut" -> verbs.addAll(ports("cut", controller));
            case "heal" -> verbs.addAll(healing(controller));
            default -> verbs.add(verb(controller, change));
        }
        Programs.Result result = mpath.shell(String.join("; ", verbs));
        assertThat(result.exitCode() == 0 || result.errors().contains("controller " + ARRAY)) // it is not up
                .as("%s: %s", verbs, result.errors())
                .isTrue();
        return change + " " + controller;
    }

    /** Every controller is up, and every path usable. */
    void heal() {
        CONTROLLERS.forEach(controller -> mpath.shell(String.join("; ", healing(controller))).ok());
        mpath.awaitMap(MAP, PATHS);
    }

    private static List<String> healing(String controller) {
        List<String> verbs = new ArrayList<>(ports("heal", controller));
        verbs.add(verb(controller, "heal"));
        return verbs;
    }

    private static List<String> ports(String verb, String controller) {
        return List.of("lab:" + verb + " " + name(controller) + "0", "lab:" + verb + " " + name(controller) + "1");
    }

    private static String verb(String controller, String verb) {
        return "lab:controller " + name(controller) + " " + verb;
    }

    private static String name(String controller) {
        return ARRAY + "." + controller;
    }

    void forgetCommands() {
        mpath.shell("lab:log " + ARRAY + " clear").ok();
    }

    /** The lines of the array's command log with a CDB that begins so, and that {@code also} wants. */
    List<String> commands(String cdb, Predicate<String> also) {
        Pattern pattern = Pattern.compile("  (?:" + cdb + ") [0-9a-f]{2} ");
        return mpath.shell("lab:log " + ARRAY).ok().lines()
                .filter(line -> pattern.matcher(line).find())
                .filter(also)
                .toList();
    }

    @Override
    public void close() throws IOException {
        mpath.close();
    }
}
