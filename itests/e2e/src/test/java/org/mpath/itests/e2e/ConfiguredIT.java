package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.FaultProxy;
import org.mpath.itests.support.Programs;

/**
 * Four arrays on a real target and one {@code multipath.conf}: maps are what it says, before, while and after a portal dies, a unit
 * is added and another file is applied, all of it under verified I/O.
 */
class ConfiguredIT {
    /** One unit of every array is left out, but of DATA, and SCRATCH whole. */
    private static final int MAPS = 3 * FourArrays.UNITS - 2;
    private static final int PATHS = 4;

    private static final String CONFIGURATION = """
            defaults {
                path_selector "round-robin 0"
                no_path_retry 5
            }
            blacklist {
                wwid "7$"
                device {
                    vendor MPATH
                    product "^SCRATCH"
                }
                device {
                    vendor IET
                    product ".*"
                }
            }
            blacklist_exceptions {
                wwid "%s"
            }
            devices {
                device {
                    vendor MPATH
                    product "^LOGS"
                    path_grouping_policy %s
                    path_selector "queue-length 0"
                }
                device {
                    vendor MPATH
                    product "^COPY"
                    path_grouping_policy failover
                    no_path_retry 12
                }
            }
            overrides {
                no_path_retry queue
            }
            multipaths {
                multipath {
                    wwid %s
                    alias data
                    path_grouping_policy failover
                }
                multipath {
                    wwid %s
                    alias logs
                    path_selector "service-time 0"
                }
            }
            """;

    private static final ObjectName BEAN = name("org.mpath:type=Configuration");

