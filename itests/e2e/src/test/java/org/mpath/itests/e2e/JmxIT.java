package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;
import org.mpath.itests.support.ShortFolders;

/** What JConsole sees: this test is another process and uses nothing but the JDK's own connector. */
class JmxIT {
    private static final Path EXAMPLE = Path.of(System.getProperty("mpath.handler.example"));

    private final List<Notification> seen = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aPlainClientReadsEverythingAndFailsAndReinstatesAPath() throws Exception {
        try (RunningMpath mpath = new RunningMpath(ShortFolders.create(), Map.of())) {
            mpath.awaitMap("mpatha", 4);
            mpath.awaitMap("mpathc", 4);
            assertEveryAttributeIsReadable(mpath.jmx());

            listen(mpath);
            invoke(mpath, "failPath", "lab:A0/0");
            invoke(mpath, "reinstatePath", "lab:A0/0");
            Await.until("both notifications", RunningMpath.LIMIT, seen::size, size -> size >= 2);
            assertThat(seen).extracting(Notification::getType)
                    .startsWith("mpath.path.failed", "mpath.path.reinstated");
            mpath.awaitMap("mpatha", 4);

            assertRefused(mpath, IllegalArgumentException.class, "lab:Z9/0", "failPath", "lab:Z9/0");
        }
    }

    @Test
    void aClientSteersAMapWithEveryVerb() throws Exception {
        Programs.need("nbdcopy", "libnbd-bin");
        try (RunningMpath mpath = new RunningMpath(ShortFolders.create(), Map.of())) {
            mpath.awaitMap("mpatha", 4);
            listen(mpath);
            loadsAndSwitches(mpath);
            suspendsAndResumes(mpath);
            changesPolicyAndSelector(mpath);
            CompositeData[] history = (CompositeData[]) invoke(mpath, "history", 256);
            assertThat(Arrays.stream(history).map(event -> event.get("type")))
                    .contains("mpath.map.reloaded", "mpath.group.switched", "mpath.map.suspended", "mpath.map.resumed",
                            "mpath.map.policy", "mpath.map.queueing", "mpath.selector.changed");
        }
    }

    private void loadsAndSwitches(RunningMpath mpath) throws Exception {
        String table = (String) read(mpath, "Table");
        String loaded = String.join(" ", Arrays.copyOf(table.split(" "), 3))
                + " 1 queue_if_no_path 1 sym 2 1 round-robin 0 2 1 lab:A0/0 1 lab:A1/0 1"
                + " round-robin 0 2 1 lab:B0/0 1 lab:B1/0 1";
        invoke(mpath, "load", loaded);
        assertThat((String) read(mpath, "Table")).isEqualTo(loaded).isEqualTo(invoke(mpath, "table", "today"));
        assertThat(read(mpath, "SelectorNames")).isEqualTo(new String[] {"round-robin", "round-robin"});
        assertThat((String) invoke(mpath, "status", "2005")).isNotEmpty().isNotEqualTo(read(mpath, "Status"));

        long events = (Long) read(mpath, "EventCount");
        invoke(mpath, "switchGroup", 2);
        assertThat((Long) invoke(mpath, "awaitEvent", events, 20_000L)).isGreaterThan(events);
        assertThat(read(mpath, "CurrentGroup")).as("the current group before the next request").isEqualTo(0);
        Programs.run(RunningMpath.LIMIT, "nbdcopy", mpath.uri("mpatha"), "null:").ok();
        assertThat(read(mpath, "CurrentGroup")).isEqualTo(2);
        assertThat(invoke(mpath, "probe")).isEqualTo(4);
        invoke(mpath, "disableGroup", 1);
        assertThat(((CompositeData[]) read(mpath, "Groups"))[0].get("state")).isEqualTo("disabled");
        invoke(mpath, "enableGroup", 1);
        assertThat(((CompositeData[]) read(mpath, "Groups"))[0].get("state")).isEqualTo("enabled");
        assertRefused(mpath, IllegalArgumentException.class, "7", "switchGroup", 7);
        assertRefused(mpath, IllegalArgumentException.class, "mpatha", "load", "0 1 multipath nonsense");
        assertThat(read(mpath, "Table")).as("the table after a refused one").isEqualTo(loaded);
    }

