package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.scsi.Designator;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.Inquiry;

/** By which rules units are named. */
class ProfileTest {
    @TempDir
    Path directory;

    private Rig rig;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private static String attribute(String word) {
        return "defaults {\n uid_attribute " + word + "\n}\n";
    }

    @Test
    void uidAttributeChoosesThem() throws Exception {
        rig.configuration = attribute("ID_WWN");
        FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
        FakePath one = rig.path("A0", 0, unit);
        FakePath two = rig.path("B0", 0, unit);
        rig.startSettled();
        assertThat(rig.plane.loaded("mpatha").unit.wwid()).isEqualTo("0x" + Rig.UNITS[0]);
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(one.name(), two.name());
    }

    @Test
    void aDeviceSectionChoosesThemForItsUnits() throws Exception {
        rig.configuration = "devices {\n device {\n vendor MPATH\n product LAB-SYM\n uid_attribute openbsd\n }\n}\n";
        rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        FakeUnit other = new FakeUnit(Rig.UNITS[1]);
        other.inquiry = Inquiry.disk("ACME", "DISK", "1", 0);
        rig.path("A0", 1, other);
        rig.startSettled();
        assertThat(rig.plane.loaded("mpatha").unit.wwid()).isEqualTo("3" + Rig.UNITS[0]);
        assertThat(rig.plane.loaded("mpathb").unit.wwid()).isEqualTo("3" + Rig.UNITS[1]);
    }

    /** Row 030: the product decides, whatever the vendor; all other units are nobody's. */
    @Test
    void theListOf2003KnowsTwoProducts() throws Exception {
        rig.configuration = attribute("whitelist-2003");
        FakeUnit listed = new FakeUnit(Rig.UNITS[0]);
        listed.inquiry = Inquiry.disk("ANY", "HSG80", "1", 0);
        listed.identification = new DeviceIdentification(List.of(
                Designator.naa(HexFormat.of().parseHex(Rig.UNITS[0])))).bytes();
        rig.path("A0", 0, listed);
        FakeUnit unlisted = new FakeUnit(Rig.UNITS[1]);
        unlisted.inquiry = Inquiry.disk("ANY", "HSG81", "1", 0);
        FakePath out = rig.path("A0", 1, unlisted);
        rig.startSettled();
        assertThat(rig.plane.names()).isEqualTo("mpatha");
        assertThat(rig.plane.loaded("mpatha").unit.wwid()).isEqualTo(Rig.UNITS[0]);
        assertThat(rig.seen(out).reason()).isEqualTo("unit has no identity by whitelist-2003");
    }

    @Test
    void aWordThatMeansNothingHereNamesUnitsAsEver() throws Exception {
        rig.configuration = attribute("ID_UID");
        rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        rig.startSettled();
        assertThat(rig.plane.loaded("mpatha").unit.wwid()).isEqualTo("3" + Rig.UNITS[0]);
    }

    @Test
    void aMapKeepsTheRulesItWasNamedByAndItsUnitGetsNoSecondOne() throws Exception {
        FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
        FakePath one = rig.path("A0", 0, unit);
        PathInventory inventory = rig.startSettled();
        inventory.follow(Given.configuration(attribute("ID_WWN")), false);
        FakePath two = rig.path("B0", 0, unit);
        FakePath three = rig.path("A0", 1, new FakeUnit(Rig.UNITS[1]));
        one.cut("pulled");
        one.heal();
        rig.settle();
        assertThat(rig.plane.names()).isEqualTo("mpatha mpathb");
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys(one.name(), two.name());
        assertThat(rig.seen(one).wwid()).isEqualTo("3" + Rig.UNITS[0]);
        assertThat(rig.seen(three).wwid()).as("a new unit").isEqualTo("0x" + Rig.UNITS[1]);
    }
}
