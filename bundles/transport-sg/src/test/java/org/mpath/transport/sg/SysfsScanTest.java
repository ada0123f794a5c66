package org.mpath.transport.sg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.path.DeviceNodes;

class SysfsScanTest {
    @TempDir
    Path root;

    private SysfsScan.Found scan(SysTree tree, String... hosts) {
        return new SysfsScan(tree, new HostChoice(List.of(hosts))).scan();
    }

    /** A disk of a directory; its links as the kernel makes them. */
    private static List<String> device(String directory, String address, String generic, String block, int minor, String type) {
        String home = directory + "/" + address;
        List<String> lines = new ArrayList<>(List.of(
                home + "/type\t= " + type + "|", home + "/state\t= running|",
                home + "/scsi_generic/" + generic + "/device\t-> ../../../" + address,
                "sys/class/scsi_generic/" + generic + "\t-> ../../../" + home + "/scsi_generic/" + generic));
        if (!block.isEmpty()) {
            lines.addAll(List.of(
                    home + "/block/" + block + "/device\t-> ../../../" + address,
                    home + "/block/" + block + "/dev\t= 8:" + minor + "|",
                    "sys/block/" + block + "\t-> ../../" + home + "/block/" + block));
        }
        return lines;
    }

    // ---- what a guest's kernel had: two scsi_debug hosts with two units each ----

    @Test
    void findsTheDisksOfARecordedKernelWithAllTheirNodes() throws Exception {
        SysfsScan.Found found = scan(TreeText.of(root, "scsi-debug.tree"));
        assertThat(found.note()).isEmpty();
        assertThat(found.disks()).extracting(disk -> disk.address().toString())
                .containsExactly("0:0:0:0", "0:0:0:1", "1:0:0:0", "1:0:0:1");
        assertThat(found.disks()).allSatisfy(disk -> {
            DeviceNodes nodes = disk.nodes();
            assertThat(nodes.block()).startsWith("sd");
            assertThat(nodes.major()).isEqualTo(8);
            assertThat(nodes.minor()).isEqualTo((nodes.block().charAt(2) - 'a') * 16);
            assertThat(nodes.generic()).isEqualTo("sg" + (disk.address().host() * 2 + disk.address().unit()));
            assertThat(nodes.properties()).contains("SCSI_IDENT_SERIAL", "ID_SERIAL");
            assertThat(nodes.transferBytesMax()).isPositive();
            assertThat(disk.hostTags()).isEqualTo(192);
            assertThat(disk.down()).isNull();
        });
    }

    @Test
    void takesTheHostsItIsToldTo() throws Exception {
        SysTree tree = TreeText.of(root, "scsi-debug.tree");
        assertThat(scan(tree, "1").disks()).hasSize(2);
        assertThat(scan(tree, "scsi_debug").disks()).hasSize(4);
        assertThat(scan(tree, "qla2xxx").disks()).isEmpty();
        assertThatThrownBy(() -> scan(tree, "../0")).hasMessageContaining("'../0'");
    }

    @Test
    void seesADeviceGoOffline() throws Exception {
        ScsiDevice disk = scan(TreeText.of(root, "scsi-debug.tree")).disks().get(0);
        Files.writeString(disk.state(), "offline\n");
        assertThat(disk.down()).isEqualTo("the device is offline");
        Files.delete(disk.state());
        assertThat(disk.down()).isEqualTo("the device is gone");
    }

    // ---- seeds: rows 027 and 028 ----

