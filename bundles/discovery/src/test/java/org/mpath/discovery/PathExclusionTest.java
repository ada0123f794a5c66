package org.mpath.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.mpath.api.path.DeviceNodes;
import org.mpath.config.PathIdentity;

class PathExclusionTest {
    private static final List<String> PROPERTIES = List.of("DEVNAME", "ID_SERIAL", "SCSI_IDENT_SERIAL");

    private static PathIdentity path(String devnode, String protocol, List<String> properties) {
        return new PathIdentity(devnode, "ACME", "DISK", "1", protocol, "W", properties);
    }

    private static DeviceNodes nodes(List<String> properties) {
        return new DeviceNodes("sda", 8, 0, "sg0", "0:0:0:0", "scsi:fcp", 0, properties);
    }

    private static PathExclusion rules(String text, boolean usb) {
        return new PathExclusion(Given.configuration(text).exclusion(), usb);
    }

    @Test
    void leavesOutAPathByItsDeviceNode() {
        PathExclusion rules = rules("blacklist {\n devnode \"^sda$\"\n}", false);
        assertThat(rules.of(path("sda", "scsi:fcp", PROPERTIES), "")).contains("excluded by devnode").contains("(sda)");
        assertThat(rules.of(path("sdb", "scsi:fcp", PROPERTIES), "")).isEmpty();
        assertThat(rules.of(path("", "scsi:iscsi", List.of()), "")).isEmpty();
    }

    @Test
    void leavesOutAPathByAPropertyThatUdevGaveIt() {
        PathExclusion rules = rules("blacklist {\n property \"^ID_CDROM\"\n}", false);
        assertThat(rules.of(path("sda", "scsi:fcp", List.of("ID_CDROM_DVD")), "")).contains("excluded by property");
        assertThat(rules.of(path("sda", "scsi:fcp", PROPERTIES), "ID_SERIAL")).isEmpty();
    }

    @Test
    void leavesOutAPathWithTheUidPropertyAloneAsMultipathToolsDo() {
        PathExclusion rules = rules("", false);
        assertThat(rules.of(path("sda", "scsi:fcp", List.of("ID_SERIAL")), "ID_SERIAL")).contains("ID_SERIAL");
        assertThat(rules.of(path("sda", "scsi:fcp", List.of("ID_SERIAL", "ID_WWN")), "ID_SERIAL")).isEmpty();
        assertThat(rules.of(path("", "scsi:iscsi", List.of()), "ID_SERIAL")).isEmpty();
    }

    @Test
    void leavesOutUsbUnlessItIsAllowed() {
        assertThat(rules("", false).of(path("sda", "scsi:usb", PROPERTIES), "")).contains("allow_usb_devices");
        assertThat(rules("", true).of(path("sda", "scsi:usb", PROPERTIES), "")).isEmpty();
    }

    @Test
    void saysWhyARuleOnPropertiesMatchesNothing() {
        PathExclusion rules = rules("blacklist {\n property \"^ID_CDROM\"\n}", false);
        assertThat(rules.words(nodes(List.of()), path("sda", "scsi:fcp", List.of()), ""))
                .contains("/run/udev/data/b8:0");
        assertThat(rules.words(DeviceNodes.NONE, path("", "scsi:iscsi", List.of()), "")).contains("no block node");
        assertThat(rules.words(nodes(PROPERTIES), path("sda", "scsi:fcp", PROPERTIES), "")).doesNotContain("nothing");
    }
}
