package org.mpath.transport.sg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UeventTest {
    private static final String DEVICE = "/devices/pseudo_0/adapter0/host0/target0:0:0/0:0:0:1";

    private static Uevent parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Uevent.parse(bytes, bytes.length);
    }

    private static String event(String action, String path, String... fields) {
        return action + "@" + path + "\0ACTION=" + action + "\0DEVPATH=" + path + "\0"
                + String.join("\0", fields) + "\0SEQNUM=7\0";
    }

    @Test
    void readsActionPathAndSubsystem() {
        Uevent event = parse(event("remove", DEVICE + "/block/sda", "SUBSYSTEM=block", "DEVNAME=sda"));
        assertThat(event).isEqualTo(new Uevent("remove", DEVICE + "/block/sda", "block", ""));
        assertThat(event.concernsPaths()).isTrue();
        assertThat(event.address()).isNull();
    }

    @Test
    void tellsWhichDeviceHeardThatAnotherUnitIsThere() {
        Uevent event = parse(event("change", DEVICE, "SUBSYSTEM=scsi", "SDEV_UA=INQUIRY_DATA_HAS_CHANGED"));
        assertThat(event.tellsOfAnotherUnit()).isTrue();
        assertThat(event.address()).isEqualTo(new ScsiAddress(0, 0, 0, 1));
        assertThat(parse(event("change", DEVICE, "SUBSYSTEM=scsi", "SDEV_UA=CAPACITY_DATA_HAS_CHANGED")).tellsOfAnotherUnit())
                .isFalse();
    }

    @Test
    void leavesMapsOfTheKernelAndOtherDevicesAlone() {
        assertThat(parse(event("change", "/devices/virtual/block/dm-0", "SUBSYSTEM=block")).concernsPaths()).isFalse();
        assertThat(parse(event("add", "/devices/virtual/net/lo", "SUBSYSTEM=net")).concernsPaths()).isFalse();
    }

    @Test
    void takesNothingThatContradictsItself() {
        assertThat(parse("add@/devices/a\0ACTION=remove\0DEVPATH=/devices/a\0SUBSYSTEM=block\0")).isNull();
        assertThat(parse("add@/devices/a\0ACTION=add\0DEVPATH=/devices/b\0SUBSYSTEM=block\0")).isNull();
        assertThat(parse("libudev\0\0\0\0")).isNull();
        assertThat(parse("@/devices/a\0ACTION=\0")).isNull();
        assertThat(parse("")).isNull();
        assertThat(parse("add@")).isNull();
    }

    @Test
    void survivesEveryDamage() {
        long seed = System.nanoTime();
        System.getLogger("test").log(System.Logger.Level.INFO, "seed " + seed);
        Random random = new Random(seed);
        byte[] whole = event("add", DEVICE, "SUBSYSTEM=scsi", "SDEV_UA=X").getBytes(StandardCharsets.UTF_8);
        for (int run = 0; run < 20_000; run++) {
            byte[] damaged = whole.clone();
            for (int n = random.nextInt(6); n >= 0; n--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Uevent event = Uevent.parse(damaged, random.nextInt(damaged.length + 1));
            if (event != null) {
                event.address();
                event.concernsPaths();
            }
        }
    }
}
