package org.mpath.transport.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.control.ControlException;
import org.mpath.api.control.LabPort;
import org.mpath.api.path.PathDevice;
import org.mpath.api.path.Transport;
import org.mpath.api.path.TransportListener;
import org.mpath.itests.support.Await;

class LabTransportTest {
    /** Keeps what a transport tells. */
    private static final class Listener implements TransportListener {
        private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

        @Override
        public void pathAppeared(PathDevice path) {
            news.add("+" + path.name());
        }

        @Override
        public void pathGone(PathDevice path, String reason) {
            news.add("-" + path.name() + " " + reason);
        }

        @Override
        public void settledChanged(Transport transport) {
            news.add("settled");
        }

        String next() throws InterruptedException {
            return news.poll(10, TimeUnit.SECONDS);
        }
    }

    private static List<String> names(Transport transport) {
        return transport.paths().stream().map(PathDevice::name).toList();
    }

    private static void reconfigure(LabRig rig, String... arrays) throws Exception {
        rig.lab.modified(LabRig.settings(arrays));
        rig.onReactor(() -> null); // what the change posted has run
        LabRig.awaitSettled(rig.lab);
    }

    @Test
    void bringsTwelvePathsWithoutConfiguration() throws Exception {
        try (LabRig rig = LabRig.ofDefaults()) {
            assertThat(names(rig.lab)).containsExactly(
                    "lab:A0/0", "lab:A0/1", "lab:A0/2", "lab:A1/0", "lab:A1/1", "lab:A1/2",
                    "lab:B0/0", "lab:B0/1", "lab:B0/2", "lab:B1/0", "lab:B1/1", "lab:B1/2");
            PathDevice path = rig.path("lab:B0/2");
            assertThat(path.port()).isEqualTo("B0");
            assertThat(path.lun()).isEqualTo(2);
            assertThat(path.transport()).isEqualTo("lab");
            assertThat(path.linkUp()).isTrue();
            assertThat(path.linkReason()).isNull();
            assertThat(path.reactor()).isSameAs(rig.reactor);
        }
    }

    @Test
    void namesThePortsOfOtherArraysWithTheArray() throws Exception {
        try (LabRig rig = new LabRig("name=lab controllers=1 ports=1 unit=1MiB", "name=far controllers=1 ports=1 unit=1MiB")) {
            assertThat(names(rig.lab)).containsExactly("lab:A0/0", "lab:far.A0/0");
            assertThat(rig.verbs.ports()).containsExactly(
                    new LabPort("lab", "A0", "none", 1, 1), new LabPort("far", "far.A0", "none", 1, 1));
        }
    }

    @Test
    void countsTheCommandsOfEachPort() throws Exception {
        try (LabRig rig = LabRig.ofDefaults()) {
            long before = rig.verbs.ports().get(1).commands();
            rig.outcome(rig.path("lab:A1/0"), LabRig.testUnitReady());
            rig.outcome(rig.path("lab:A1/2"), LabRig.testUnitReady());
            assertThat(rig.verbs.ports().get(1).commands()).isEqualTo(before + 2);
        }
    }

    @Test
    void hasNothingWhenItIsSwitchedOff() throws Exception {
        try (LabRig rig = new LabRig(new LabRig.Settings(false, new String[] {LabSettings.DEFAULT_ARRAY}, 100, 100))) {
            assertThat(rig.lab.paths()).isEmpty();
            assertThat(rig.lab.settled()).isTrue();
            assertThatThrownBy(() -> rig.verbs.cut("A0")).isInstanceOf(ControlException.class);
        }
    }

