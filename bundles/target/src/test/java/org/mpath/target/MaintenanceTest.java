package org.mpath.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.scsi.AccessState;
import org.mpath.target.array.AluaArray;
import org.mpath.target.array.SymmetricArray;
import org.mpath.target.store.MemoryStore;

/** What happens to units and nexuses when controllers go and come. */
class MaintenanceTest {
    private static final long SECOND = 1_000_000_000L;

    private final Array array = new AluaArray().create("alua", 3, 1, Map.of("passive", "standby"));
    private final Controller controllerA = array.controller("A");
    private final Controller controllerB = array.controller("B");
    private final Controller controllerC = array.controller("C");
    private final List<String> news = new ArrayList<>();
    private Host a;
    private Host b;

    @BeforeEach
    void build() {
        for (int lun = 0; lun < 4; lun++) {
            array.addUnit(lun, new MemoryStore(1 << 20));
        }
        array.addListener(controller -> news.add(controller.name() + ' ' + controller.state().words()));
        a = login(controllerA);
        b = login(controllerB);
    }

    private static Host login(Controller controller) {
        Host host = new Host(controller.ports().get(0));
        for (int lun = 0; lun < 4; lun++) {
            host.settled(lun);
        }
        return host;
    }

    /** The owners of units 0 to 3. */
    private String owners() {
        StringBuilder owners = new StringBuilder();
        array.units().forEach(unit -> owners.append(unit.access().owner().name()));
        return owners.toString();
    }

    private AccessState state(int lun, Controller controller) {
        return array.unit(lun).access().state(controller);
    }

    @Test
    void givesUnitsToControllersInTurn() {
        assertThat(owners()).isEqualTo("ABCA");
        assertThat(state(3, controllerA)).isEqualTo(AccessState.ACTIVE_OPTIMIZED);
        assertThat(state(3, controllerB)).isEqualTo(AccessState.STANDBY);
    }

    @Test
    void movesTheUnitsOfAFailedControllerAndTellsTheSurvivors() {
        Command waiting = new Command();
        waiting.carry(new byte[16], 6, null, 0, 0, new byte[252]);
        a.nexus.hold(0, waiting);

        array.maintenance().fail(controllerA);

        assertThat(news).containsExactly("A failed");
        assertThat(a.nexus.ended()).isTrue();
        assertThat(waiting.state()).isEqualTo(Command.State.ENDED);
        assertThat(owners()).isEqualTo("BBCB");
        assertThat(state(0, controllerA)).isEqualTo(AccessState.UNAVAILABLE);
        assertThat(state(1, controllerA)).isEqualTo(AccessState.UNAVAILABLE);
        assertThat(b.testUnitReady(0).answer()).isEqualTo("06/2a/06");
        assertThat(b.testUnitReady(0).answer()).isEqualTo("GOOD");
        assertThatThrownBy(() -> controllerA.ports().get(0).login("host")).hasMessage("controller A is down");
    }

    @Test
    void takesTheTransitionTimeToMoveThem() {
        array.ownership().transitionNanos(SECOND);
        array.maintenance().fail(controllerA);
        assertThat(state(0, controllerA)).isEqualTo(AccessState.UNAVAILABLE);
        b.testUnitReady(0);
        assertThat(b.testUnitReady(0).answer()).isEqualTo("02/04/0a");
        array.agenda().advance(SECOND);
        b.testUnitReady(0);
        assertThat(b.testUnitReady(0).answer()).isEqualTo("GOOD");
    }

    @Test
    void survivesTheFailureOfTheSurvivor() {
        array.ownership().transitionNanos(SECOND);
        array.maintenance().fail(controllerA);
        array.maintenance().fail(controllerB);
        array.agenda().advance(SECOND);
        assertThat(owners()).isEqualTo("CCCC");
        array.maintenance().fail(controllerC);
        assertThat(state(0, controllerC)).isEqualTo(AccessState.UNAVAILABLE);

        array.maintenance().heal(controllerB);
        array.agenda().advance(2 * SECOND);
        assertThat(owners()).isEqualTo("BBBB");
        assertThat(state(2, controllerB)).isEqualTo(AccessState.ACTIVE_OPTIMIZED);
    }

    @Test
    void givesAHealedControllerItsUnitsBack() {
        array.maintenance().fail(controllerA);
        array.maintenance().heal(controllerA);
        assertThat(news).containsExactly("A failed", "A up");
        assertThat(owners()).isEqualTo("ABCA");
        Host again = login(controllerA);
        assertThat(again.testUnitReady(0).answer()).isEqualTo("GOOD");
        assertThat(state(1, controllerA)).isEqualTo(AccessState.STANDBY);
    }

    @Test
    void leavesUnitsWhereTheyAreWithoutFailback() {
        array.ownership().failback(false);
        array.maintenance().fail(controllerA);
        array.maintenance().heal(controllerA);
        assertThat(owners()).isEqualTo("BBCB");
        assertThat(state(0, controllerA)).isEqualTo(AccessState.STANDBY);
    }

    @Test
    void rebootsAndComesBackByItself() {
        array.maintenance().reboot(controllerA, 3 * SECOND);
        assertThat(controllerA.state()).isEqualTo(Controller.State.REBOOTING);
        array.agenda().advance(3 * SECOND - 1);
        assertThat(controllerA.up()).isFalse();
        array.agenda().advance(3 * SECOND);
        assertThat(controllerA.up()).isTrue();
        assertThat(news).containsExactly("A rebooting", "A up");
        assertThat(owners()).isEqualTo("ABCA");
    }

    @Test
    void staysDownWhenItFailsWhileItReboots() {
        array.maintenance().reboot(controllerA, SECOND);
        array.maintenance().fail(controllerA);
        array.agenda().advance(5 * SECOND);
        assertThat(controllerA.state()).isEqualTo(Controller.State.FAILED);
    }

