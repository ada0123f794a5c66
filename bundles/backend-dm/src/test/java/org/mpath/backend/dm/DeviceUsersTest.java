package org.mpath.backend.dm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.natives.MappedDevice;

/** Who uses a device, as sysfs and procfs tell. */
class DeviceUsersTest {
    @TempDir
    Path sys;

    @TempDir
    Path proc;

    private MappedDevice open(int times) {
        return new MappedDevice("mpatha", "mpath-3600", 253, 0, times, 0, false, true);
    }

    private DeviceUsers users() {
        return new DeviceUsers(sys, proc);
    }

    private void file(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void nobodyUsesWhatNobodyHasOpen() {
        assertThat(users().of(open(0))).isEmpty();
    }

    @Test
    void namesDevicesOnTopMountsAndSwap() throws IOException {
        file(sys.resolve("dev/block/253:0/holders/dm-7/dm/name"), "vg-root\n");
        Files.createDirectories(sys.resolve("dev/block/253:0/holders/md0"));
        file(proc.resolve("self/mountinfo"), "36 35 253:0 / /srv rw - ext4 /dev/mapper/mpatha rw\n37 35 253:10 / /other rw - ext4 x rw\n");
        file(proc.resolve("swaps"), "Filename Type Size Used Priority\n/dev/dm-0 partition 1 0 -2\n");
        assertThat(users().of(open(3))).containsExactly("device dm-7 (vg-root)", "device md0", "mount /srv", "swap");
    }

    @Test
    void saysHowOftenItIsOpenWhenNobodyIsKnown() {
        assertThat(users().of(open(1))).containsExactly("whoever has it open, 1 time");
        assertThat(users().of(open(2))).containsExactly("whoever has it open, 2 times");
    }

    @Test
    void namesTheProcessesWhenNobodyElseHasIt() throws IOException {
        file(proc.resolve("77/comm"), "fio\n");
        Files.createDirectories(proc.resolve("77/fd"));
        Files.createSymbolicLink(proc.resolve("77/fd/3"), Path.of("/dev/dm-0"));
        Files.createDirectories(proc.resolve("78/fd"));
        Files.createSymbolicLink(proc.resolve("78/fd/0"), Path.of("/dev/dm-10"));
        assertThat(users().of(open(1))).containsExactly("process 77 (fio)");
    }

    @Test
    void aDiskIsHeldByWhoeverHasAPartitionOfItButNotByDeviceMapper() throws IOException {
        Path disk = Files.createDirectories(sys.resolve("devices/sda"));
        Files.createDirectories(disk.resolve("holders/dm-0"));
        file(disk.resolve("sda1/partition"), "1\n");
        file(disk.resolve("sda1/dev"), "8:1\n");
        Files.createDirectories(sys.resolve("dev/block"));
        Files.createSymbolicLink(sys.resolve("dev/block/8:0"), disk);
        Files.createSymbolicLink(sys.resolve("dev/block/8:1"), disk.resolve("sda1"));
        assertThat(users().ofDisk("8:0")).isEmpty();
        file(proc.resolve("self/mountinfo"), "36 35 8:1 / /srv rw - ext4 /dev/sda1 rw\n");
        file(proc.resolve("swaps"), "Filename\tType\n/dev/sda                partition\t1\n");
        assertThat(users().ofDisk("8:0")).containsExactly("swap", "mount /srv");
    }
}
