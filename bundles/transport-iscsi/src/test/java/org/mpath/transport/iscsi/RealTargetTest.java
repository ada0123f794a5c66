package org.mpath.transport.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mpath.api.path.PathDevice;
import org.mpath.itests.support.Tgtd;

/** Against a real tgtd: what works when nothing is wrong. */
class RealTargetTest {
    @TempDir
    Path folder;

    @Test
    void logsInToEveryTargetAPortalOffersAndReportsItsUnits() throws Exception {
        try (Tgtd tgtd = new Tgtd(folder)) {
            String first = tgtd.targetWithFile(1 << 20).name();
            String second = tgtd.targetWithFile(1 << 20).name();
            try (Rig rig = new Rig(Configured.portals(tgtd.portal())).settled()) {
                assertThat(rig.transport.paths()).extracting(PathDevice::name).containsExactlyInAnyOrder(
                        "iscsi:" + tgtd.portal() + ",1," + first + "/0",
                        "iscsi:" + tgtd.portal() + ",1," + first + "/1",
                        "iscsi:" + tgtd.portal() + ",1," + second + "/0",
                        "iscsi:" + tgtd.portal() + ",1," + second + "/1");
                PathDevice path = rig.path(1);
                assertThat(path.linkUp()).isTrue();
                assertThat(path.linkReason()).isNull();
                assertThat(path.port()).isEqualTo(tgtd.portal() + ",1," + first);
                rig.ready(path);
            }
        }
    }
}
