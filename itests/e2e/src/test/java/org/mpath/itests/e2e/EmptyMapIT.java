package org.mpath.itests.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.Notification;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.mpath.itests.support.Await;
import org.mpath.itests.support.Programs;
import org.mpath.itests.support.ShortFolders;

/** Every path of a map is taken away while a client writes, and comes back: its I/O waits, no error reaches it. */
class EmptyMapIT {
    private static final int ROUNDS = 2;
    private static final int MEBIBYTE = 1 << 20;

    private final List<Notification> notifications = Collections.synchronizedList(new ArrayList<>());

    @Test
    void ioWaitsWhileEverySessionIsLoggedOutAndGoesOnInTheSameMap() throws Exception {
        Programs.need("fio", "fio");
        try (Portals portals = new Portals(64L * MEBIBYTE);
                RunningMpath mpath = new RunningMpath(portals.home, portals.configuration())) {
            mpath.awaitMap("mpatha", 2);
            listen(mpath);
            VerifiedIo io = VerifiedIo.start(mpath, "mpatha");
            for (int round = 0; round < ROUNDS; round++) {
                mpath.shell("iscsi:logout " + session(portals, 1) + "; iscsi:logout " + session(portals, 2)).ok();
                assertIoWaits(mpath, io);
                mpath.shell("iscsi:login " + session(portals, 1 + round)).ok();
                io.awaitMoreWrites();
                mpath.shell("iscsi:login " + session(portals, 2 - round)).ok();
                mpath.awaitMap("mpatha", 2);
            }
            finish(mpath, io);
            assertThat(mpath.shell("mpath:maps --json").ok()).contains("\"wwid\":\"" + Portals.WWID + "\"");
        }
    }

    private static String session(Portals portals, int id) {
        return portals.proxy(id).portal() + " " + Portals.target(id);
    }

    @Test
    void ioWaitsWhileTheTransportIsStopped() throws Exception {
        Programs.need("fio", "fio");
        Path home = ShortFolders.create();
        String lab = "arrays = name=lab controllers=2 ports=1 unit=file:" + home.resolve("unit.img") + ",64MiB\n";
        try (RunningMpath mpath = new RunningMpath(home, Map.of("org.mpath.transport.lab", lab))) {
            mpath.awaitMap("mpatha", 2);
            listen(mpath);
            String bundle = numberOfLab(mpath);
            VerifiedIo io = VerifiedIo.start(mpath, "mpatha");
            for (int round = 0; round < ROUNDS; round++) {
                mpath.shell("felix:stop " + bundle).ok();
                assertIoWaits(mpath, io);
                mpath.shell("felix:start " + bundle).ok();
                mpath.awaitMap("mpatha", 2);
                io.awaitMoreWrites();
            }
            finish(mpath, io);
        }
    }

    /** The bundle's number: {@code felix:start} knows no names. */
    private static String numberOfLab(RunningMpath mpath) {
        Matcher line = Pattern.compile("(\\d+)\\|[^\n]*\\|org\\.mpath\\.transport\\.lab ").matcher(mpath.shell("felix:lb -s").ok());
        assertThat(line.find()).isTrue();
        return line.group(1);
    }

    @Test
    void anEmptyMapGoesWithItsLastClientAndOneNobodyUsesAtOnce() throws Exception {
        Programs.need("nbdcopy", "libnbd-bin");
        Path home = ShortFolders.create();
        try (RunningMpath mpath = new RunningMpath(home, Map.of())) {
            mpath.awaitMap("mpatha", 4);
            mpath.awaitMap("mpathc", 4);
            mpath.shell("lab:delay A0 1000; lab:delay A1 1000; lab:delay B0 1000; lab:delay B1 1000").ok();
            Process reader = Programs.start(
                    home.resolve("reader.out"), home.resolve("reader.err"), "nbdcopy", mpath.uri("mpatha"), "null:");
            try {
                Await.until("the reader", RunningMpath.LIMIT,
                        () -> mpath.shell("nbd:connections").ok(), text -> text.contains("mpatha"));
                mpath.shell("felix:stop org.mpath.transport.lab").ok();
                awaitMaps(mpath, "mpatha");
                assertThat(mpath.shell("mpath:maps --json").ok()).contains("\"state\":\"empty\"");
                assertThat(reader.isAlive()).as("the reader waits").isTrue();
            } finally {
                Programs.end(reader);
            }
            awaitMaps(mpath);
        }
    }

    private static void awaitMaps(RunningMpath mpath, String... names) {
        Await.until("maps " + List.of(names), RunningMpath.LIMIT,
                () -> mpath.jmx().queryNames(new ObjectName("org.mpath:type=Map,*"), null).stream()
                        .map(RunningMpath::nameOf)
                        .sorted()
                        .toList(),
                List.of(names)::equals);
    }

    private void listen(RunningMpath mpath) throws Exception {
        mpath.jmx().addNotificationListener(new ObjectName("org.mpath:type=Map,name=mpatha"),
                (notification, handback) -> notifications.add(notification), null, null);
    }

    /** The map is there, has no path and holds the client's requests. */
    private static void assertIoWaits(RunningMpath mpath, VerifiedIo io) throws Exception {
        Await.until("an empty map", RunningMpath.LIMIT, () -> io.attribute("State"), "empty"::equals);
        Await.until("waiting requests", RunningMpath.LIMIT, () -> (Integer) io.attribute("QueuedRequests"), queued -> queued > 0);
        assertThat(io.attribute("TotalPaths")).isEqualTo(0);
        assertThat(mpath.shell("mpath:maps --json").ok()).contains("\"name\":\"mpatha\"", "\"state\":\"empty\"");
        assertThat(mpath.shell("mpath:topology mpatha").ok()).contains("mpatha");
        assertThat(mpath.shell("nbd:connections").ok()).contains("mpatha");
        assertThat(io.running()).as("the client waits").isTrue();
    }

    private void finish(RunningMpath mpath, VerifiedIo io) throws Exception {
        io.finishWithoutError();
        synchronized (notifications) {
            assertThat(notifications).extracting(Notification::getType)
                    .contains("mpath.path.removed", "mpath.path.added", "mpath.map.reloaded")
                    .doesNotContain("mpath.map.removed", "mpath.map.created");
        }
        assertThat(mpath.log()).contains("event=map.empty map=mpatha").doesNotContain("event=map.removed");
    }
}
