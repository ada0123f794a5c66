package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.itests.support.Await;

/** The bound on the number of maps. */
class MapsMaxTest {
    private static final int MAPS_MAX = 256;

    @TempDir
    Path directory;

    private Rig rig;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        rig.rules = new MapRules(MAPS_MAX, false);
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private static String wwid(int number) {
        return "6024d50" + "%025x".formatted(number);
    }

    private FakePath path(int number) {
        return rig.path("A0", number, new FakeUnit(wwid(number)));
    }

    private static String refusal(int number) {
        return "no map for unit 3" + wwid(number) + ": there are 256 maps, and maps.max is 256";
    }

    @Test
    void oneMapTooManyIsRefusedWithOneSentenceAndTheOthersWork() throws Exception {
        FakePath first = null;
        FakePath last = null;
        for (int number = 0; number <= MAPS_MAX; number++) {
            last = path(number);
            first = number == 0 ? last : first;
        }
        PathInventory inventory = rig.startSettled();
        assertThat(rig.plane.maps()).hasSize(MAPS_MAX);
        assertThat(rig.seen(last).map()).isEmpty();
        assertThat(rig.seen(last).reason()).isEqualTo(refusal(MAPS_MAX));
        assertThat(inventory.paths()).filteredOn(path -> path.map().isEmpty()).hasSize(1);
        assertThat(Files.readAllLines(directory.resolve("bindings"))).as("a refused unit gets no name").hasSize(MAPS_MAX);

        FakePath second = rig.path("B0", 0, first.unit);
        rig.settle();
        assertThat(rig.seen(second).map()).as("a further path of a unit that has a map").isEqualTo("mpatha");
    }

    @Test
    void aMapThatGoesMakesRoomForExactlyOneThatWaits() throws Exception {
        FakePath first = path(0);
        for (int number = 1; number < MAPS_MAX; number++) {
            path(number);
        }
        FakePath waits = path(MAPS_MAX);
        FakePath waitsLonger = path(MAPS_MAX + 1);
        rig.startSettled();
        rig.transport.remove(first);
        rig.settle();
        assertThat(rig.plane.maps()).hasSize(MAPS_MAX);
        assertThat(rig.seen(waits).map()).isNotEmpty();
        assertThat(rig.seen(waitsLonger).reason()).isEqualTo(refusal(MAPS_MAX + 1));
    }

    @Test
    void aHigherBoundAdmitsWhatWaits() throws Exception {
        rig.rules = new MapRules(1, false);
        path(0);
        FakePath waits = path(1);
        PathInventory inventory = rig.startSettled();
        assertThat(rig.plane.names()).isEqualTo("mpatha");
        rig.rules = new MapRules(2, false);
        rig.reconfigure();
        Await.until("the second map", () -> rig.seen(waits).map().equals("mpathb"), inventory::paths);
        assertThat(rig.seen(waits).reason()).isEmpty();
    }

    @Test
    void aLowerBoundTakesNoMapAway() throws Exception {
        path(0);
        path(1);
        PathInventory inventory = rig.startSettled();
        rig.rules = new MapRules(1, false);
        rig.reconfigure();
        FakePath third = path(2);
        Await.until("the refusal", () -> inventory.paths().stream()
                .anyMatch(path -> path.name().equals(third.name()) && path.reason().contains("maps.max is 1")), inventory::paths);
        assertThat(rig.plane.names()).isEqualTo("mpatha mpathb");
    }

    @Test
    void mapsThatRunAlreadyAreTakenOverWhateverTheBound() throws Exception {
        path(0);
        path(1);
        rig.startSettled();
        rig.rules = new MapRules(1, false);
        rig.start().bindTransport(rig.transport);
        rig.settle();
        assertThat(rig.plane.names()).isEqualTo("mpatha mpathb");
        assertThat(rig.plane.loaded("mpathb").loads).isEqualTo(2);
    }
}