    private void suspendsAndResumes(RunningMpath mpath) throws Exception {
        invoke(mpath, "suspend", false);
        assertThat(read(mpath, "Suspended")).isEqualTo(true);
        assertThat(read(mpath, "State")).isEqualTo("suspended");
        assertRefused(mpath, IllegalStateException.class, "suspended", "message", "fail_path lab:A0/0");
        invoke(mpath, "resume");
        assertThat(read(mpath, "Suspended")).isEqualTo(false);
        invoke(mpath, "message", "fail_path lab:A0/0");
        invoke(mpath, "reinstatePath", "lab:A0/0");
        awaitNotifications("mpath.map.suspended", "mpath.map.resumed", "mpath.path.failed", "mpath.path.reinstated");
    }

    private void changesPolicyAndSelector(RunningMpath mpath) throws Exception {
        invoke(mpath, "setPolicy", "no_path_timeout", "4321");
        assertThat(((CompositeData) read(mpath, "Policy")).get("noPathTimeoutMillis")).isEqualTo(4321L);
        assertRefused(mpath, IllegalArgumentException.class, "'maybe'", "setPolicy", "fence", "maybe");
        invoke(mpath, "queueIfNoPath", false);
        assertThat((String[]) read(mpath, "Features")).doesNotContain("queue_if_no_path");

        invoke(mpath, "selector", "service-time", "");
        assertThat(read(mpath, "SelectorNames")).isEqualTo(new String[] {"service-time", "service-time"});
        assertThat((String) read(mpath, "Table")).contains("service-time").doesNotContain("round-robin");
        ObjectName selector = new ObjectName("org.mpath:type=Plugin,kind=selector,name=service-time");
        assertThat((String[]) mpath.jmx().getAttribute(selector, "Maps")).containsExactly("mpatha");
        assertRefused(mpath, IllegalArgumentException.class, "no-such", "selector", "no-such", "");
        awaitNotifications("mpath.map.policy", "mpath.map.queueing", "mpath.selector.changed");
    }

    @Test
    void aPlugInTypeIsABeanWhileItsBundleIsThere() throws Exception {
        try (RunningMpath mpath = new RunningMpath(ShortFolders.create(), Map.of())) {
            mpath.awaitMap("mpatha", 4);
            mpath.awaitMap("mpathc", 4);
            MBeanServerConnection jmx = mpath.jmx();
            ObjectName roundRobin = new ObjectName("org.mpath:type=Plugin,kind=selector,name=round-robin");
            assertThat((String[]) jmx.getAttribute(roundRobin, "Maps")).containsExactly("mpatha", "mpathb", "mpathc");
            assertThat((Integer) jmx.getAttribute(roundRobin, "Uses")).isGreaterThanOrEqualTo(3);
            assertThat((String) jmx.getAttribute(roundRobin, "Bundle")).contains("org.mpath.selector.round.robin");

            ObjectName example = new ObjectName("org.mpath:type=Plugin,kind=handler,name=example");
            assertThat(jmx.isRegistered(example)).isFalse();
            Path deployed = mpath.deploy().resolve("handler-example.jar");
            Files.copy(EXAMPLE, mpath.deploy().resolve(".handler-example.tmp"));
            Files.move(mpath.deploy().resolve(".handler-example.tmp"), deployed, StandardCopyOption.ATOMIC_MOVE);
            Await.until("the example's bean", RunningMpath.LIMIT, () -> jmx.isRegistered(example));
            Await.until("the example in the registry", RunningMpath.LIMIT, () -> jmx.getAttribute(example, "Bundle"),
                    bundle -> !"".equals(bundle));
            Files.delete(deployed);
            Await.until("the example's bean to go", RunningMpath.LIMIT, () -> !jmx.isRegistered(example));
        }
    }

