package org.mpath.transport.iscsi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.IscsiTarget;
import org.mpath.api.path.PathDevice;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.FaultProxy;
import org.mpath.itests.support.FreePortals;
import org.mpath.itests.support.Tgtd;
import org.mpath.itests.support.TgtdTarget;

/** Units that come and go, the verbs, and changes of the configuration, against a real tgtd. */
class UnitsTest {
    @TempDir
    Path folder;

    private static List<String> names(Rig rig) {
        return rig.transport.paths().stream().map(PathDevice::name).sorted().toList();
    }

    @Test
    void aRescanFindsUnitsThatCameAndMissesThoseThatWent() throws Exception {
        try (Tgtd tgtd = new Tgtd(folder)) {
            TgtdTarget target = tgtd.targetWithFile(1 << 20);
            String port = "iscsi:" + tgtd.portal() + ",1," + target.name();
            try (Rig rig = new Rig(Configured.portals(tgtd.portal())).settled()) {
                assertThat(names(rig)).containsExactly(port + "/0", port + "/1");
                target.addFile(2, 1 << 20);
                target.addFile(300, 1 << 20);
                rig.transport.rescan();
                Await.until("new units", () -> names(rig).size() == 4);
                assertThat(names(rig)).contains(port + "/2", port + "/300");
                rig.ready(rig.path(300));
                target.removeUnit(1);
                rig.transport.rescan();
                Await.until("news of the unit", () -> rig.news.contains(
                        "gone " + port + "/1: logical unit is no longer reported by the target"));
                assertThat(names(rig)).containsExactlyInAnyOrder(port + "/0", port + "/2", port + "/300");
                assertThat(rig.transport.path(port + "/300")).isSameAs(rig.path(300));
                assertThat(rig.transport.path(port + "/1")).as("gone").isNull();
            }
        }
    }

    @Test
    void aUnitThatWentWhileTheLinkWasDownIsGoneAfterTheLogin() throws Exception {
        try (Tgtd tgtd = new Tgtd(folder); FaultProxy proxy = new FaultProxy(tgtd.portal())) {
            TgtdTarget target = tgtd.targetWithFile(1 << 20);
            target.addFile(2, 1 << 20);
            try (Rig rig = new Rig(Configured.portals(proxy.portal() + "," + target.name()).quick()).settled()) {
                PathDevice first = rig.path(1);
                PathDevice second = rig.path(2);
                proxy.refuse();
                proxy.finish();
                Await.until("link down", () -> !second.linkUp());
                target.removeUnit(2);
                proxy.heal();
                Await.until("unit gone", () -> !rig.transport.paths().contains(second));
                assertThat(rig.transport.paths()).as("the same path as before").contains(first);
            }
        }
    }

    @Test
    void discoversThroughAPortalWithoutLoggingIn() throws Exception {
        try (Tgtd tgtd = new Tgtd(folder); Rig rig = new Rig(new Configured()).settled()) {
            String first = tgtd.targetWithFile(1 << 20).name();
            String second = tgtd.target().name();
            assertThat(rig.transport.discover(tgtd.portal())).containsExactlyInAnyOrder(
                    new IscsiTarget(first, tgtd.portal(), 1), new IscsiTarget(second, tgtd.portal(), 1));
            assertThat(rig.transport.sessions()).isEmpty();
            String free = FreePortals.one();
            assertThatThrownBy(() -> rig.transport.discover(free))
                    .isInstanceOf(ControlException.class)
                    .hasMessageContaining(free)
                    .hasMessageContaining("refused");
            assertThatThrownBy(() -> rig.transport.discover("no portal"))
                    .isInstanceOf(ControlException.class)
                    .hasMessageContaining("'no portal'");
            assertThatThrownBy(() -> rig.transport.discover("nowhere.invalid"))
                    .isInstanceOf(ControlException.class)
                    .hasMessageContaining("no address for host nowhere.invalid");
        }
    }

