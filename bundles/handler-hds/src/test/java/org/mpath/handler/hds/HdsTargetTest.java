package org.mpath.handler.hds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mpath.itests.array.VirtualReactor.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.plugin.OwnerState;
import org.mpath.api.plugin.PathFacts;
import org.mpath.api.plugin.PathRank;
import org.mpath.itests.array.TargetPath;
import org.mpath.itests.array.VirtualReactor;
import org.mpath.scsi.Cdb;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.Opcode;
import org.mpath.target.Array;
import org.mpath.target.LoggedCommand;
import org.mpath.target.Transition;
import org.mpath.target.array.HdsArray;
import org.mpath.target.store.MemoryStore;

/** The handler against the Hitachi array of the lab, and what that array's command log says of it. */
class HdsTargetTest {
    private final VirtualReactor reactor = new VirtualReactor();
    private final HdsHandlerFactory hds = new HdsHandlerFactory();
    private final HdsHandler handler = new HdsHandler();
    private Array array;

    /** Two controllers of two ports; A owns unit 0, B unit 1. */
    private void build(Map<String, String> words) {
        array = new HdsArray().create("hds", 2, 2, words);
        array.addUnit(0, new MemoryStore(1 << 20));
        array.addUnit(1, new MemoryStore(1 << 20));
        array.log().clear();
    }

    private TargetPath path(int port, long lun) {
        return new TargetPath(reactor, array.ports().get(port).login("host"), lun);
    }

    private OwnerState owner(int port, long lun) {
        List<OwnerState> said = new ArrayList<>();
        handler.askOwner(path(port, lun), said::add);
        assertThat(said).hasSize(1);
        return said.get(0);
    }

    private PathRank rank(int port, long lun) {
        List<PathRank> said = new ArrayList<>();
        hds.prioritizer().rank(path(port, lun), SECOND, said::add);
        return said.get(0);
    }

    @AfterEach
    void close() throws Exception {
        array.close();
    }

    @Test
    void theOwnerIsFollowedWhereverItGoes() {
        build(Map.of());
        assertThat(owner(0, 0)).isEqualTo(OwnerState.ACTIVE);
        assertThat(owner(2, 0)).isEqualTo(OwnerState.PASSIVE);
        assertThat(owner(3, 1)).isEqualTo(OwnerState.ACTIVE);
        array.ownership().take(array.unit(0), array.controller("B"));
        assertThat(owner(1, 0)).isEqualTo(OwnerState.PASSIVE);
        assertThat(owner(2, 0)).isEqualTo(OwnerState.ACTIVE);
    }

    @Test
    void whenAControllerFailsTheOtherOneOwnsAndGivesBackOnReturn() {
        build(Map.of());
        array.maintenance().fail(array.controller("A"));
        assertThat(owner(2, 0)).isEqualTo(OwnerState.ACTIVE);
        array.maintenance().heal(array.controller("A"));
        assertThat(owner(2, 0)).isEqualTo(OwnerState.PASSIVE);
        assertThat(owner(0, 0)).isEqualTo(OwnerState.ACTIVE);
    }

    @Test
    void whileTheOwnerChangesNobodyIsActive() {
        build(Map.of());
        array.agenda().time(reactor.nanoTime());
        array.ownership().begin(Transition.toOwner(array.unit(0), array.controller("B")).takes(2 * SECOND));
        assertThat(owner(0, 0)).isEqualTo(OwnerState.UNKNOWN);
        assertThat(owner(2, 0)).isEqualTo(OwnerState.UNKNOWN);
        reactor.pass(2 * SECOND);
        assertThat(owner(2, 0)).isEqualTo(OwnerState.ACTIVE);
    }

    @Test
    void allPathsOfASymmetricUnitAreActiveAndItIsNeverAskedForAPage() {
        build(Map.of("access", "symmetric"));
        assertThat(owner(0, 0)).isEqualTo(OwnerState.ACTIVE);
        assertThat(owner(3, 0)).isEqualTo(OwnerState.ACTIVE);
        assertThat(array.log().commands()).allSatisfy(command -> assertThat(command.cdb()[1]).isZero());
    }

    @Test
    void nothingIsEverSentThatChangesTheArray() {
        build(Map.of());
        owner(0, 0);
        owner(2, 0);
        rank(2, 0);
        assertThat(array.log().commands()).extracting(LoggedCommand::opcode).containsOnly(Opcode.INQUIRY);
    }

    @Test
    void pathsThroughTheOwnerRankHigherAndAreGroupedByController() {
        build(Map.of());
        assertThat(rank(0, 0)).isEqualTo(new PathRank(1, 0, ""));
        assertThat(rank(3, 0)).isEqualTo(new PathRank(0, 1, ""));
        assertThat(rank(0, 1)).isEqualTo(new PathRank(0, 0, ""));
        assertThat(rank(2, 1)).isEqualTo(new PathRank(1, 1, ""));
    }

    @Test
    void theArrayOfTheLabIsClaimed() {
        for (String access : List.of("symmetric", "asymmetric")) {
            build(Map.of("access", access));
            byte[] data = path(0, 0).read(252, cdb -> Cdb.inquiry(cdb, 252));
            Inquiry inquiry = Inquiry.parse(data);
            assertThat(hds.claims(new PathFacts("a", "A0", 0, inquiry.paddedVendor(), inquiry.paddedProduct(),
                            inquiry.revision(), inquiry.tpgs(), data)))
                    .as(access)
                    .isTrue();
        }
    }
}
