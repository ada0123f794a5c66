package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;

/**
 * Verified I/O on an array of each family while its controllers fail, restart, are upgraded, lose the unit and come back, in
 * an order that chance gives: no error reaches the client, and the array is asked to move its unit when that is needed, and
 * not over and over. A run is repeated with {@code -Dmpath.seed=}; minutes of it: {@code -Dmpath.family.seconds=600}.
 *
 * <p>A family is a line: its description, the words of its handler in the table, the CDB that moves a unit, and how often
 * that may be sent for each change at most; 0 for an array that only moves its units itself.
 */
class FamilyIT {
    private static final int SECONDS = Integer.getInteger("mpath.family.seconds", 8);
    /** READ and WRITE of 6, 10, 12 and 16 bytes. */
    private static final String TRANSFER = "[02a8][8a]";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "alua passive=active/non-optimized transition=300 stpg=early | 1 alua | a4 0a | 3",
        "alua passive=standby transition=300 tpgs=2                  | 1 alua | a4 0a | 3",
        "alua passive=active/non-optimized tpgs=1 header=plain       | 1 alua | a4 0a | 0",
        "rdac transition=300                                         | 1 rdac | 55 00 | 3",
        "rdac transition=300 luns=32 quiescence=not-ready            | 1 rdac | 15 00 | 3",
        "rdac mode=avt                                               | 1 rdac | 55 00 | 0",
        "emc transition=300                                          | 1 emc | 55 10 | 3",
        "emc model=FC4700                                            | 1 emc | 15 10 | 3",
        "emc mode=6 refuses=not-ready transition=300                 | 1 emc | 55 10 | 3",
        "hp_sw transition=300                                        | 1 hp_sw | 1b 00 | 3",
        "hds crossing=1                                              | 1 hds | 1b 00 | 0",
    })
    void noErrorReachesTheClientWhateverTheControllersDo(String array, String handler, String move, int movesPerChange)
            throws Exception {
        Programs.need("fio", "fio");
        long seed = Long.getLong("mpath.seed", System.nanoTime());
        List<String> changes = new ArrayList<>();
        try (FamilyRig rig = new FamilyRig(array + " boot=1500", new SplittableRandom(seed))) {
            assertThat(rig.mpath.shell("mpath:table " + FamilyRig.MAP).ok()).contains(" " + handler + " 2 1 ");
            VerifiedIo io = VerifiedIo.start(rig.mpath, FamilyRig.MAP);
            long end = System.nanoTime() + SECONDS * 1_000_000_000L;
            rig.forgetCommands();
            for (String controller : List.of("A", "B", "A")) {
                changes.add(rig.change("cut", controller)); // only a move can help
                io.awaitMoreWrites();
            }
            while (System.nanoTime() - end < 0) {
                changes.add(rig.change());
                io.awaitMoreWrites();
            }
            rig.heal();
            io.finishWithoutError();
            List<String> moves = rig.commands(move, line -> true);
            System.out.println("FamilyIT " + array + ": " + changes.size() + " changes, " + moves.size() + " moves asked for");
            assertThat(moves.size()).as("moves asked for after %s: %s", changes, moves)
                    .isBetween(movesPerChange == 0 ? 0 : 2, movesPerChange * changes.size());
            Await.until("no path to be failed", RunningMpath.LIMIT, () -> rig.mpath.shell("mpath:topology").ok(),
                    topology -> !topology.contains("failed"));
        } finally {
            System.out.println("FamilyIT " + array + ": -Dmpath.seed=" + seed + " " + changes);
        }
    }

    /** A family is a line: its description. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"alua passive=standby", "alua passive=unavailable", "rdac", "emc", "hp_sw"})
    void noRequestReachesAControllerThatRefusesIt(String array) throws Exception {
        Programs.need("fio", "fio");
        try (FamilyRig rig = new FamilyRig(array + " log=all", new SplittableRandom())) {
            VerifiedIo io = VerifiedIo.start(rig.mpath, FamilyRig.MAP);
            assertThat(rig.commands(TRANSFER, line -> line.contains(" array.A"))).as("the log has them").isNotEmpty();
            io.finishWithoutError();
            assertThat(rig.commands(TRANSFER, line -> line.contains(" array.B"))).isEmpty();
        }
    }
}