    @Test
    void tellsOfPathsThatComeAndGoWithTheConfiguration() throws Exception {
        try (LabRig rig = new LabRig("name=lab controllers=1 ports=1 unit=1MiB")) {
            Listener listener = new Listener();
            rig.lab.addListener(listener);

            reconfigure(rig, "name=lab controllers=1 ports=1 unit=1MiB", "name=b controllers=1 ports=1 unit=1MiB unit=1MiB");
            assertThat(listener.next()).isEqualTo("settled");
            assertThat(listener.next()).isEqualTo("+lab:b.A0/0");
            assertThat(listener.next()).isEqualTo("+lab:b.A0/1");
            assertThat(listener.next()).isEqualTo("settled");

            reconfigure(rig, "name=b controllers=1 ports=1 unit=1MiB unit=1MiB");
            assertThat(listener.next()).isEqualTo("-lab:A0/0 array lab was removed or changed");
            assertThat(names(rig.lab)).containsExactly("lab:b.A0/0", "lab:b.A0/1");
            assertThat(rig.lab.path("lab:b.A0/1").name()).isEqualTo("lab:b.A0/1");
            assertThat(rig.lab.path("lab:A0/0")).as("gone").isNull();

            rig.lab.removeListener(listener);
            reconfigure(rig, "name=c unit=1MiB");
            assertThat(listener.news).isEmpty();
        }
    }

    @Test
    void doesNotTouchAnArrayThatIsDescribedAsBefore() throws Exception {
        try (LabRig rig = new LabRig("name=lab controllers=1 ports=1 unit=1MiB")) {
            PathDevice path = rig.ready("lab:A0/0");
            reconfigure(rig, "name=lab  ports=1 controllers=1 unit=1MiB", "name=b unit=1MiB");
            assertThat(rig.path("lab:A0/0")).isSameAs(path);
            assertThat(rig.outcome(path, LabRig.testUnitReady())).isEqualTo("GOOD");
        }
    }

    @Test
    void refusesABadConfigurationWholeAndKeepsWhatThereIs() throws Exception {
        try (LabRig rig = new LabRig("name=lab controllers=1 ports=1 unit=1MiB")) {
            PathDevice path = rig.ready("lab:A0/0");
            reconfigure(rig, "name=b unit=1MiB", "name=c unit=1XB");
            assertThat(names(rig.lab)).containsExactly("lab:A0/0");
            assertThat(rig.outcome(path, LabRig.testUnitReady())).isEqualTo("GOOD");
        }
    }

    @Test
    void refusesAFileThatCannotBeUsedAndKeepsWhatThereIs(@TempDir Path folder) throws Exception {
        try (LabRig rig = new LabRig("name=lab controllers=1 ports=1 unit=1MiB")) {
            reconfigure(rig, "name=b unit=1MiB unit=file:" + folder.resolve("missing.img"));
            assertThat(names(rig.lab)).containsExactly("lab:A0/0");
        }
    }

    @Test
    void settlesWithoutArraysWhenTheFirstConfigurationIsBad() throws Exception {
        try (LabRig rig = new LabRig("nonsense")) {
            assertThat(rig.lab.paths()).isEmpty();
        }
    }

    @Test
    void keepsTheContentsOfMemoryWhenAnArrayIsRebuilt() throws Exception {
        try (LabRig rig = new LabRig("name=lab controllers=1 ports=1 unit=1MiB unit=1MiB")) {
            rig.outcome(rig.ready("lab:A0/0"), LabRig.write(0, LabRig.block(7)));
            rig.outcome(rig.ready("lab:A0/1"), LabRig.write(0, LabRig.block(8)));

            reconfigure(rig, "name=lab controllers=2 ports=1 unit=1MiB unit=2MiB");

            assertThat(rig.contents(rig.ready("lab:B0/0"), 0, 1)).isEqualTo(LabRig.block(7));
            assertThat(rig.contents(rig.ready("lab:B0/1"), 0, 1)).isEqualTo(LabRig.block(0));
        }
    }

    @Test
    void keepsTheContentsOfMemoryWhenItIsRestarted() throws Exception {
        try (LabRig rig = LabRig.ofDefaults()) {
            rig.outcome(rig.ready("lab:A0/0"), LabRig.write(0, LabRig.block(7)));
            PathDevice old = rig.path("lab:A0/0");
            rig.lab.close();
            assertThat(rig.outcome(old, LabRig.testUnitReady())).isEqualTo("NOT_SENT");
            assertThat(old.linkReason()).isEqualTo("the lab was stopped");

            LabTransport again = new LabTransport(rig.reactor, rig.memory, LabRig.settings(LabSettings.DEFAULT_ARRAY));
            LabRig.awaitSettled(again);
            PathDevice path = again.paths().iterator().next();
            rig.outcome(path, LabRig.testUnitReady());
            assertThat(rig.contents(path, 0, 1)).isEqualTo(LabRig.block(7));
            again.close();
        }
    }

