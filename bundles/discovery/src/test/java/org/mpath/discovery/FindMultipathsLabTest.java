package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.itests.support.Await;
import org.mpath.transport.lab.LabMemory;
import org.mpath.transport.lab.LabTransport;

/** {@code find_multipaths} with arrays of the lab, which get further ports. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FindMultipathsLabTest {
    private static final String UNITS = " unit=1MiB unit=1MiB";

    @TempDir
    Path directory;

    private Rig rig;
    private LabTransport lab;
    private PathInventory inventory;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
    }

    @AfterEach
    void tearDown() {
        if (lab != null) {
            lab.close();
        }
        rig.close();
    }

    private void start(String mode, String... arrays) throws Exception {
        rig.configuration = "defaults {\n find_multipaths " + mode + "\n}\n";
        inventory = rig.start();
        lab = new LabTransport(rig.reactor, new LabMemory(), Given.lab(arrays));
        inventory.bindTransport(lab);
        Await.until("the lab settles", lab::settled);
        rig.settle();
    }

    @Test
    void onMakesMapsOfUnitsThatGetASecondPort() throws Exception {
        start("on", "name=one controllers=1 ports=1" + UNITS, "name=two controllers=2 ports=1" + UNITS);
        assertThat(rig.plane.names()).isEqualTo("mpatha mpathb");
        assertThat(inventory.paths()).filteredOn(path -> path.map().isEmpty()).hasSize(2)
                .allMatch(path -> path.port().startsWith("one") && path.reason().endsWith("find_multipaths is on"));

        lab.modified(Given.lab("name=one controllers=1 ports=2" + UNITS, "name=two controllers=2 ports=1" + UNITS));
        Await.until("maps of all units", () -> inventory.paths().stream().filter(path -> !path.map().isEmpty()).count() == 8,
                inventory::paths);
        assertThat(rig.plane.names()).isEqualTo("mpatha mpathb mpathc mpathd");
    }

    @Test
    void smartTakesSinglePathsAfterASecondWhereNobodyKnowsTheArray() throws Exception {
        start("smart\n find_multipaths_timeout -3600", "name=one controllers=1 ports=1" + UNITS);
        Await.until("maps of single paths", () -> inventory.paths().stream().allMatch(path -> !path.map().isEmpty()), inventory::paths);
        assertThat(rig.plane.names()).isEqualTo("mpatha mpathb");
        assertThat(inventory.paths()).hasSize(2).allMatch(path -> path.reason().isEmpty());
    }
}
