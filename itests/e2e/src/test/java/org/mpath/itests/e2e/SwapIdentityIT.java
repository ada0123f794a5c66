package org.mpath.itests.e2e;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;

/**
 * Two units of an array change places again and again while one of them is written and verified: no request reaches the unit
 * that it was not meant for, and when the units are back where they were, I/O goes on.
 */
class SwapIdentityIT {
    private static final int SWAPS = 4;

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"hds crossing=1", "hds", "alua passive=active/non-optimized", "hp_sw"})
    void whatIsVerifiedIsNeverAnotherUnits(String array) throws Exception {
        Programs.need("fio", "fio");
        try (FamilyRig rig = new FamilyRig(array + " unit=64MiB", new SplittableRandom(1))) {
            VerifiedIo io = VerifiedIo.start(rig.mpath, FamilyRig.MAP);
            for (int swap = 0; swap < SWAPS; swap++) {
                swap(rig);
                Await.until("the map to use no path of number 0", RunningMpath.LIMIT, () -> rig.mpath.pathStates(FamilyRig.MAP),
                        SwapIdentityIT::usesOtherNumbers);
                swap(rig);
                rig.mpath.awaitMap(FamilyRig.MAP, 4);
                io.awaitMoreWrites();
            }
            io.finishWithoutError();
        }
    }

    private static void swap(FamilyRig rig) {
        rig.mpath.shell("lab:lu swap-identity " + FamilyRig.ARRAY + "/0 " + FamilyRig.ARRAY + "/1").ok();
    }

    /** Where its unit is now; when nobody uses the other map, its paths may have joined this one by then. */
    private static boolean usesOtherNumbers(Map<String, String> states) {
        return states.entrySet().stream().noneMatch(path -> path.getKey().endsWith("/0") && path.getValue().equals("active"));
    }
}
