package org.mpath.itests.fuzz;

import java.util.List;
import java.util.function.Function;
import org.mpath.scsi.BlockCharacteristics;
import org.mpath.scsi.BlockLimits;
import org.mpath.scsi.ClariionModel;
import org.mpath.scsi.ClariionPage;
import org.mpath.scsi.HdsPathPage;
import org.mpath.scsi.Provisioning;
import org.mpath.scsi.RdacAccess;
import org.mpath.scsi.RdacSoftware;
import org.mpath.scsi.RdacSubsystem;
import org.mpath.scsi.RdacVolume;
import org.mpath.scsi.SupportedPages;
import org.mpath.scsi.ThreeParPage;
import org.mpath.scsi.UnitSerial;

/** Any bytes as each of the VPD pages but 83h, which has {@link IdentityTarget}: the page code is put right. */
public final class VpdTarget {
    private record Page(int code, Function<byte[], ?> parser) {}

    private static final List<Page> PAGES = List.of(
            new Page(0x00, SupportedPages::parse),
            new Page(0x80, UnitSerial::parse),
            new Page(0xb0, BlockLimits::parse),
            new Page(0xb1, BlockCharacteristics::parse),
            new Page(0xb2, Provisioning::parse),
            new Page(0xc0, ThreeParPage::parse),
            new Page(0xc0, ClariionPage::parse),
            new Page(0xc2, RdacSoftware::parse),
            new Page(0xc4, RdacSubsystem::parse),
            new Page(0xc8, RdacVolume::parse),
            new Page(0xc9, RdacAccess::parse),
            new Page(0xe0, HdsPathPage::parse));

    private VpdTarget() {}

    /** Called by Jazzer, and with every file of the corpus. */
    public static void fuzzerTestOneInput(byte[] input) {
        byte[] page = input.clone();
        for (Page each : PAGES) {
            if (page.length > 1) {
                page[1] = (byte) each.code();
            }
            Hostile.parsed(each.parser(), page);
        }
        Hostile.parsed(ClariionModel::parse, input);
    }
}