    private RunningMpath mpath;

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (javax.management.MalformedObjectNameException wrong) {
            throw new IllegalArgumentException(text, wrong);
        }
    }

    private static String configuration(String groupingOfLogs) {
        return CONFIGURATION.formatted(
                FourArrays.wwid("DATA", 7), groupingOfLogs, FourArrays.wwid("DATA", 0), FourArrays.wwid("LOGS", 0));
    }

    @Test
    void mapsAreWhatTheFileSaysWhateverHappensToThem() throws Exception {
        Programs.need("fio", "fio");
        try (FourArrays arrays = new FourArrays()) {
            Path etc = Files.createDirectories(arrays.home.resolve("etc"));
            Files.writeString(etc.resolve("multipath.conf"), configuration("group_by_node_name"));
            try (RunningMpath running = new RunningMpath(arrays.home, arrays.configuration())) {
                mpath = running;
                awaitMaps(MAPS, PATHS);
                assertMapsAreAsConfigured();
                VerifiedIo data = VerifiedIo.start(mpath, "data");
                VerifiedIo logs = VerifiedIo.start(mpath, "logs");
                aPortalDiesAndReturns(arrays);
                aUnitIsAdded(arrays);
                anotherFileChangesOnlyWhatItIsAbout(arrays.home);
                whatIsInUseIsNotTakenAway(arrays.home);
                data.awaitMoreWrites();
                logs.awaitMoreWrites();
                data.finishWithoutError();
                logs.finishWithoutError();
            }
        }
    }

    private void assertMapsAreAsConfigured() throws Exception {
        Map<String, MapShape> maps = maps();
        assertThat(maps.keySet()).noneMatch(wwid -> wwid.matches(".*4\\d|.*[23]7"))
                .contains(FourArrays.wwid("DATA", 7), FourArrays.wwid("COPY", 0));
        for (int unit = 0; unit < FourArrays.UNITS; unit++) {
            assertShape(maps.get(FourArrays.wwid("DATA", unit)), unit == 0 ? PATHS : 1, "round-robin");
            if (unit < FourArrays.UNITS - 1) {
                assertShape(maps.get(FourArrays.wwid("LOGS", unit)), 2, unit == 0 ? "service-time" : "queue-length");
                assertShape(maps.get(FourArrays.wwid("COPY", unit)), PATHS, "round-robin");
            }
        }
        assertThat(maps.get(FourArrays.wwid("DATA", 0)).name()).isEqualTo("data");
        assertThat(maps.get(FourArrays.wwid("LOGS", 0)).name()).isEqualTo("logs");
        assertThat(mpath.shell("mpath:paths").ok()).contains("excluded by device ", "excluded by wwid \"7$\"");
    }

    private static void assertShape(MapShape map, int groups, String selector) {
        assertThat(map.groups()).as(map.toString()).isEqualTo(groups);
        assertThat(map.selectors()).as(map.toString()).isEqualTo(selector);
        assertThat(map.noPathTimeoutMillis()).as("no_path_retry of overrides: for ever, " + map).isZero();
    }

    private void aPortalDiesAndReturns(FourArrays arrays) throws Exception {
        FaultProxy portal = arrays.proxies.get(0);
        portal.gone();
        awaitMaps(MAPS, PATHS - 1);
        portal.heal();
        awaitMaps(MAPS, PATHS);
        assertMapsAreAsConfigured();
    }

    /** Until it has been told who it is, a new unit of tgtd says that it is IET's: the file leaves such units alone. */
    private void aUnitIsAdded(FourArrays arrays) throws Exception {
        arrays.add("LOGS", FourArrays.UNITS);
        mpath.shell("mpath:rescan").ok();
        awaitMaps(MAPS + 1, PATHS);
        assertShape(maps().get(FourArrays.wwid("LOGS", FourArrays.UNITS)), 2, "queue-length");
    }

    private void anotherFileChangesOnlyWhatItIsAbout(Path home) throws Exception {
        Map<String, MapShape> before = maps();
        Path next = Files.writeString(home.resolve("next.conf"), configuration("multibus"));
        CompositeData[] plan = (CompositeData[]) ((CompositeData) mpath.invoke(BEAN, "plan", next.toString())).get("changes");
        assertThat(plan).hasSize(FourArrays.UNITS).allMatch(change -> change.get("kind").equals("reloaded"))
                .allMatch(change -> change.get("wwid").toString().matches(".*2\\d"));
        assertThat(maps()).as("a plan changes nothing").isEqualTo(before);
        CompositeData applied = (CompositeData) mpath.invoke(BEAN, "apply", next.toString(), false);
        assertThat(applied.get("applied")).isEqualTo(true);
        maps().forEach((wwid, map) -> {
            if (wwid.matches(".*2\\d")) {
                assertShape(map, 1, map.name().equals("logs") ? "service-time" : "queue-length");
            } else {
                assertThat(map).as("a map that is not concerned").isEqualTo(before.get(wwid));
            }
        });
    }

    private void whatIsInUseIsNotTakenAway(Path home) throws Exception {
        Map<String, MapShape> before = maps();
        Path less = Files.writeString(home.resolve("less.conf"), configuration("multibus").replace("^SCRATCH", "^(DATA|SCRATCH)"));
        assertThatThrownBy(() -> mpath.invoke(BEAN, "apply", less.toString(), false))
                .isInstanceOf(RuntimeMBeanException.class).cause()
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("map data would go, and is used by ");
        assertThat(maps()).isEqualTo(before);
        Path copies = Files.writeString(home.resolve("copies.conf"), configuration("multibus").replace("^SCRATCH", "^(COPY|SCRATCH)"));
        mpath.invoke(BEAN, "apply", copies.toString(), false);
        awaitMaps(MAPS + 1 - (FourArrays.UNITS - 1), PATHS);
        mpath.invoke(BEAN, "apply", "", false);
        awaitMaps(MAPS + 1, PATHS);
        assertMapsAreAsConfigured();
    }

    private void awaitMaps(int count, int activePaths) {
        MapShape.awaitAll(mpath, count, activePaths);
    }

    /** The maps by the identities of their units. */
    private Map<String, MapShape> maps() throws Exception {
        return MapShape.all(mpath);
    }
}
