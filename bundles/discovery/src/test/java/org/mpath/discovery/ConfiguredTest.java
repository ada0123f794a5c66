package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.control.ConfigValue;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.Decision;
import org.mpath.api.control.MapChange;
import org.mpath.api.control.MapChange.Kind;
import org.mpath.api.path.LossTimes;
import org.mpath.api.plugin.ArrayDefaults;
import org.mpath.api.plugin.PathRank;
import org.mpath.itests.support.Await;
import org.mpath.scsi.Inquiry;

/** Maps as a configuration wants them, and another configuration as a transaction. */
class ConfiguredTest {
    private static final String FIRST = "3" + Rig.UNITS[0];
    private static final String SECOND = "3" + Rig.UNITS[1];
    private static final String WITHOUT_FIRST = "blacklist {\n wwid \"" + FIRST + "\"\n}\n";

    @TempDir
    Path directory;

    private Rig rig;
    private PathInventory inventory;
    private FakePath a0;
    private FakePath b0;
    private FakePath a1;

    @BeforeEach
    void setUp() throws Exception {
        rig = new Rig(directory);
        FakeUnit unit = new FakeUnit(Rig.UNITS[0]);
        a0 = rig.path("A0", 0, unit);
        b0 = rig.path("B0", 0, unit);
        a1 = rig.path("A0", 1, new FakeUnit(Rig.UNITS[1]));
    }

    @AfterEach
    void tearDown() {
        rig.close();
    }

    private void start(String configuration) throws Exception {
        rig.configuration = configuration;
        inventory = rig.startSettled();
    }

    private List<MapChange> follow(String configuration) throws Exception {
        List<MapChange> changes = inventory.follow(Given.configuration(configuration), false);
        rig.settle();
        return changes;
    }

    private List<String> wwids() {
        return rig.plane.maps().stream().map(map -> map.unit().wwid()).toList();
    }

    @Test
    void aUnitThatIsExcludedBecomesNoMapAndItsPathsSayWhy() throws Exception {
        start(WITHOUT_FIRST);
        assertThat(wwids()).containsExactly(SECOND);
        assertThat(rig.seen(a0).reason()).isEqualTo(
                "excluded by wwid \"" + FIRST + "\" (" + FIRST + "), multipath.conf:2:7 (blacklist)");
        assertThat(rig.seen(a0).map()).isEmpty();
    }

