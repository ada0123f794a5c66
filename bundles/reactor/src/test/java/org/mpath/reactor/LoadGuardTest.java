package org.mpath.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.MapException;
import org.mpath.api.map.MapException.Code;
import org.mpath.api.map.TextForm;
import org.mpath.api.map.UnitLimits;

/** Tables that would mix units, or lie about their length, are refused whole. */
class LoadGuardTest {
    private final PlaneRig rig = new PlaneRig("hand:a", "hand:b", "hand:c");

    LoadGuardTest() {
        create("mpatha");
        create("mpathb");
        rig.plane.load("mpatha", PlaneRig.table("0", "0", "hand:a hand:b"));
    }

    private void create(String name) {
        rig.plane.create(name, new LogicalUnit("36" + name, "V", "P", "1", "", 512, 2048, UnitLimits.NONE));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void refused(Code code, String map, String table, String sentence) {
        assertThatThrownBy(() -> rig.plane.load(map, table))
                .isInstanceOf(MapException.class)
                .hasMessage("map " + map + ": " + sentence)
                .extracting(thrown -> ((MapException) thrown).code())
                .isEqualTo(code);
    }

    @Test
    void aPathOfAnotherMapIsNotTaken() {
        refused(Code.BUSY, "mpathb", PlaneRig.table("0", "0", "hand:c hand:b"),
                "error getting device: 'hand:b' (word 13) belongs to map mpatha, which is another unit");
        rig.plane.load("mpathb", PlaneRig.table("0", "0", "hand:c"));
        assertThat(rig.plane.stateOf("mpathb").pathCount()).isEqualTo(1);
    }

    @Test
    void aPathIsFreeWhenItsMapDoesWithoutItOrIsGone() {
        rig.plane.load("mpatha", PlaneRig.table("0", "0", "hand:a"));
        rig.plane.load("mpathb", PlaneRig.table("0", "0", "hand:b"));
        rig.plane.remove("mpatha");
        rig.plane.load("mpathb", PlaneRig.table("0", "0", "hand:a hand:b"));
        assertThat(rig.plane.stateOf("mpathb").pathCount()).isEqualTo(2);
    }

    @Test
    void aTableMayCallAPathAsTheKernelCallsItsDevice() {
        rig.plane.load("mpathb", PlaneRig.table("0", "0", "8:32"));
        assertThat(rig.plane.table("mpathb", TextForm.TODAY)).contains(" 8:32 ");
        rig.plane.load("mpathb", PlaneRig.table("0", "0", "/dev/sdc"));
        rig.plane.load("mpathb", PlaneRig.table("0", "0", "sdc"));
        rig.plane.load("mpathb", PlaneRig.table("0", "0", "hand:c"));
        assertThat(rig.plane.stateOf("mpathb").pathCount()).isEqualTo(1);
    }

    @Test
    void aPathIsNotTakenTwiceByTwoOfItsNames() {
        refused(Code.BUSY, "mpathb", PlaneRig.table("0", "0", "sdc 8:16"),
                "error getting device: '8:16' (word 13) belongs to map mpatha, which is another unit");
        rig.plane.load("mpatha", PlaneRig.table("0", "0", "sda"));
        rig.plane.load("mpathb", PlaneRig.table("0", "0", "hand:b"));
        refused(Code.BUSY, "mpathb", PlaneRig.table("0", "0", "hand:a"),
                "error getting device: 'hand:a' (word 12) belongs to map mpatha, which is another unit");
    }

    @Test
    void aRefusedTableTakesNoPath() {
        refused(Code.NOT_FOUND, "mpatha", PlaneRig.table("0", "0", "hand:a hand:c hand:z"),
                "error getting device: 'hand:z' (word 14), no transport has it");
        rig.plane.load("mpathb", PlaneRig.table("0", "0", "hand:c"));
        assertThat(rig.plane.stateOf("mpatha").pathCount()).isEqualTo(2);
    }

    @Test
    void aTableAsLongAsTheUnitIsTheOnlyOneTaken() {
        refused(Code.INVALID, "mpatha", PlaneRig.table("0", "0", "hand:a").replace("0 2048", "0 99"),
                "invalid length: '99' (word 2) is not the unit's, which has 2048 sectors");
        refused(Code.INVALID, "mpatha", PlaneRig.table("0", "0", "hand:a").replace("0 2048", "0 4096"),
                "invalid length: '4096' (word 2) is not the unit's, which has 2048 sectors");
    }
}