    @Test
    void entriesWithoutADeviceLinkDoNotCount() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            lines.addAll(device("sys/devices/host0/target0:0:0", "0:0:0:" + i, "sg" + i, "sd" + (char) ('a' + i), 16 * i, "0"));
        }
        lines.add("sys/block/loop0\t-> ../devices/virtual/block/loop0");
        lines.add("sys/class/scsi_generic/sg9\t-> ../../devices/virtual/sg9");
        SysfsScan.Found found = scan(TreeText.of(root, lines));
        assertThat(found.disks()).hasSize(3);
        assertThat(found.note()).isEmpty();
    }

    @Test
    void pairsShuffledNodesByAddressThoughTwoHostsHaveTheSameIds() throws Exception {
        long seed = System.nanoTime();
        List<Integer> names = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7));
        Collections.shuffle(names, new Random(seed));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int host = i / 4;
            lines.addAll(device("sys/devices/host" + host + "/target" + host + ":0:" + i % 2, host + ":0:" + i % 2 + ":" + i % 4 / 2,
                    "sg" + i, "sd" + (char) ('a' + names.get(i)), 16 * names.get(i), "0"));
        }
        List<ScsiDevice> disks = scan(TreeText.of(root, lines)).disks();
        assertThat(disks).as("seed " + seed).hasSize(8).allSatisfy(disk -> {
            int i = Integer.parseInt(disk.nodes().generic().substring(2));
            assertThat(disk.address()).isEqualTo(new ScsiAddress(i / 4, 0, i % 2, i % 4 / 2));
            assertThat(disk.nodes().numbers()).isEqualTo("8:" + 16 * names.get(i));
        });
    }

    // ---- transports ----

    @Test
    void tellsTheTransportByTheDirectoriesAbove() throws Exception {
        List<String> lines = new ArrayList<>();
        lines.addAll(device("sys/devices/pci0/host1/rport-1:0-4/target1:0:4", "1:0:4:0", "sg0", "sda", 0, "0"));
        lines.addAll(device("sys/devices/platform/host2/session3/target2:0:0", "2:0:0:0", "sg1", "sdb", 16, "0"));
        lines.addAll(device("sys/devices/pci0/usb1/1-1/host3/target3:0:0", "3:0:0:0", "sg2", "sdc", 32, "0"));
        lines.addAll(device("sys/devices/pci0/ata1/host4/target4:0:0", "4:0:0:0", "sg3", "sdd", 48, "0"));
        lines.addAll(device("sys/devices/pci0/host5/port-5:0/end_device-5:0/target5:0:0", "5:0:0:0", "sg4", "sde", 64, "20"));
        lines.addAll(device("sys/devices/pci0/host6/port-6:1/target6:0:0", "6:0:0:0", "sg5", "sdf", 80, "0"));
        lines.add("sys/class/fc_remote_ports/rport-1:0-4/port_state\t= Blocked|");
        lines.add("sys/class/fc_remote_ports/rport-1:0-4/port_name\t= 0x500|");
        lines.add("sys/class/srp_remote_ports/port-6:1/state\t= lost|");
        lines.add("sys/class/iscsi_session/session3/state\t= LOGGED_IN|");
        lines.add("sys/class/iscsi_session/session3/targetname\t= iqn.2026-11.org.example:t1|");
        List<ScsiDevice> disks = scan(TreeText.of(root, lines)).disks();
        assertThat(disks).extracting(disk -> disk.nodes().protocol())
                .containsExactly("scsi:fcp", "scsi:iscsi", "scsi:usb", "scsi:ata", "scsi:sas", "scsi:srp");
        assertThat(disks.get(0).down()).isEqualTo("the remote port is Blocked");
        assertThat(disks.get(1).down()).isNull();
        assertThat(disks.get(5).down()).isEqualTo("the remote port is lost");
        assertThat(disks.get(1).port().name()).isEqualTo("iqn.2026-11.org.example:t1");
    }

    // ---- what becomes no path ----

    @Test
    void leavesTapesChangersAndDrivesForDiscsAlone() throws Exception {
        List<String> lines = new ArrayList<>();
        lines.addAll(device("sys/devices/host0/target0:0:0", "0:0:0:0", "sg0", "", 0, "1"));
        lines.addAll(device("sys/devices/host0/target0:0:1", "0:0:1:0", "sg1", "", 0, "5"));
        assertThat(scan(TreeText.of(root, lines)).disks()).isEmpty();
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        assertThat(scan(new SysTree(root)).note()).isEqualTo("this host has no SCSI devices with generic nodes");
        List<String> lines = device("sys/devices/host0/target0:0:0", "0:0:0:0", "sg0", "sda", 0, "0").stream()
                .filter(line -> !line.contains("scsi_generic"))
                .toList();
        assertThat(scan(TreeText.of(root, lines)).note())
                .isEqualTo("1 SCSI disk(s) have no generic node: modprobe sg");
    }

    @Test
    void aNodeOfBsgStandsForAGenericOneThatIsNotThere() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int unit = 0; unit < 2; unit++) {
            String home = "sys/devices/host0/target0:0:0/0:0:0:" + unit;
            lines.addAll(device("sys/devices/host0/target0:0:0", "0:0:0:" + unit, "sg" + unit, "sd" + (char) ('a' + unit), 16 * unit, "0"));
            lines.add(home + "/bsg/0:0:0:" + unit + "/device\t-> ../../../0:0:0:" + unit);
            lines.add("sys/class/bsg/0:0:0:" + unit + "\t-> ../../../" + home + "/bsg/0:0:0:" + unit);
        }
        lines.removeIf(line -> line.contains("sg0"));
        lines.add("sys/class/bsg/fc_host0\t-> ../../../sys/devices/host0/bsg/fc_host0");
        SysfsScan.Found found = scan(TreeText.of(root, lines));
        assertThat(found.disks()).extracting(ScsiDevice::node).containsExactly("/dev/bsg/0:0:0:0", "/dev/sg1");
        assertThat(found.disks()).extracting(ScsiDevice::resetNode).containsExactly("/dev/sda", "/dev/sg1");
        assertThat(found.note()).isEqualTo("1 SCSI disk(s) have no generic node but that of bsg, which is slower: modprobe sg");
    }
}
