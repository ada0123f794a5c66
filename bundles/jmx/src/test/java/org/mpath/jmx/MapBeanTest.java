package org.mpath.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.IntStream;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.NotificationBroadcasterSupport;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mpath.api.map.GroupState.State;
import org.mpath.api.map.MapEvent;
import org.mpath.api.map.MapEvent.Kind;
import org.mpath.api.map.MapPolicy;
import org.mpath.api.map.MapState.Condition;

/** The map's attributes and verbs, as a client of an MBean server of the test's own sees them. */
class MapBeanTest {
    private static final ObjectName MAP = Names.map("mpatha");

    private final MBeanServer server = MBeanServerFactory.newMBeanServer();
    private final FakePlane plane = new FakePlane();

    @BeforeEach
    void showAMap() {
        plane.show("mpatha", "lab:A0/0");
        BoundedReads owner = new BoundedReads("mpatha", Runnable::run, 500);
        new Beans(server).add(MAP, new DescribedBean(
                new MapBean("mpatha", plane, owner), MapMXBean.class, new NotificationBroadcasterSupport()));
    }

    private Object invoke(String operation, Object... arguments) throws Exception {
        String[] signature = Arrays.stream(arguments).map(MapBeanTest::type).toArray(String[]::new);
        return server.invoke(MAP, operation, arguments, signature);
    }

    private static String type(Object argument) {
        return argument instanceof Integer ? "int"
                : argument instanceof Long ? "long"
                : argument instanceof Boolean ? "boolean" : "java.lang.String";
    }

    private Object read(String attribute) throws Exception {
        return server.getAttribute(MAP, attribute);
    }

    @Test
    void verbsReachTheDataPlaneInItsWords() throws Exception {
        invoke("load", "0 1024 multipath 0 0 0 0");
        invoke("message", "fail_path lab:A0/0");
        invoke("suspend", true);
        invoke("suspend", false);
        invoke("resume");
        invoke("switchGroup", 2);
        invoke("disableGroup", 1);
        invoke("enableGroup", 1);
        invoke("queueIfNoPath", true);
        invoke("queueIfNoPath", false);
        invoke("selector", "service-time", " 0  1 ");
        invoke("selector", "round-robin", "");
        assertThat(plane.messages)
                .containsExactly(
                        "mpatha load 0 1024 multipath 0 0 0 0",
                        "mpatha fail_path lab:A0/0",
                        "mpatha suspend",
                        "mpatha suspend noflush",
                        "mpatha resume",
                        "mpatha switch_group 2",
                        "mpatha disable_group 1",
                        "mpatha enable_group 1",
                        "mpatha queue_if_no_path",
                        "mpatha fail_if_no_path",
                        "mpatha selector service-time 0 1",
                        "mpatha selector round-robin");
    }

    @Test
    void tableAndStatusComeInEveryForm() throws Exception {
        assertThat(read("Table")).isEqualTo("table of mpatha today");
        assertThat(read("Status")).isEqualTo("status of mpatha today");
        assertThat(invoke("table", "2005")).isEqualTo("table of mpatha 2005");
        assertThat(invoke("status", "2007")).isEqualTo("status of mpatha 2007");
    }

    @Test
    void groupsAndSuspensionShow() throws Exception {
        assertThat(read("Suspended")).isEqualTo(false);
        plane.show(
                "mpatha",
                Condition.SUSPENDED,
                FakePlane.group(1, State.DISABLED, "round-robin", "lab:A0/0"),
                FakePlane.group(2, State.ACTIVE, "service-time", "lab:B0/0"));
        assertThat(read("Suspended")).isEqualTo(true);
        assertThat(read("State")).isEqualTo("suspended");
        assertThat(read("CurrentGroup")).isEqualTo(2);
        assertThat(read("SelectorNames")).isEqualTo(new String[] {"round-robin", "service-time"});
        assertThat(((CompositeData) read("Snapshot")).get("currentGroup")).isEqualTo(2);
        plane.show("mpatha", Condition.EMPTY);
        assertThat(read("CurrentGroup")).isEqualTo(0);
    }

