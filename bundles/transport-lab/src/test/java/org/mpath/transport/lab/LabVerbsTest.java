package org.mpath.transport.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.LabArray;
import org.mpath.api.control.LabCommand;
import org.mpath.api.control.LabController;
import org.mpath.api.control.LabPort;
import org.mpath.api.control.LabUnit;
import org.mpath.api.io.DataDirection;
import org.mpath.api.io.ScsiTask;
import org.mpath.api.path.PathDevice;
import org.mpath.itests.support.Await;
import org.mpath.scsi.AccessState;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.SetTargetPortGroups;

/** Arrays, controllers and units, as the verbs change them and as an initiator sees it. */
class LabVerbsTest {
    private LabRig rig;
    private LabVerbs lab;

    @BeforeEach
    void start() throws Exception {
        rig = new LabRig("name=x family=alua ports=1 passive=standby boot=100 unit=1MiB unit=1MiB");
        lab = rig.verbs;
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private LabUnit unit(String name) {
        return lab.units().stream().filter(unit -> unit.name().equals(name)).findFirst().orElseThrow();
    }

    private String controllers() {
        StringBuilder text = new StringBuilder();
        lab.controllers().forEach(each -> text.append(each.name()).append(' ').append(each.state()).append(' '));
        return text.toString().trim();
    }

    private String testUnitReady(PathDevice path) throws Exception {
        return rig.outcome(path, LabRig.testUnitReady());
    }

    private static ScsiTask setGroup(int group) {
        ScsiTask task = new ScsiTask();
        byte[] list = SetTargetPortGroups.of(group, AccessState.ACTIVE_OPTIMIZED).bytes();
        task.cdbLength = Cdb.setTargetPortGroups(task.cdb, list.length);
        task.direction = DataDirection.WRITE;
        task.data = ByteBuffer.wrap(list);
        task.dataLength = list.length;
        return task;
    }

    // ---- views ----

    @Test
    void showsArraysControllersAndUnits() {
        assertThat(lab.arrays())
                .containsExactly(new LabArray("x", "alua", "MPATH", "LAB-ALUA", 2, 2, 2, "configuration"));
        assertThat(lab.controllers()).containsExactly(
                new LabController("x", "x.A", "up", 1, List.of("x.A0"), 1),
                new LabController("x", "x.B", "up", 2, List.of("x.B0"), 1));
        assertThat(lab.units()).containsExactly(
                new LabUnit("x", "x/0", 1 << 20, "x-0", "x.A", "x.A", List.of("x.A active/optimized", "x.B standby")),
                new LabUnit("x", "x/1", 1 << 20, "x-1", "x.B", "x.B", List.of("x.A standby", "x.B active/optimized")));
    }

    @Test
    void saysWhatIsNotThere() {
        assertThatThrownBy(() -> lab.failController("C"))
                .isInstanceOf(ControlException.class)
                .hasMessage("no lab controller \"C\"; there is x.A, x.B");
        assertThatThrownBy(() -> lab.own("x/9", "x.A"))
                .hasMessage("no lab unit \"x/9\"; units are called ARRAY/NUMBER, such as lab/0");
        assertThatThrownBy(() -> lab.own("x", "x.A")).isInstanceOf(ControlException.class);
        assertThatThrownBy(() -> lab.commands("y")).hasMessage("no lab array \"y\"; there is x");
        assertThatThrownBy(() -> lab.access("x.A", "active", 0, false))
                .hasMessage("no access state \"active\"; there is active/optimized, active/non-optimized, standby,"
                        + " unavailable, lba-dependent, offline, transitioning");
        assertThatThrownBy(() -> lab.access("x.A", "standby", 600_001, false)).isInstanceOf(ControlException.class);
    }

    // ---- controllers ----

    @Test
    void aFailedControllerTakesItsLinkDownAndGivesItsUnitsAway() throws Exception {
        PathDevice survivor = rig.ready("lab:x.B0/0");
        lab.failController("x.A");
        assertThat(rig.news()).contains("lab:x.A0/0 down: controller A of array x is failed");
        assertThat(rig.news()).contains("lab:x.A0/1 down");
        assertThat(rig.outcome(rig.path("lab:x.A0/0"), LabRig.testUnitReady())).isEqualTo("NOT_SENT");
        assertThat(testUnitReady(survivor)).isEqualTo("06/2a/06");
        assertThat(testUnitReady(survivor)).isEqualTo("GOOD");
        assertThat(unit("x/0").owner()).isEqualTo("x.B");
        assertThat(controllers()).isEqualTo("x.A failed x.B up");
        assertThat(lab.ports()).extracting(LabPort::fault).containsExactly("controller failed", "none");

        lab.healController("x.A");
        assertThat(rig.news()).isEqualTo("lab:x.A0/0 up");
        assertThat(unit("x/0").owner()).isEqualTo("x.A");
    }

    @Test
    void aRebootedControllerComesBackByItself() throws Exception {
        lab.rebootController("x.A");
        assertThat(rig.news()).contains("controller A of array x is rebooting");
        assertThat(rig.news()).contains("down");
        assertThat(rig.news()).isEqualTo("lab:x.A0/0 up");
        assertThat(controllers()).isEqualTo("x.A up x.B up");
        assertThat(unit("x/0").owner()).isEqualTo("x.A");
    }

    @Test
    void anUpgradeTakesOneControllerAfterTheOther() throws Exception {
        lab.upgradeController("x.B");
        assertThat(rig.news()).contains("x.B0/0 down: controller B of array x is upgrading");
        Await.until("A goes, alone", () -> controllers().equals("x.A upgrading x.B up"));
        Await.until("A is back", () -> controllers().equals("x.A up x.B up"));
        assertThat(lab.units()).allSatisfy(unit -> assertThat(unit.owner()).isEqualTo(unit.preferredOwner()));
    }

    @Test
    void nothingIsHeardOfAControllerThatFailsBehindASilentWire() throws Exception {
        PathDevice path = rig.ready("lab:x.A0/0");
        lab.silence("x.A0");
        lab.failController("x.A");
        assertThat(path.linkUp()).isTrue();
        assertThat(testUnitReady(path)).isEqualTo("UNKNOWN");
        lab.heal("x.A0");
        lab.healController("x.A");
        Await.until("the link is up again", path::linkUp);
        assertThat(testUnitReady(path)).isEqualTo("06/29/00");
    }

    // ---- ownership and access ----

    @Test
    void aUnitIsOwnedByWhomItIsGivenTo() throws Exception {
        PathDevice a = rig.ready("lab:x.A0/0");
        PathDevice b = rig.ready("lab:x.B0/0");
        assertThat(testUnitReady(b)).isEqualTo("02/04/0b");
        lab.own("x/0", "x.B");
        assertThat(testUnitReady(a)).isEqualTo("06/2a/06");
        assertThat(testUnitReady(a)).isEqualTo("02/04/0b");
        assertThat(testUnitReady(b)).isEqualTo("06/2a/06");
        assertThat(testUnitReady(b)).isEqualTo("GOOD");
        lab.failController("x.A");
        assertThatThrownBy(() -> lab.own("x/0", "x.A")).hasMessage("controller x.A is failed");
    }

    @Test
    void aStateComesAfterItsTimeOrNotAtAll() throws Exception {
        PathDevice path = rig.ready("lab:x.A0/0");
        lab.access("x.A", "standby", 50, false);
        assertThat(testUnitReady(path)).isEqualTo("06/2a/06");
        Await.until("the state is there", () -> unit("x/0").access().contains("x.A standby"));
        assertThat(unit("x/1").access()).containsExactly("x.A standby", "x.B active/optimized");
        assertThat(testUnitReady(path)).isEqualTo("06/2a/06");
        assertThat(testUnitReady(path)).isEqualTo("02/04/0b");

        lab.access("x.A", "active/optimized", 50, true);
        testUnitReady(path);
        assertThat(testUnitReady(path)).isEqualTo("02/04/0a");
        Await.until("it failed", () -> unit("x/0").access().contains("x.A standby"));
        assertThat(testUnitReady(path)).isEqualTo("06/2a/07");
        assertThat(testUnitReady(path)).isEqualTo("02/04/0b");
    }

    @Test
    void anActivationThatTakesItsTimeIsAnsweredAtItsEnd() throws Exception {
        rig.close();
        rig = new LabRig("name=x family=alua ports=1 passive=standby transition=60 unit=1MiB");
        lab = rig.verbs;
        PathDevice path = rig.ready("lab:x.B0/0");
        List<CompletableFuture<ScsiTask>> sent =
                rig.send(path, LabRig.patient(setGroup(2)), LabRig.testUnitReady());
        assertThat(LabRig.text(LabRig.await(sent.get(1)))).isEqualTo("02/04/0a");
        assertThat(sent.get(0)).isNotDone();
        assertThat(LabRig.text(LabRig.await(sent.get(0)))).isEqualTo("GOOD");
        assertThat(testUnitReady(path)).isEqualTo("GOOD");
    }

    @Test
    void anActivationThatIsGivenUpDoesNotDisturbTheNextCommands() throws Exception {
        rig.close();
        rig = new LabRig("name=x family=alua ports=1 passive=standby transition=600 unit=1MiB");
        lab = rig.verbs;
        PathDevice path = rig.ready("lab:x.B0/0");
        assertThat(rig.outcome(path, setGroup(2))).as("aborted after the timeout").isEqualTo("ENDED");
        assertThat(testUnitReady(path)).isEqualTo("02/04/0a");
        Await.until("the change is done", () -> unit("x/0").owner().equals("x.B"));
        assertThat(testUnitReady(path)).isEqualTo("GOOD");
    }

    @Test
    void aSymmetricArrayHasNoAccessStates() {
        lab.createArray("name=s unit=1MiB");
        assertThatThrownBy(() -> lab.access("s.A", "standby", 0, false))
                .hasMessage("array s has no access states: all its ports are alike");
        assertThatThrownBy(() -> lab.own("s/0", "x.A")).hasMessage("controller x.A is of array x, not of s/0's");
    }

    // ---- arrays ----

    @Test
    void makesAndRemovesArrays() throws Exception {
        lab.createArray("name=y ports=1 controllers=1 unit=1MiB");
        Await.until("its path is there", () -> rig.lab.path("lab:y.A0/0") != null);
        assertThat(lab.arrays()).extracting(LabArray::name, LabArray::origin)
                .contains(tuple("y", "command"));
        assertThatThrownBy(() -> lab.createArray("name=x unit=1MiB")).hasMessage("there is an array x already");
        assertThatThrownBy(() -> lab.createArray("name=z")).hasMessage("array z: word unit= is missing");
        assertThatThrownBy(() -> lab.createArray("name=z unit=file:/nowhere/at/all"))
                .hasMessage("/nowhere/at/all does not exist and no size is given to create it");

        lab.removeArray("y");
        assertThat(rig.lab.path("lab:y.A0/0")).isNull();
        lab.removeArray("x");
        assertThat(lab.arrays()).isEmpty();
        assertThatThrownBy(() -> lab.removeArray("x")).hasMessageStartingWith("no lab array \"x\"");
    }

    @Test
    void makesOneArrayOfEveryFamily() {
        assertThat(lab.createSamples()).startsWith("sym", "alua").contains("hp-sw", "hds");
        assertThat(lab.arrays()).extracting(LabArray::family).contains("sym", "alua", "hp_sw", "hds");
        assertThat(lab.createSamples()).isEmpty();
    }

    @Test
    void keepsWhatWasMadeWhenTheConfigurationChanges() {
        lab.createArray("name=y unit=1MiB");
        rig.lab.modified(LabRig.settings("name=z unit=1MiB"));
        assertThat(lab.arrays()).extracting(LabArray::name).containsExactlyInAnyOrder("y", "z");
        rig.lab.modified(new LabRig.Settings(false, new String[] {"name=z unit=1MiB"}, 100, 100));
        assertThat(lab.arrays()).isEmpty();
        assertThatThrownBy(() -> lab.createArray("name=w unit=1MiB")).hasMessageContaining("switched off");
    }

    @Test
    void takesArraysOfConfigurationsOfTheirOwn() {
        ConfiguredArray array = new ConfiguredArray(
                settings("name=y unit=1MiB"), Map.of("service.pid", "org.mpath.lab~y"));
        rig.lab.addArray(array);
        assertThat(lab.arrays()).extracting(LabArray::origin).containsExactly("configuration", "org.mpath.lab~y");
        rig.lab.addArray(new ConfiguredArray(settings("name=y unit=9MiB"), Map.of("service.pid", "org.mpath.lab~z")));
        rig.lab.addArray(new ConfiguredArray(settings(""), Map.of("service.pid", "org.mpath.lab")));
        assertThat(lab.arrays()).hasSize(2);
        rig.lab.removeArray(array);
        assertThat(lab.arrays()).extracting(LabArray::name).containsExactly("x");
    }

    private static LabArraySettings settings(String text) {
        return new LabArraySettings() {
            @Override
            public String array() {
                return text;
            }

            @Override
            public Class<LabArraySettings> annotationType() {
                return LabArraySettings.class;
            }
        };
    }

    // ---- units ----

    @Test
    void addsAndRemovesUnitsWithTheirPaths(@TempDir Path folder) throws Exception {
        assertThat(lab.addUnit("x", "2MiB,ro", false)).isEqualTo("x/2");
        Await.until("its paths are there", () -> rig.lab.path("lab:x.B0/2") != null);
        assertThat(rig.outcome(rig.ready("lab:x.A0/2"), LabRig.write(0, LabRig.block(1)))).isEqualTo("07/27/00");
        lab.removeUnit("x/0");
        Await.until("its paths are gone", () -> rig.lab.path("lab:x.A0/0") == null);
        assertThat(lab.addUnit("x", "file:" + folder.resolve("disk.img") + ",1MiB", false)).isEqualTo("x/0");
        assertThatThrownBy(() -> lab.addUnit("x", "2MB", false)).hasMessage(
                "unit \"2MB\": size \"2MB\" is not a number with KiB, MiB, GiB, TiB or nothing behind it");
    }

    /** As an array does: nobody takes a new volume for the one that had its number. */
    @Test
    void whatIsAddedAtTheNumberOfAnotherUnitIsAnotherUnitUnlessAPersonWantsTheSame() throws Exception {
        assertThat(unit("x/0").serial()).isEqualTo("x-0");
        lab.removeUnit("x/0");
        lab.addUnit("x", "2MiB", false);
        assertThat(unit("x/0").serial()).isEqualTo("x-0.1");
        lab.removeUnit("x/0");
        lab.addUnit("x", "2MiB", true);
        assertThat(unit("x/0").serial()).isEqualTo("x-0.1");
        lab.removeUnit("x/0");
        lab.addUnit("x", "2MiB", false);
        assertThat(unit("x/0").serial()).isEqualTo("x-0.3");
    }

    @Test
    void resizesUnits() throws Exception {
        PathDevice path = rig.ready("lab:x.A0/0");
        lab.resizeUnit("x/0", "4MiB");
        assertThat(testUnitReady(path)).isEqualTo("06/2a/09");
        assertThat(rig.outcome(path, LabRig.write(8191, LabRig.block(1)))).isEqualTo("GOOD");
        assertThat(unit("x/0").sizeBytes()).isEqualTo(4 << 20);
        assertThatThrownBy(() -> lab.resizeUnit("x/0", "4")).hasMessageContaining("multiple of 512");
    }

    @Test
    void swapsIdentities() throws Exception {
        PathDevice path = rig.ready("lab:x.A0/0");
        lab.swapUnits("x/0", "x/1");
        assertThat(testUnitReady(path)).isEqualTo("06/3f/03");
        assertThat(unit("x/0").serial()).isEqualTo("x-1");
    }

    // ---- commands ----

    @Test
    void tellsWhichCommandsAnArrayGot() throws Exception {
        PathDevice path = rig.ready("lab:x.B0/0");
        lab.clearCommands("x");
        rig.outcome(path, setGroup(2));
        lab.sense("x.B0", 2, 4, 1, 1);
        testUnitReady(path);
        rig.outcome(path, LabRig.read(0, 1));
        List<LabCommand> commands = lab.commands("x");
        assertThat(commands).extracting(LabCommand::cdb).containsExactly(
                "a4 0a 00 00 00 00 00 00 00 08 00 00", "00 00 00 00 00 00");
        assertThat(commands).extracting(LabCommand::answer).containsExactly("good", "02/04/01");
        assertThat(commands.get(0)).satisfies(set -> {
            assertThat(set.parameters()).isEqualTo("00 00 00 00 00 00 00 02");
            assertThat(set.port()).isEqualTo("x.B0");
            assertThat(set.initiator()).isEqualTo("mpath");
        });
    }

    @Test
    void tellsOfReadsAndWritesWhenToldTo() throws Exception {
        lab.createArray("name=y ports=1 log=all unit=1MiB");
        Await.until("its path is there", () -> rig.lab.path("lab:y.A0/0") != null);
        PathDevice path = rig.ready("lab:y.A0/0");
        lab.clearCommands("y");
        rig.outcome(path, LabRig.write(0, LabRig.block(1)));
        rig.outcome(path, LabRig.read(0, 1));
        assertThat(lab.commands("y")).extracting(command -> command.cdb().substring(0, 2)).containsExactly("2a", "28");
    }
}