    @Test
    void servesAFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("disk.img");
        try (LabRig rig = new LabRig("name=lab controllers=1 ports=1 unit=file:" + file + ",1MiB unit=1MiB,ro")) {
            assertThat(rig.outcome(rig.ready("lab:A0/0"), LabRig.write(3, LabRig.block(7)))).isEqualTo("GOOD");
            assertThat(rig.outcome(rig.ready("lab:A0/1"), LabRig.write(3, LabRig.block(7)))).isEqualTo("07/27/00");
        }
        byte[] bytes = Files.readAllBytes(file);
        assertThat(bytes).hasSize(1 << 20);
        assertThat(bytes[3 * 512]).isEqualTo((byte) 7);
        assertThat(bytes[3 * 512 - 1]).isZero();
    }

    @Test
    void rescanKeepsPathsThatAreStillThere() throws Exception {
        try (LabRig rig = LabRig.ofDefaults()) {
            Listener listener = new Listener();
            rig.lab.addListener(listener);
            long before = rig.verbs.ports().get(0).commands();
            rig.lab.rescan();
            Await.until("the port was asked", () -> rig.verbs.ports().get(0).commands() == before + 1);
            assertThat(rig.lab.paths()).hasSize(12);
            assertThat(listener.news).isEmpty();
        }
    }

    @Test
    void namesThePortsThereAreWhenOneIsNot() throws Exception {
        try (LabRig rig = LabRig.ofDefaults()) {
            assertThatThrownBy(() -> rig.verbs.cut("Z9"))
                    .isInstanceOf(ControlException.class)
                    .hasMessage("no lab port \"Z9\"; there is A0, A1, B0, B1");
            assertThatThrownBy(() -> rig.verbs.heal("")).isInstanceOf(ControlException.class);
            assertThatThrownBy(() -> rig.verbs.silence("a0")).isInstanceOf(ControlException.class);
        }
    }

    @Test
    void refusesFaultsOutOfRange() throws Exception {
        try (LabRig rig = LabRig.ofDefaults()) {
            assertThatThrownBy(() -> rig.verbs.delay("A0", 600_001))
                    .hasMessage("delay in milliseconds 600001 is not between 0 and 600000");
            assertThatThrownBy(() -> rig.verbs.delay("A0", -1)).isInstanceOf(ControlException.class);
            assertThatThrownBy(() -> rig.verbs.sense("A0", 16, 0, 0, 0)).hasMessageContaining("sense key 16");
            assertThatThrownBy(() -> rig.verbs.sense("A0", 2, 256, 0, 0)).isInstanceOf(ControlException.class);
            assertThatThrownBy(() -> rig.verbs.sense("A0", 2, 4, -1, 0)).isInstanceOf(ControlException.class);
            assertThatThrownBy(() -> rig.verbs.sense("A0", 2, 4, 1, 1_000_001)).hasMessageContaining("count 1000001");
            assertThat(rig.verbs.ports()).allMatch(port -> port.fault().equals("none"));
        }
    }

    @Test
    void showsWhatIsWrongWithAPort() throws Exception {
        try (LabRig rig = LabRig.ofDefaults()) {
            rig.verbs.delay("A0", 20);
            rig.verbs.sense("A0", 2, 4, 1, 3);
            rig.verbs.sense("A1", 2, 4, 1, 0);
            rig.verbs.cut("B0");
            rig.verbs.silence("B1");
            assertThat(rig.verbs.ports()).extracting(LabPort::fault)
                    .containsExactly("delay 20 ms, sense 02/04/01 x3", "sense 02/04/01", "cut", "silence");
            for (String port : List.of("A0", "A1", "B0", "B1")) {
                rig.verbs.heal(port);
            }
            assertThat(rig.verbs.ports()).extracting(LabPort::fault).containsOnly("none");
        }
    }
}
