package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.itests.support.Programs;

/** How a handler gets to its paths, and what the array hears of it. */
class AttachIT {
    private static final String TEST_UNIT_READY = "  00 00 00 00 00 00 ";

    private static FamilyRig rig(String array) throws Exception {
        return new FamilyRig(array, new SplittableRandom());
    }

    private static String table(FamilyRig rig) {
        return rig.mpath.shell("mpath:table " + FamilyRig.MAP).ok().strip();
    }

    @Test
    void aSymmetricArrayIsOneGroupAndHearsNothingOfItsHandler() throws Exception {
        try (FamilyRig rig = rig("sym")) {
            String table = table(rig);
            assertThat(table).contains(" 1 sym 1 1 round-robin 0 4 1 ");
            rig.forgetCommands();
            rig.mpath.shell("mpath:load " + FamilyRig.MAP + " " + table).ok();
            assertThat(rig.mpath.shell("mpath:plugins").ok()).contains("sym");
            assertThat(rig.commands("[0-9a-f]{2}", line -> !line.contains(TEST_UNIT_READY)))
                    .as("all but discovery's checks").isEmpty();
        }
    }

    @Test
    void anAttachedHandlerStaysWhenTheTableSaysSo() throws Exception {
        try (FamilyRig rig = rig("alua")) {
            String table = table(rig);
            assertThat(table).contains(" multipath 1 queue_if_no_path 1 alua ");
            String other = table.replace(" 1 alua ", " 1 sym ");
            rig.mpath.shell("mpath:load " + FamilyRig.MAP + " "
                    + other.replace(" 1 queue_if_no_path ", " 2 queue_if_no_path retain_attached_hw_handler ")).ok();
            assertThat(table(rig)).contains(" 2 queue_if_no_path retain_attached_hw_handler 1 alua ");
            rig.mpath.shell("mpath:load " + FamilyRig.MAP + " " + other).ok();
            assertThat(table(rig)).contains(" 1 queue_if_no_path 1 sym ");
        }
    }

    @Test
    void aPathTellsItsPlugInAndWhatTheArraySaysOfIt() throws Exception {
        try (FamilyRig rig = rig("alua passive=standby")) {
            assertThat(rig.mpath.shell("mpath:why lab:array.B0/0").ok())
                    .startsWith("lab:array.B0/0 in " + FamilyRig.MAP)
                    .contains("alua, the array says standby");
        }
    }

    /**
     * The array takes the unit away; only the controller that has it serves. Discovery does not look at the ranks meanwhile:
     * its table would have the family's own words.
     */
    @ParameterizedTest
    @CsvSource({"rdac, 55 00", "emc, 55 10"})
    void whoFollowsFindsTheUnitWhereverItGoesAndMovesNothing(String family, String move) throws Exception {
        Programs.need("fio", "fio");
        try (FamilyRig rig = new FamilyRig(family, new SplittableRandom(), "interval.millis = 60000\n")) {
            String followed = table(rig).replace(" 1 " + family + " ", " 2 " + family + " follow ");
            rig.mpath.shell("mpath:load " + FamilyRig.MAP + " " + followed).ok();
            VerifiedIo io = VerifiedIo.start(rig.mpath, FamilyRig.MAP);
            rig.forgetCommands();
            for (String controller : List.of("B", "A", "B")) {
                rig.change("own", controller);
                io.awaitMoreWrites();
            }
            io.finishWithoutError();
            assertThat(rig.mpath.shell("mpath:events " + FamilyRig.MAP).ok())
                    .contains("lab:array.B0/0 says it owns the unit");
            assertThat(rig.commands(move, line -> true))
                    .as(rig.mpath.shell("mpath:events " + FamilyRig.MAP).ok()).isEmpty();
        }
    }
}
