package org.mpath.transport.sg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.api.path.DeviceNodes;

class RipeningTest {
    private static final long SECOND = 1_000_000_000;
    private final Ripening ripening = new Ripening();

    private static ScsiDevice disk(String block) {
        return new ScsiDevice(ScsiAddress.parse("0:0:0:0"),
                new DeviceNodes(block, block.isEmpty() ? -1 : 8, block.isEmpty() ? -1 : 0, "sg0", "0:0:0:0", "scsi:fcp", 0, List.of()),
                null, null, null, 0);
    }

    private List<ScsiDevice> ripe(ScsiDevice disk, boolean known, boolean udev, long seconds) {
        return ripening.ripe(List.of(disk), address -> known, each -> udev, seconds * SECOND);
    }

    @Test
    void waitsAMomentForTheBlockNode() {
        assertThat(ripe(disk(""), false, false, 5)).isEmpty();
        assertThat(ripe(disk("sda"), false, false, 5)).hasSize(1);
        assertThat(ripe(disk(""), false, false, 7)).hasSize(1);
    }

    @Test
    void waitsLongerForUdev() {
        assertThat(ripe(disk("sda"), false, true, 0)).isEmpty();
        assertThat(ripe(disk("sda"), false, true, 9)).isEmpty();
        assertThat(ripe(disk("sda"), false, true, 10)).hasSize(1);
    }

    @Test
    void takesNoPathAwayForWhatItLacks() {
        assertThat(ripe(disk(""), true, true, 0)).hasSize(1);
    }

    @Test
    void beginsAnewForADiskThatWasGone() {
        ripe(disk("sda"), false, true, 0);
        ripening.ripe(List.of(), address -> false, each -> true, SECOND);
        assertThat(ripe(disk("sda"), false, true, 11)).isEmpty();
    }
}
