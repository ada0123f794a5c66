package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.Notification;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.FaultProxy;
import org.mpath.itests.support.Programs;

/** A minute of verified I/O while each portal in turn is cut three ways: no error reaches the client. */
class FailoverIT {
    private static final int SECONDS = Integer.getInteger("mpath.fio.seconds", 60);

    private interface Cut {
        void apply(FaultProxy proxy) throws IOException;
    }

    private final List<Notification> notifications = Collections.synchronizedList(new ArrayList<>());

    @Test
    void verifiedIoGoesOnWhileEachPortalIsCutThreeWays() throws Exception {
        Programs.need("fio", "fio");
        try (Portals portals = new Portals(64L << 20);
                RunningMpath mpath = new RunningMpath(portals.home, portals.configuration())) {
            mpath.awaitMap("mpatha", 2);
            mpath.jmx().addNotificationListener(new ObjectName("org.mpath:type=Map,name=mpatha"),
                    (notification, handback) -> notifications.add(notification), null, null);
            CompletableFuture<Programs.Result> fio = CompletableFuture.supplyAsync(() -> fio(mpath));
            awaitIo(mpath);
            List<Cut> cuts = List.of(FaultProxy::reset, FaultProxy::gone, FaultProxy::silence);
            for (Cut cut : cuts) {
                for (int id = 1; id <= 2; id++) {
                    cutAndHeal(mpath, portals, id, cut);
                }
            }
            Programs.Result result = fio.get(SECONDS + 60L, TimeUnit.SECONDS);
            assertThat(result.exitCode()).as("%s\n%s\n%s", result.output(), result.errors(), mpath.log()).isZero();
            assertThat(errorsOf(result.output())).as(result.output()).isNotEmpty().containsOnly("0");
            mpath.awaitMap("mpatha", 2);
            assertThat(mpath.shell("mpath:topology").ok()).contains("active ready running").doesNotContain("failed");
        }
    }

    private static Programs.Result fio(RunningMpath mpath) {
        return Programs.run(Duration.ofSeconds(SECONDS + 50L), "fio", "--name=verify", "--ioengine=nbd",
                "--uri=" + mpath.uri("mpatha"), "--rw=randrw", "--bs=4k", "--iodepth=16", "--size=64M",
                "--verify=crc32c", "--verify_backlog=256", "--verify_fatal=1", "--time_based", "--runtime=" + SECONDS,
                "--output-format=json", "--aux-path=" + mpath.home());
    }

    private static void awaitIo(RunningMpath mpath) {
        ObjectName map = name("org.mpath:type=Map,name=mpatha");
        Await.until("fio to write", RunningMpath.LIMIT, () -> (Long) mpath.jmx().getAttribute(map, "WriteCount"),
                writes -> writes > 100);
    }

    private void cutAndHeal(RunningMpath mpath, Portals portals, int id, Cut cut) throws Exception {
        String portal = portals.proxy(id).portal();
        int seen = notifications.size();
        cut.apply(portals.proxy(id));
        awaitNotification("mpath.path.failed", portal, seen);
        portals.proxy(id).heal();
        awaitNotification("mpath.path.reinstated", portal, seen);
        mpath.awaitPath("mpatha", portal, "active");
        List<String> types = of(portal, seen);
        assertThat(types).as("notifications for %s in order", portal)
                .startsWith("mpath.path.failed").endsWith("mpath.path.reinstated");
    }

    private void awaitNotification(String type, String portal, int from) {
        Await.until(type + " of " + portal, RunningMpath.LIMIT, () -> of(portal, from), types -> types.contains(type));
    }

    private List<String> of(String portal, int from) {
        synchronized (notifications) {
            List<Notification> since = new ArrayList<>(notifications.subList(from, notifications.size()));
            assertThat(since).extracting(Notification::getSequenceNumber).isSorted();
            return since.stream().filter(n -> n.getMessage().contains(portal)).map(Notification::getType).toList();
        }
    }

    private static List<String> errorsOf(String json) {
        List<String> errors = new ArrayList<>();
        Matcher matcher = Pattern.compile("\"(?:error|total_err)\"\\s*:\\s*(\\d+)").matcher(json);
        while (matcher.find()) {
            errors.add(matcher.group(1));
        }
        return errors;
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (javax.management.MalformedObjectNameException e) {
            throw new AssertionError(e);
        }
    }

    static {
        assertThat(Files.exists(java.nio.file.Path.of(System.getProperty("mpath.image")))).as("the image is built").isTrue();
    }
}
