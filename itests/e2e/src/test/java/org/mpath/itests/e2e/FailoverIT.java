package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
            VerifiedIo io = VerifiedIo.start(mpath, "mpatha", SECONDS);
            List<Cut> cuts = List.of(FaultProxy::reset, FaultProxy::gone, FaultProxy::silence);
            for (Cut cut : cuts) {
                for (int id = 1; id <= 2; id++) {
                    cutAndHeal(mpath, portals, id, cut);
                }
            }
            io.finishWithoutError();
            mpath.awaitMap("mpatha", 2);
            assertThat(mpath.shell("mpath:topology").ok()).contains("active ready running").doesNotContain("failed");
        }
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

    static {
        assertThat(Files.exists(java.nio.file.Path.of(System.getProperty("mpath.image")))).as("the image is built").isTrue();
    }
}