    @Test
    void aClientAppliesAConfigurationAndIsToldWhatBecameOfIt() throws Exception {
        Path home = ShortFolders.create();
        Path own = Files.writeString(Files.createDirectories(home.resolve("etc")).resolve("multipath.conf"),
                "blacklist {\n\twwid \"[12]$\"\n}\n");
        Path bad = Files.writeString(home.resolve("bad.conf"), "defaults {\n\tfailback imediate\n}\n");
        ObjectName bean = new ObjectName("org.mpath:type=Configuration");
        try (RunningMpath mpath = new RunningMpath(home, Map.of())) {
            mpath.awaitMap("mpatha", 4);
            mpath.jmx().addNotificationListener(bean, (notification, handback) -> seen.add(notification), null, null);
            assertThat((String[]) mpath.jmx().getAttribute(bean, "Files")).containsExactly(own.toString());
            CompositeData plan = (CompositeData) mpath.invoke(bean, "plan", Files.createFile(home.resolve("empty.conf")).toString());
            assertThat((CompositeData[]) plan.get("changes")).hasSize(2).allMatch(change -> "made".equals(change.get("kind")));
            CompositeData applied = (CompositeData) mpath.invoke(bean, "apply", home.resolve("empty.conf").toString(), false);
            assertThat(applied.get("applied")).isEqualTo(true);
            mpath.awaitMap("mpathc", 4);
            assertThat(mpath.jmx().getAttribute(bean, "Basis")).isEqualTo("named_files");
            CompositeData refused = (CompositeData) mpath.invoke(bean, "apply", bad.toString(), false);
            assertThat(refused.get("applied")).isEqualTo(false);
            awaitNotifications("mpath.config.applied", "mpath.config.refused");
            assertThat((String) ((CompositeData) seen.get(1).getUserData()).get("reason")).startsWith(bad + ":2:11: failback: ");
            assertThat(mpath.jmx().getAttribute(bean, "Basis")).as("after what was refused").isEqualTo("named_files");
        }
    }

    @Test
    void aCutPortFailsItsPathsAndHealingBringsThemBack() throws Exception {
        try (RunningMpath mpath = new RunningMpath(ShortFolders.create(), Map.of())) {
            mpath.awaitMap("mpathc", 4);
            Await.until("the shell", RunningMpath.LIMIT, () -> Files.exists(mpath.home().resolve("var/run/shell.sock")));
            mpath.shell("lab:cut B1").ok();
            for (String map : List.of("mpatha", "mpathb", "mpathc")) {
                mpath.awaitPath(map, "lab:B1/", "failed");
            }
            assertThat(mpath.shell("mpath:topology").ok()).contains("lab:B1/0").contains("failed");
            mpath.shell("lab:heal B1").ok();
            for (String map : List.of("mpatha", "mpathb", "mpathc")) {
                mpath.awaitMap(map, 4);
            }
        }
    }

    private static void assertEveryAttributeIsReadable(MBeanServerConnection jmx) throws Exception {
        Set<ObjectName> names = jmx.queryNames(new ObjectName("org.mpath:*"), null);
        assertThat(names.stream().filter(name -> !"Plugin".equals(name.getKeyProperty("type")))).hasSize(3 + 12 + 5);
        for (ObjectName name : names) {
            for (MBeanAttributeInfo attribute : jmx.getMBeanInfo(name).getAttributes()) {
                assertThat(jmx.getAttribute(name, attribute.getName())).as("%s of %s", attribute.getName(), name).isNotNull();
            }
        }
    }

    private static ObjectName map() throws Exception {
        return new ObjectName("org.mpath:type=Map,name=mpatha");
    }

    private void listen(RunningMpath mpath) throws Exception {
        mpath.jmx().addNotificationListener(map(), (notification, handback) -> seen.add(notification), null, null);
    }

    private void awaitNotifications(String... types) {
        Await.until("notifications " + List.of(types), RunningMpath.LIMIT,
                () -> seen.stream().map(Notification::getType).toList(), got -> got.containsAll(List.of(types)));
    }

    private static Object read(RunningMpath mpath, String attribute) throws Exception {
        return mpath.jmx().getAttribute(map(), attribute);
    }

    private static Object invoke(RunningMpath mpath, String operation, Object... arguments) throws Exception {
        return mpath.invoke(map(), operation, arguments);
    }

    private static void assertRefused(RunningMpath mpath, Class<? extends Exception> type, String part,
            String operation, Object... arguments) {
        assertThatThrownBy(() -> invoke(mpath, operation, arguments))
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .isInstanceOf(type)
                .hasMessageContaining(part);
    }
}