    @Test
    void logsInAndOutByCommand() throws Exception {
        try (Tgtd tgtd = new Tgtd(folder); Rig rig = new Rig(new Configured()).settled()) {
            TgtdTarget target = tgtd.targetWithFile(1 << 20);
            String name = target.name();
            rig.transport.login(tgtd.portal(), name);
            assertThat(names(rig)).hasSize(2);
            assertThat(rig.session().state()).isEqualTo("logged-in");
            assertThat(rig.session().units()).isEqualTo(2);
            assertThat(rig.session().tsih()).isNotZero();
            rig.transport.login(tgtd.portal(), name);
            assertThat(rig.session().logins()).as("a second login does nothing").isEqualTo(1);
            assertThat(target.connections()).contains("Connection");
            assertThat(rig.transport.logout(tgtd.portal(), name)).isEqualTo(1);
            assertThat(rig.transport.logout(tgtd.portal(), name)).isZero();
            assertThat(names(rig)).isEmpty();
            assertThat(rig.transport.sessions()).isEmpty();
            assertThat(target.connections()).doesNotContain("Connection");
        }
    }

    @Test
    void aLoginByCommandThatFailsLeavesNothingBehind() throws Exception {
        try (Tgtd tgtd = new Tgtd(folder); Rig rig = new Rig(new Configured().quick()).settled()) {
            tgtd.targetWithFile(1 << 20);
            assertThatThrownBy(() -> rig.transport.login(tgtd.portal(), "iqn.2026-11.org.example:wrong"))
                    .isInstanceOf(ControlException.class)
                    .hasMessageContaining("iqn.2026-11.org.example:wrong")
                    .hasMessageContaining(tgtd.portal())
                    .hasMessageContaining("target not found");
            assertThat(rig.transport.sessions()).isEmpty();
            assertThatThrownBy(() -> rig.transport.login(tgtd.portal(), "Disk 1"))
                    .isInstanceOf(ControlException.class)
                    .hasMessageContaining("'Disk 1'");
        }
    }

    @Test
    void aChangedConfigurationEndsWhatIsGoneKeepsWhatStaysAndAddsWhatIsNew() throws Exception {
        try (Tgtd tgtd = new Tgtd(folder)) {
            String first = tgtd.targetWithFile(1 << 20).name();
            String second = tgtd.targetWithFile(1 << 20).name();
            String third = tgtd.targetWithFile(1 << 20).name();
            String firstEntry = tgtd.portal() + "," + first;
            String secondEntry = tgtd.portal() + "," + second;
            try (Rig rig = new Rig(Configured.portals(firstEntry + "  " + secondEntry)).settled()) {
                assertThat(rig.transport.sessions()).hasSize(2);
                rig.transport.modified(Configured.portals(secondEntry, tgtd.portal() + "," + third).get());
                Await.until("third is there", () -> names(rig).stream().anyMatch(name -> name.contains(third)));
                Await.until("first is gone", () -> names(rig).stream().noneMatch(name -> name.contains(first)));
                assertThat(rig.transport.sessions()).allMatch(session -> session.logins() == 1).hasSize(2);
                rig.transport.modified(Configured.portals("not a portal!").get());
                assertThat(rig.transport.sessions()).as("a wrong configuration changes nothing").hasSize(2);
                rig.transport.modified(Configured.portals().get());
                Await.until("nothing left", () -> rig.transport.sessions().isEmpty() && names(rig).isEmpty());
            }
        }
    }

    @Test
    void aPortalThatDoesNotAnswerIsSettledAndFoundLater() throws Exception {
        String port = FreePortals.one();
        try (Rig rig = new Rig(Configured.portals(port).quick()).settled()) {
            assertThat(rig.transport.sessions()).isEmpty();
            try (Tgtd tgtd = new Tgtd(folder, List.of(port))) {
                tgtd.targetWithFile(1 << 20);
                Await.until("found", () -> names(rig).size() == 2);
            }
        }
    }

    @Test
    void bothPortalsOfATargetHaveTheirOwnNexusAndIsid() throws Exception {
        try (Tgtd tgtd = new Tgtd(folder); FaultProxy second = new FaultProxy(tgtd.portal())) {
            tgtd.targetWithFile(1 << 20);
            try (Rig rig = new Rig(Configured.portals(tgtd.portal(), second.portal())).settled()) {
                assertThat(rig.transport.sessions()).hasSize(2).allMatch(each -> each.state().equals("logged-in"));
                assertThat(rig.transport.sessions().get(0).isid()).isNotEqualTo(rig.transport.sessions().get(1).isid());
                assertThat(names(rig)).hasSize(4);
            }
        }
    }
}
