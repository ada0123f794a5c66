package org.mpath.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.Notification;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mpath.api.control.ConfigApplied;
import org.mpath.api.control.ConfigChange;
import org.mpath.api.control.ConfigCheck;
import org.mpath.api.control.ConfigControl;
import org.mpath.api.control.ConfigFinding;
import org.mpath.api.control.ConfigInForce;
import org.mpath.api.control.ConfigInForce.Basis;
import org.mpath.api.control.ConfigText;
import org.mpath.api.control.ConfigValue;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.MapChange;

/** The configuration as a JMX client sees and steers it, on an MBean server of the test's own. */
class ConfigurationBeanTest {
    private static final MapChange CHANGE = new MapChange(
            MapChange.Kind.RELOADED, "mpatha", "W", "old", "new", new MapChange.PathCount(4, 3), "it loses one");

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final ConfigurationBeans beans = new ConfigurationBeans(new Beans(server), Runnable::run);
    private final List<String> calls = new ArrayList<>();
    private final List<Notification> seen = new ArrayList<>();
    private ConfigInForce now = new ConfigInForce(Basis.OWN_FILES, List.of("/etc/a.conf"), 5_000, "");
    private ControlException refusal;

    @BeforeEach
    void open() throws Exception {
        beans.open((ConfigControl) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ConfigControl.class}, (self, method, given) -> answer(method.getName(), given)));
        server.addNotificationListener(Names.configuration(), (notification, handback) -> seen.add(notification), null, null);
    }

    private Object answer(String verb, Object[] given) {
        if (verb.equals("inForce")) {
            return now;
        }
        calls.add(verb + " " + Stream.of(given).map(Object::toString).collect(Collectors.joining(" ")));
        if (refusal != null) {
            throw refusal;
        }
        ConfigCheck check = new ConfigCheck(List.of("/a"), true, true, List.of(new ConfigFinding(
                ConfigFinding.Severity.NOTE, "no_meaning_here", "/a", 2, 3, "prio", "\"prio\" has no effect here", "")));
        return switch (verb) {
            case "check" -> check;
            case "apply" -> new ConfigApplied(check, List.of(CHANGE));
            case "show" -> new ConfigText(List.of(), "defaults {\n}\n", List.of());
            case "origins" -> List.of(new ConfigValue("defaults", "prio", "const", "built in"));
            case "diff" -> List.of(new ConfigChange("defaults", "prio", "const", "built in", "alua", "/b:2:3"));
            default -> throw new AssertionError(verb);
        };
    }

    private Object invoke(String operation, Object... arguments) throws Exception {
        String[] signature = Stream.of(arguments)
                .map(argument -> argument instanceof Boolean ? "boolean" : "java.lang.String")
                .toArray(String[]::new);
        return server.invoke(Names.configuration(), operation, arguments, signature);
    }

    private Object read(String attribute) throws Exception {
        return server.getAttribute(Names.configuration(), attribute);
    }

    @Test
    void saysWhatIsInForceSinceWhenAndWhy() throws Exception {
        assertThat(read("Basis")).isEqualTo("own_files");
        assertThat(read("Files")).isEqualTo(new String[] {"/etc/a.conf"});
        assertThat(read("AppliedMillis")).isEqualTo(5_000L);
        assertThat(read("Accepted")).isEqualTo(true);
        now = new ConfigInForce(Basis.ACCEPTED_BEFORE, List.of("/var/copy"), 6_000, "/etc/a.conf:2:3: wrong");
        assertThat(read("Basis")).isEqualTo("accepted_before");
        assertThat(read("Accepted")).isEqualTo(false);
        assertThat(read("Refusal")).isEqualTo("/etc/a.conf:2:3: wrong");
        now = new ConfigInForce(Basis.NAMED_FILES, List.of("/b"), 7_000, "");
        assertThat(read("Accepted")).isEqualTo(true);
    }

    @Test
    void filesAreNamedByTheirPathsWithColonsBetweenThem() throws Exception {
        invoke("check", "");
        invoke("check", "/a.conf : /b.conf");
        invoke("plan", "/a");
        invoke("apply", "/a", true);
        invoke("show", "/a");
        invoke("origin", "prio", "/a");
        invoke("diff", "/a", "/b");
        assertThat(calls).containsExactly("check []", "check [/a.conf, /b.conf]", "apply [/a] true false", "apply [/a] false true",
                "show [/a]", "origins prio [/a]", "diff /a /b");
    }

    @Test
    void answersAreRecordsWithTheShellsWords() throws Exception {
        CompositeData applied = (CompositeData) invoke("apply", "/a", false);
        assertThat(applied.get("applied")).isEqualTo(true);
        CompositeData check = (CompositeData) applied.get("check");
        assertThat(check.get("accepted")).isEqualTo(true);
        assertThat(((CompositeData[]) check.get("findings"))[0].get("severity")).isEqualTo("note");
        CompositeData change = ((CompositeData[]) applied.get("changes"))[0];
        assertThat(change.get("kind") + " " + change.get("map") + " " + change.get("before") + " " + change.get("after"))
                .isEqualTo("reloaded mpatha old new");
        assertThat(change.get("usablePathsBefore")).isEqualTo(4);
        assertThat(change.get("usablePathsAfter")).isEqualTo(3);
        assertThat(change.get("objection")).isEqualTo("it loses one");
        assertThat(((CompositeData[]) invoke("origin", "prio", ""))[0].get("origin")).isEqualTo("built in");
        assertThat(((CompositeData[]) invoke("diff", "/a", "/b"))[0].get("after")).isEqualTo("alua");
        assertThat(invoke("show", "")).isEqualTo("defaults {\n}\n");
    }

    @Test
    void refusalsAreExceptionsThatAnyClientHas() {
        assertRefused(IllegalArgumentException.class, "files must be an absolute path, not 'a.conf'", "check", "a.conf");
        assertRefused(IllegalArgumentException.class, "files is missing", "plan", (Object) null);
        assertRefused(IllegalArgumentException.class, "after must be an absolute path", "diff", "/a", "b");
        assertThat(calls).isEmpty();
        refusal = new ControlException(ControlException.Code.BUSY, "map mpatha would lose its redundancy");
        assertRefused(IllegalStateException.class, "map mpatha would lose its redundancy", "apply", "/a", false);
        refusal = new ControlException(ControlException.Code.NOT_FOUND, "there is no file /a");
        assertRefused(IllegalArgumentException.class, "there is no file /a", "check", "/a");
    }

    private void assertRefused(Class<? extends Exception> type, String part, String operation, Object... arguments) {
        assertThatThrownBy(() -> invoke(operation, arguments))
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .isExactlyInstanceOf(type)
                .hasMessageContaining(part);
    }

    @Test
    void whatIsAppliedOrRefusedIsANotification() {
        beans.applied(now, List.of(CHANGE));
        beans.refused(List.of("/b"), "/b:1:1: wrong");
        assertThat(seen).extracting(Notification::getType).containsExactly("mpath.config.applied", "mpath.config.refused");
        assertThat(seen).extracting(Notification::getSequenceNumber).containsExactly(1L, 2L);
        CompositeData applied = (CompositeData) seen.get(0).getUserData();
        assertThat(applied.get("files")).isEqualTo(new String[] {"/etc/a.conf"});
        assertThat(applied.get("maps")).isEqualTo(new String[] {"mpatha"});
        assertThat(applied.get("reason")).isEqualTo("");
        assertThat(((CompositeData) seen.get(1).getUserData()).get("reason")).isEqualTo("/b:1:1: wrong");
        assertThat(seen.get(1).getMessage()).isEqualTo("mpath.config.refused files [/b]: /b:1:1: wrong");
    }

    @Test
    void everythingSaysWhatItIsAndOnlyApplyChangesSomething() throws Exception {
        assertThat(server.getMBeanInfo(Names.configuration()).getAttributes()).extracting(MBeanAttributeInfo::getDescription)
                .hasSize(5).doesNotContain("Basis", "Files", "AppliedMillis", "Accepted", "Refusal");
        assertThat(server.getMBeanInfo(Names.configuration()).getOperations())
                .filteredOn(operation -> operation.getImpact() == MBeanOperationInfo.ACTION)
                .extracting(MBeanOperationInfo::getName)
                .containsExactly("apply");
        beans.close();
        assertThat(server.isRegistered(Names.configuration())).isFalse();
    }
}