    @Test
    void onePolicyValueChangesAndTheOthersStay() throws Exception {
        invoke("setPolicy", "no_path_timeout", "0");
        invoke("setPolicy", "fence", "fast");
        CompositeData policy = (CompositeData) read("Policy");
        assertThat(policy.get("fence")).isEqualTo("fast");
        assertThat(policy.get("noPathTimeoutMillis")).isEqualTo(0L);
        assertThat(policy.get("queuedBytesMax")).isEqualTo(MapPolicy.DEFAULT.queuedBytesMax());
        assertThat(policy.get("attemptsMax")).isEqualTo(64);
    }

    @Test
    void usersOfTheMapAreNamed() throws Exception {
        assertThat(read("Users")).isEqualTo(new String[] {"nbd 127.0.0.1:40312"});
    }

    @Test
    void aProbeAnswersHowManyPathsAreUsableOrThatNoneIs() throws Exception {
        assertThat(invoke("probe")).isEqualTo(1);
        plane.show("mpatha", Condition.EMPTY);
        assertRefused(IllegalStateException.class, "no path of the current group is usable", "probe");
    }

    @Test
    void anEventIsAwaitedForAMinuteAtMost() throws Exception {
        assertThat(invoke("awaitEvent", 0L, 60_000L)).isEqualTo(1L);
        assertThat(plane.messages).containsExactly("mpatha await 0 60000");
        assertRefused(
                IllegalArgumentException.class,
                "timeoutMillis must be between 0 and 60000, not 60001",
                "awaitEvent", 0L, 60_001L);
        assertRefused(IllegalArgumentException.class, "not -1", "awaitEvent", 0L, -1L);
    }

    @Test
    void historyTellsTheLatestEventsOldestFirst() throws Exception {
        IntStream.rangeClosed(1, 5).forEach(i ->
                plane.events.add(new MapEvent(i, i * 1000L, Kind.GROUP_SWITCHED, "mpatha", "", "1", "2", "verb " + i)));
        CompositeData[] events = (CompositeData[]) invoke("history", 2);
        assertThat(events).extracting(event -> event.get("sequence")).containsExactly(4L, 5L);
        assertThat(events[1].get("timeMillis")).isEqualTo(5000L);
        assertThat(events[1].get("type")).isEqualTo("mpath.group.switched");
        assertThat(events[1].get("to")).isEqualTo("2");
        assertThat(events[1].get("reason")).isEqualTo("verb 5");
        assertThat((CompositeData[]) invoke("history", 256)).hasSize(5);
        assertRefused(IllegalArgumentException.class, "count must be between 1 and 256, not 0", "history", 0);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "table | 1999 | unknown form '1999': 2005, 2007 and today are known",
        "table | | form is missing",
        "load | | table is missing",
        "message | | words is missing",
        "failPath | | path is missing",
        "message | fail_path nope | map mpatha has no path nope"
    })
    void aWrongWordIsRefusedWithOneSentence(String operation, String word, String sentence) {
        assertRefused(IllegalArgumentException.class, sentence, operation, word);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "setPolicy | fence | maybe | fence must be strict or fast, not 'maybe'",
        "setPolicy | attempts_max | 0 | attempts_max must be between 1 and 10000, not 0",
        "setPolicy | patience | 1 | unknown policy 'patience'",
        "setPolicy | | 1 | key is missing",
        "selector | round-robin | | arguments is missing"
    })
    void aWrongPairIsRefusedWithOneSentence(String operation, String key, String value, String sentence) {
        assertRefused(IllegalArgumentException.class, sentence, operation, key, value);
        assertThat(plane.policies).isEmpty();
        assertThat(plane.messages).isEmpty();
    }

    private void assertRefused(Class<? extends Exception> type, String sentence, String operation, Object... arguments) {
        assertThatThrownBy(() -> invoke(operation, arguments))
                .isInstanceOf(RuntimeMBeanException.class)
                .cause()
                .isInstanceOf(type)
                .hasMessageContaining(sentence)
                .hasNoCause();
    }
}