    @Test
    void upgradesOneControllerAfterTheOther() {
        array.ownership().transitionNanos(SECOND / 10);
        array.maintenance().upgrade(controllerB, SECOND);
        assertThat(array.maintenance().upgrading()).isTrue();
        for (long now = 0; array.maintenance().upgrading(); now += SECOND / 100) {
            assertThat(array.controllers().stream().filter(Controller::up).count()).isGreaterThanOrEqualTo(2);
            assertThat(array.units()).allSatisfy(unit -> assertThat(unit.access().owner().up()).isTrue());
            assertThat(now).isLessThan(10 * SECOND);
            array.agenda().advance(now);
        }
        assertThat(news).containsExactly(
                "B upgrading", "B up", "C upgrading", "C up", "A upgrading", "A up");
        assertThat(owners()).isEqualTo("ABCA");
        assertThat(array.agenda().isEmpty()).isTrue();
    }

    @Test
    void goesOnWithTheUpgradeWhenAControllerIsHealedOrFails() {
        array.maintenance().upgrade(controllerA, SECOND);
        array.maintenance().heal(controllerA);
        array.maintenance().fail(controllerB);
        for (int tenths = 0; tenths < 100; tenths++) {
            array.agenda().advance(tenths * SECOND / 10);
        }
        assertThat(array.maintenance().upgrading()).isFalse();
        assertThat(news).endsWith("C upgrading", "C up");
    }

    @Test
    void restartsAnUpgradeThatIsAskedForAgain() {
        array.maintenance().upgrade(controllerA, SECOND);
        array.maintenance().upgrade(controllerC, SECOND);
        for (int tenths = 0; tenths < 100; tenths++) {
            array.agenda().advance(tenths * SECOND / 10);
        }
        assertThat(array.controllers()).allMatch(Controller::up);
        assertThat(array.maintenance().upgrading()).isFalse();
    }

    @Test
    void finishesAMoveWhoseOldOwnerFailsOnTheWay() {
        array.ownership().transitionNanos(SECOND);
        b.setGroup(0, 2, AccessState.ACTIVE_OPTIMIZED);
        array.maintenance().fail(controllerA);
        assertThat(state(0, controllerA)).isEqualTo(AccessState.UNAVAILABLE);
        assertThat(b.answer()).isEqualTo("none yet");
        array.agenda().advance(SECOND);
        assertThat(b.answer()).isEqualTo("GOOD");
        assertThat(owners()).isEqualTo("BBCB");
        assertThat(state(0, controllerA)).isEqualTo(AccessState.UNAVAILABLE);
    }

    @Test
    void turnsAMoveRoundWhenTheOldOwnerComesBackOnTheWay() {
        array.ownership().transitionNanos(SECOND);
        array.maintenance().fail(controllerA);
        array.agenda().advance(SECOND / 2);
        array.maintenance().heal(controllerA);
        array.agenda().advance(SECOND / 2 + SECOND);
        assertThat(owners()).isEqualTo("ABCA");
        assertThat(state(0, controllerA)).isEqualTo(AccessState.ACTIVE_OPTIMIZED);
        assertThat(state(0, controllerB)).isEqualTo(AccessState.STANDBY);
        assertThat(array.units()).noneMatch(unit -> unit.access().changing());
    }

    @Test
    void leavesEveryUnitReachableWhateverHappens() {
        long seed = Long.getLong("mpath.seed", System.nanoTime());
        Random random = new Random(seed);
        array.ownership().transitionNanos(SECOND);
        long now = 0;
        for (int step = 0; step < 5_000; step++) {
            Controller controller = array.controllers().get(random.nextInt(3));
            LogicalUnit unit = array.unit(random.nextInt(4));
            switch (random.nextInt(6)) {
                case 0 -> array.maintenance().fail(controller);
                case 1 -> array.maintenance().reboot(controller, random.nextInt(3) * SECOND);
                case 2 -> array.maintenance().heal(controller);
                case 3 -> array.maintenance().upgrade(controller, SECOND);
                case 4 -> array.ownership().transfer(List.of(unit), controller, null, SECOND, succeeded -> {});
                default -> now += random.nextInt(2_000) * SECOND / 1_000;
            }
            array.agenda().advance(now);
        }
        array.controllers().forEach(array.maintenance()::heal);
        for (int tenths = 0; tenths < 300; tenths++) {
            array.agenda().advance(now + tenths * SECOND / 10);
        }
        assertThat(array.units()).as("-Dmpath.seed=" + seed).allSatisfy(unit -> {
            assertThat(unit.access().changing()).isFalse();
            for (Controller controller : array.controllers()) {
                boolean owning = unit.access().owner() == controller;
                assertThat(unit.access().state(controller))
                        .isEqualTo(owning ? AccessState.ACTIVE_OPTIMIZED : AccessState.STANDBY);
            }
        });
        assertThat(array.agenda().isEmpty()).isTrue();
    }

    @Test
    void leavesASymmetricArrayServingThroughTheOthers() {
        Array symmetric = SymmetricArray.create("sym", 2, 1);
        symmetric.addUnit(0, new MemoryStore(1 << 20));
        Host other = new Host(symmetric.ports().get(1)).settled(0);
        symmetric.maintenance().fail(symmetric.controller("A"));
        assertThat(other.testUnitReady(0).answer()).isEqualTo("GOOD");
        symmetric.maintenance().heal(symmetric.controller("A"));
        assertThat(other.testUnitReady(0).answer()).isEqualTo("GOOD");
        assertThat(symmetric.unit(0).access().owner().name()).isEqualTo("A");
    }
}