    @Test
    void vendorAndProductExcludeAndAnExceptionKeeps() throws Exception {
        start("""
                blacklist {
                    device {
                        vendor MPATH
                        product LAB
                    }
                }
                """);
        assertThat(wwids()).isEmpty();
        follow("blacklist {\n protocol \"scsi:.*\"\n}\nblacklist_exceptions {\n protocol \"scsi:unspec\"\n}\n");
        assertThat(wwids()).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    @Test
    void anExcludedPathIsLeftAlone() throws Exception {
        start(WITHOUT_FIRST);
        rig.passReactor();
        int before = a0.received.size();
        for (int checks = 0; checks < 5; checks++) {
            int others = a1.received.size();
            Await.until("a check of another path", () -> a1.received.size() > others, () -> a1.received);
        }
        assertThat(a0.received.size()).as("commands sent to it meanwhile").isLessThanOrEqualTo(before + 1);
    }

    @Test
    void tablesHaveTheWordsOfTheFile() throws Exception {
        start("""
                defaults {
                    path_grouping_policy failover
                    rr_min_io_rq 8
                    features "2 pg_init_retries 50"
                    no_path_retry fail
                }
                """);
        assertThat(rig.plane.table("mpatha")).isEqualTo("0 131072 multipath 2 pg_init_retries 50 0 2 1"
                + " round-robin 0 1 1 lab:A0/0 8 round-robin 0 1 1 lab:B0/0 8");
    }

    @Test
    void transportsAreToldHowPatientToBeWithAPathWhenItIsFoundAndWhenThatChanges() throws Exception {
        start("defaults {\n fast_io_fail_tmo 5\n dev_loss_tmo 30\n}\n");
        rig.passReactor();
        assertThat(a0.lossTimes).isEqualTo(new LossTimes(5_000, 30_000));
        follow("""
                defaults {
                    fast_io_fail_tmo 5
                }
                overrides {
                    protocol {
                        type "scsi:unspec"
                        fast_io_fail_tmo 7
                        dev_loss_tmo 60
                    }
                    protocol {
                        type "scsi:iscsi"
                        fast_io_fail_tmo 9
                    }
                }
                """);
        rig.passReactor();
        assertThat(a0.lossTimes).isEqualTo(new LossTimes(7_000, 60_000));
        follow(WITHOUT_FIRST);
        rig.passReactor();
        assertThat(a0.lossTimes).as("a path that is left out").isEqualTo(LossTimes.NONE);
        assertThat(a1.lossTimes).isEqualTo(LossTimes.NONE);
    }

    @Test
    void aMapsOwnSectionWinsOverOthers() throws Exception {
        start("""
                defaults {
                    path_grouping_policy failover
                }
                overrides {
                    path_grouping_policy failover
                }
                multipaths {
                    multipath {
                        wwid %s
                        path_grouping_policy multibus
                    }
                }
                """.formatted(FIRST));
        assertThat(rig.plane.table("mpatha")).contains(" 1 1 round-robin 0 2 1 ");
    }

    @Test
    void aFileNamesTheHandlerThatNoPlugInClaims() throws Exception {
        rig.plane.handlers = List.of("rdac");
        rig.configuration = """
                devices {
                    device {
                        vendor MPATH
                        product LAB
                        hardware_handler "2 rdac follow"
                        prio rdac
                    }
                }
                """;
        inventory = rig.start();
        FakeFamily rdac = new FakeFamily("rdac").ranksByPort();
        rdac.claims = path -> false;
        rdac.ranks.put("A0", new PathRank(14, 1, "owned"));
        rig.bindHandler(rdac, 7);
        inventory.bindTransport(rig.transport);
        rig.settle();
        assertThat(rig.plane.table("mpatha")).contains(" 2 rdac follow ");
        assertThat(rig.seen(a0).priority()).isEqualTo(14);
    }

    @Test
    void aFileTakesTheHandlerAwayThatAPlugInBrings() throws Exception {
        rig.plane.handlers = List.of("rdac");
        rig.configuration = "devices {\n device {\n vendor MPATH\n product LAB\n hardware_handler 0\n }\n}\n";
        inventory = rig.start();
        rig.bindHandler(new FakeFamily("rdac").with(ArrayDefaults.Grouping.GROUP_BY_PRIO, 0), 7);
        inventory.bindTransport(rig.transport);
        rig.settle();
        assertThat(rig.plane.table("mpatha")).startsWith("0 131072 multipath 1 queue_if_no_path 0 1 1 ");
        assertThat(rig.seen(a0).family()).isEmpty();
    }

    @Test
    void requestsWaitAsLongAsTheFileSays() throws Exception {
        start("defaults {\n no_path_retry 12\n polling_interval 5\n}\n");
        assertThat(rig.plane.policy("mpatha").noPathTimeoutMillis()).as("12 checks and a second").isEqualTo(61_000);
        follow("defaults {\n no_path_retry queue\n}\n");
        assertThat(rig.plane.policy("mpatha").noPathTimeoutMillis()).as("for ever").isZero();
        follow("");
        assertThat(rig.plane.policy("mpatha").noPathTimeoutMillis()).as("as before").isEqualTo(30_000);
    }

    @Test
    void requestsAreAsLongAsTheFileAllows() throws Exception {
        start("defaults {\n max_sectors_kb 64\n}\n");
        assertThat(rig.plane.stateOf("mpatha").unit().limits().maxTransferBlocks()).as("of 512 bytes").isEqualTo(128);
        follow("");
        assertThat(rig.plane.stateOf("mpatha").unit().limits().maxTransferBlocks()).as("as the unit says").isEqualTo(8192);
    }

    @Test
    void pathsWithAccessStatesAreGroupedByThemUnlessTheFileForbids() throws Exception {
        rig.plane.handlers = List.of("alua");
        FakeUnit unit = new FakeUnit(Rig.UNITS[2]);
        unit.inquiry = Inquiry.disk("MPATH", "LAB-ALUA", "0001", 1);
        FakePath a2 = rig.path("A0", 2, unit);
        FakePath b2 = rig.path("B0", 2, unit);
        rig.configuration = "overrides {\n path_grouping_policy multibus\n}\n";
        inventory = rig.start();
        FakeFamily alua = new FakeFamily("alua").ranksByPort();
        alua.claims = path -> path.tpgs() != 0;
        alua.ranks.put("A0", FakeFamily.OPTIMIZED);
        alua.ranks.put("B0", FakeFamily.NON_OPTIMIZED);
        rig.bindHandler(alua, 7);
        inventory.bindTransport(rig.transport);
        rig.settle();
        String map = rig.seen(a2).map();
        assertThat(rig.plane.table(map)).contains(" 2 1 round-robin 0 1 1 " + a2.name() + " 1 round-robin 0 1 1 " + b2.name());
        assertThat(inventory.value("path_grouping_policy", map).get(0).origin())
                .isEqualTo("detection (prio alua tells access states)");
        follow("overrides {\n path_grouping_policy multibus\n detect_pgpolicy no\n}\n");
        assertThat(rig.plane.table(map)).contains(" 1 1 round-robin 0 2 1 ");
    }

    @Test
    void onlyMapsThatChangeAreLoaded() throws Exception {
        start("");
        int before = rig.plane.verbs.size();
        List<MapChange> changes = follow(
                "multipaths {\n multipath {\n wwid " + FIRST + "\n path_grouping_policy failover\n }\n}\n");
        assertThat(changes).extracting(MapChange::kind, MapChange::map)
                .containsExactly(tuple(Kind.RELOADED, "mpatha"));
        assertThat(changes.get(0).after()).isEqualTo(rig.plane.table("mpatha")).contains(" 2 1 round-robin");
        assertThat(rig.plane.verbs.subList(before, rig.plane.verbs.size())).containsExactly("load mpatha");
    }

    @Test
    void aPlanChangesNothing() throws Exception {
        start("");
        String before = rig.plane.table("mpatha");
        List<MapChange> plan = inventory.plan(Given.configuration("defaults {\n path_grouping_policy failover\n}\n"));
        assertThat(plan).extracting(MapChange::map).containsExactly("mpatha");
        assertThat(rig.plane.table("mpatha")).isEqualTo(before);
        assertThat(inventory.plan(Given.configuration(""))).isEmpty();
    }

    @Test
    void aMapThatWouldLoseItsRedundancyIsAnObjection() throws Exception {
        start("");
        String excluding = "blacklist {\n wwid \".*b$\"\n}\nmultipaths {\n multipath {\n wwid " + FIRST
                + "\n path_grouping_policy failover\n }\n}\n";
        rig.plane.users = () -> List.of("nbd client 1");
        assertThatThrownBy(() -> follow(excluding)).isInstanceOf(ControlException.class)
                .hasMessageContaining("map mpathb would go, and is used by nbd client 1; nothing was changed");
        assertThat(wwids()).hasSize(2);
        assertThat(rig.plane.table("mpatha")).contains(" 1 1 round-robin 0 2 1 ");
        inventory.follow(Given.configuration(excluding), true);
        rig.settle();
        assertThat(rig.plane.table("mpatha")).contains(" 2 1 round-robin");
    }

    @Test
    void whatTheDataPlaneRefusesIsRolledBackWhole() throws Exception {
        start("");
        String before = rig.plane.table("mpatha");
        assertThatThrownBy(() -> follow("overrides {\n path_grouping_policy failover\n}\n"
                        + "devices {\n device {\n vendor MPATH\n product LAB\n hardware_handler \"1 nonsense\"\n }\n}\n"))
                .isInstanceOf(ControlException.class)
                .hasMessageContaining("nonsense").hasMessageContaining("all maps are what they were");
        assertThat(rig.plane.table("mpatha")).isEqualTo(before);
    }

    @Test
    void everyDecisionAboutAPathHasItsReason() throws Exception {
        start("devices {\n device {\n vendor MPATH\n product LAB\n path_checker directio\n }\n}\n" + WITHOUT_FIRST);
        assertThat(inventory.path(a0.name())).extracting(Decision::topic, Decision::text, Decision::because).containsExactly(
                tuple("identity", FIRST + ", MPATH LAB-SYM", ""),
                tuple("exclusion", "left out", "excluded by wwid \"" + FIRST + "\" (" + FIRST + "), multipath.conf:9:7 (blacklist)"),
                tuple("place", "in no map", "excluded by wwid \"" + FIRST + "\" (" + FIRST + "), multipath.conf:9:7 (blacklist)"));
        assertThat(inventory.path(a1.name())).extracting(Decision::topic, Decision::text, Decision::because)
                .startsWith(
                        tuple("identity", SECOND + ", MPATH LAB-SYM", ""),
                        tuple("exclusion", "not left out", "no rule matches"),
                        tuple("plug-in", "none", "no installed plug-in claims MPATH LAB-SYM"),
                        tuple("checker", "directio", "multipath.conf:5:15 (device)"),
                        tuple("prioritizer", "const", "built in"),
                        tuple("check", "up", ""))
                .endsWith(tuple("place", "in map mpatha, group 1", ""));
        assertThat(inventory.not(FIRST)).extracting(Decision::text).containsExactly(a0.name(), b0.name());
        assertThat(inventory.not("mpathz")).extracting(Decision::because)
                .containsExactly("no path is, or leads to, mpathz");
        assertThat(inventory.value("path_checker", "mpatha")).extracting(ConfigValue::value, ConfigValue::origin)
                .containsExactly(tuple("directio", "multipath.conf:5:15 (device)"), tuple("tur", "built in"));
        assertThatThrownBy(() -> inventory.value("path_cheker", "mpatha")).hasMessageContaining("nearest is path_checker");
        assertThatThrownBy(() -> inventory.value("prio", "mpathz")).hasMessageContaining("no map and no identified path mpathz");
    }

    @Test
    void aMapGetsAnotherNameOnceNobodyUsesIt() throws Exception {
        start("");
        rig.plane.users = () -> List.of("nbd client 1");
        String named = "multipaths {\n multipath {\n wwid " + FIRST + "\n alias data\n }\n}\n";
        assertThat(follow(named)).extracting(MapChange::kind, MapChange::before, MapChange::after)
                .containsExactly(tuple(Kind.RENAMED, "mpatha", "data"));
        assertThat(rig.plane.names()).as("while it is used").isEqualTo("mpatha mpathb");
        rig.plane.users = List::of;
        Await.until("the name", () -> rig.plane.names().equals("mpathb data"), rig.plane::names);
        Await.until("the path in it", () -> rig.seen(a0).map().equals("data"), () -> rig.seen(a0));
        assertThat(rig.plane.table("data")).contains("lab:A0/0 1 lab:B0/0 1");
    }

    @Test
    void aUnitThatIsNoMoreExcludedBecomesAMap() throws Exception {
        start(WITHOUT_FIRST);
        assertThat(follow("")).extracting(MapChange::kind).containsExactly(Kind.MADE);
        assertThat(wwids()).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(rig.seen(a0).reason()).isEmpty();
        assertThat(rig.seen(b0).map()).isEqualTo(rig.seen(a0).map());
    }
}
