package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.plugin.HandlerMatch;
import org.mpath.api.plugin.HardwareHandler;
import org.mpath.api.plugin.HardwareHandlerFactory;
import org.mpath.itests.support.Await;

/** Array plug-ins come and go. */
class HandlersTest {
    private static final HardwareHandlerFactory SYM = factory("sym", new HandlerMatch("MPATH   ", "LAB-SYM         "));
    private static final HardwareHandlerFactory OTHER = factory("other", new HandlerMatch("MPATH", "LAB-SYMX"));

    @TempDir
    Path directory;

    private Rig rig;
    private PathInventory inventory;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        rig.path("A0", 0, new FakeUnit(Rig.UNITS[0]));
        inventory = rig.startSettled();
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    @Test
    void aHandlerThatComesIsWrittenIntoTheTablesOfItsUnitsAndOneThatGoesTakenOut() throws Exception {
        rig.plane.handlers = List.of("sym");
        assertThat(rig.plane.table("mpatha")).contains(" queue_if_no_path 0 1 1 ");
        rig.bindHandler(SYM, 1);
        rig.settle();
        assertThat(rig.plane.table("mpatha")).contains(" queue_if_no_path 1 sym 1 1 ");
        rig.unbindHandler(1);
        rig.settle();
        assertThat(rig.plane.table("mpatha")).contains(" queue_if_no_path 0 1 1 ");
    }

    @Test
    void aHandlerOfAnotherArrayChangesNothing() throws Exception {
        rig.bindHandler(OTHER, 1);
        rig.settle();
        assertThat(rig.plane.loaded("mpatha").loads).isEqualTo(1);
    }

    @Test
    void aHandlerTheDataPlaneDoesNotKnowYetIsTriedAgain() throws Exception {
        rig.path("A0", 1, new FakeUnit(Rig.UNITS[1]));
        rig.bindHandler(SYM, 1);
        rig.settle();
        assertThat(rig.plane.table("mpathb")).contains(" queue_if_no_path 0 1 1 ");
        assertThat(inventory.paths()).allMatch(path -> path.reason().isEmpty());
        rig.plane.handlers = List.of("sym");
        Await.until("the handler", () -> rig.plane.table("mpathb").contains(" 1 sym "), () -> rig.plane.table("mpathb"));
    }

    @Test
    void aPathThatNeedsAnotherHandlerThanItsMapIsNotJoinedAndTheOthersWork() throws Exception {
        rig.plane.handlers = List.of("sym", "other");
        LeaseBook<HardwareHandlerFactory> sym = rig.bindHandler(claiming("sym", port -> port.startsWith("A")), 1);
        LeaseBook<HardwareHandlerFactory> other = rig.bindHandler(claiming("other", "B0"::equals), 2);
        FakePath same = rig.path("A1", 0, new FakeUnit(Rig.UNITS[0]));
        FakePath stranger = rig.path("B0", 0, new FakeUnit(Rig.UNITS[0]));
        FakePath plain = rig.path("B1", 0, new FakeUnit(Rig.UNITS[0]));
        rig.settle();
        assertThat(rig.plane.names()).isEqualTo("mpatha");
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys("lab:A0/0", same.name());
        assertThat(rig.seen(stranger).map()).isEmpty();
        assertThat(rig.seen(stranger).reason())
                .isEqualTo("unit needs handler other through this path, map mpatha of the same WWID has sym");
        assertThat(rig.seen(plain).reason())
                .isEqualTo("unit needs no handler through this path, map mpatha of the same WWID has sym");

        rig.unbindHandler(2);
        rig.unbindHandler(1);
        rig.settle();
        assertThat(rig.plane.loaded("mpatha").paths).as("nobody claims any of them now").hasSize(4);
        assertThat(inventory.paths()).allMatch(path -> path.reason().isEmpty());
    }

    @Test
    void aPathInItsMapLeavesItWhenAPlugInComesThatClaimsOnlyIt() throws Exception {
        rig.plane.handlers = List.of("other");
        FakePath stranger = rig.path("B0", 0, new FakeUnit(Rig.UNITS[0]));
        rig.settle();
        assertThat(rig.seen(stranger).map()).isEqualTo("mpatha");
        rig.bindHandler(claiming("other", "B0"::equals), 1);
        rig.settle();
        assertThat(rig.plane.loaded("mpatha").paths).containsOnlyKeys("lab:A0/0");
        assertThat(rig.seen(stranger).reason())
                .isEqualTo("unit needs handler other through this path, map mpatha of the same WWID has none");
    }

    /** A plug-in that knows its array by more than vendor and product. */
    private static HardwareHandlerFactory claiming(String name, Predicate<String> ports) {
        FakeFamily family = new FakeFamily(name);
        family.claims = path -> ports.test(path.port());
        return family;
    }

    private static HardwareHandlerFactory factory(String name, HandlerMatch... rows) {
        return new HardwareHandlerFactory() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<HandlerMatch> matches() {
                return List.of(rows);
            }

            @Override
            public HardwareHandler create(List<String> arguments) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
