package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.mpath.itests.support.Programs;

/**
 * A runtime whose lab has one array of a family, called {@code array}: two controllers of two ports, one unit, map
 * {@code mpatha}.
 */
final class FamilyRig implements AutoCloseable {
    static final String ARRAY = "array";
    static final String MAP = "mpatha";
    private static final int PATHS = 4;
    private static final List<String> CONTROLLERS = List.of("A", "B");
    /** What befalls the array; each begins with at least one controller that is up, and one more coming. */
    private static final List<String> CHANGES = List.of("fail", "reboot", "upgrade", "heal", "own", "own");

    final RunningMpath mpath;
    private final SplittableRandom random;

    /**
     * Starts the runtime and makes the array.
     *
     * @param words the array's description, beginning with its family: {@code alua passive=standby}
     * @param random chooses what befalls the array
     */
    FamilyRig(String words, SplittableRandom random) throws IOException {
        this.random = random;
        mpath = new RunningMpath(Files.createTempDirectory("mp"), Map.of("org.mpath.transport.lab", "arrays = []\n"));
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
        String change = CHANGES.get(random.nextInt(CHANGES.size()));
        String controller = CONTROLLERS.get(random.nextInt(CONTROLLERS.size()));
        String other = controller.equals("A") ? "B" : "A";
        List<String> verbs = new ArrayList<>();
        if (!change.equals("own") && !change.equals("heal")) {
            verbs.add(verb(other, "heal")); // I/O is to wait for a move, not for a person
        }
        verbs.add(change.equals("own") ? "lab:own " + ARRAY + "/0 " + name(controller) : verb(controller, change));
        for (String verb : verbs) {
            Programs.Result result = mpath.shell(verb);
            assertThat(result.exitCode() == 0 || result.errors().contains("controller " + ARRAY))
                    .as("%s: %s", verb, result.errors())
                    .isTrue();
        }
        return change + " " + controller;
    }

    /** Every controller is up, and every path usable. */
    void heal() {
        CONTROLLERS.forEach(controller -> mpath.shell(verb(controller, "heal")).ok());
        mpath.awaitMap(MAP, PATHS);
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

    /** The lines of the array's command log that hold a CDB, and that {@code also} wants. */
    List<String> commands(Pattern cdb, Predicate<String> also) {
        return mpath.shell("lab:log " + ARRAY).ok().lines()
                .filter(line -> cdb.matcher(line).find())
                .filter(also)
                .toList();
    }

    @Override
    public void close() throws IOException {
        mpath.close();
    }
}
