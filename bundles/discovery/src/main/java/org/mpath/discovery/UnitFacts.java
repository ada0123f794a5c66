package org.mpath.discovery;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.mpath.api.map.ExportedMap;
import org.mpath.api.map.LogicalUnit;
import org.mpath.api.map.UnitLimits;
import org.mpath.scsi.BlockLimits;
import org.mpath.scsi.Designator;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.IdentityProfile;
import org.mpath.scsi.Inquiry;
import org.mpath.scsi.ModeSense;
import org.mpath.scsi.Provisioning;
import org.mpath.scsi.ReadCapacity;
import org.mpath.scsi.SupportedPages;
import org.mpath.scsi.UnitNames;
import org.mpath.scsi.UnitSerial;
import org.mpath.scsi.VpdPage;

/** What one probe has learnt of a unit so far. Null: not asked, or the unit does not have it. */
final class UnitFacts {
    private static final int VENDOR_CHARS = 8;

    CheckOutcome check;
    Inquiry inquiry;
    /** {@link #inquiry} as received. */
    byte[] inquiryBytes;
    SupportedPages pages;
    DeviceIdentification identification;
    UnitSerial serial;
    BlockLimits limits;
    Provisioning provisioning;
    ReadCapacity capacity;
    /** What the unit said instead of its size; empty when it told. */
    String sizeRefusal = "";
    ModeSense mode;

    /** Whether a page is worth asking for. A unit that does not list its pages is asked for those that identify it. */
    boolean mayHave(int page) {
        if (pages != null) {
            return pages.has(page);
        }
        return page == VpdPage.DEVICE_IDENTIFICATION || page == VpdPage.UNIT_SERIAL;
    }

    /** Why there is nothing to multipath behind the path, or null when it is a disk. */
    String whyNotADisk() {
        if (inquiry.qualifier() != 0) {
            return "no unit at this number: peripheral qualifier " + inquiry.qualifier();
        }
        return inquiry.deviceType() == Inquiry.TYPE_DISK
                ? null
                : String.format("not a disk: peripheral device type %02xh", inquiry.deviceType());
    }

    /** The verdict when everything was asked. */
    ProbeResult conclude() {
        UnitNames names = new UnitNames(inquiry, identification, serial);
        if (Arrays.stream(IdentityProfile.values()).allMatch(profile -> profile.wwid(names).isEmpty())) {
            return new ProbeResult.Malformed(
                    "unit has no identity: no usable designator in VPD page 83h and no serial in VPD page 80h");
        }
        LogicalUnit unit = new LogicalUnit(
                IdentityProfile.HIGHEST_RANK.wwid(names),
                inquiry.vendor(),
                inquiry.product(),
                inquiry.revision(),
                serial == null ? "" : serial.serial(),
                capacity == null ? 0 : capacity.blockSize(),
                capacity == null ? 0 : capacity.blocks(),
                unitLimits());
        return new ProbeResult.Identified(unit, names, IdentityProfile.HIGHEST_RANK, inquiryBytes, limits, sizeRefusal,
                exported(), 0, check);
    }

    /** Which map of which runtime the unit is; null when it is none. */
    private ExportedMap exported() {
        if (identification == null) {
            return null;
        }
        return identification.designators().stream()
                .filter(each -> each.association() == Designator.ASSOCIATION_UNIT && each.type() == Designator.TYPE_T10)
                .map(each -> new String(each.bytes(), StandardCharsets.US_ASCII))
                .filter(text -> text.length() > VENDOR_CHARS)
                .map(text -> ExportedMap.of(text.substring(0, VENDOR_CHARS), text.substring(VENDOR_CHARS)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private UnitLimits unitLimits() {
        boolean thin = provisioning != null && capacity != null && capacity.provisioned();
        long unmapMax = limits == null || !thin || !provisioning.unmap() ? 0 : limits.unmapMax();
        return new UnitLimits(
                limits == null ? 0 : limits.transferMax(),
                limits == null ? 0 : limits.transferOptimal(),
                unmapMax > 0,
                unmapMax,
                thin && provisioning.writeSame16(),
                limits != null && limits.writeSameMax() > 0,
                limits == null ? 0 : limits.writeSameMax(),
                mode != null && mode.dpoFua(),
                mode != null && mode.writeCache(),
                mode != null && mode.writeProtected());
    }
}
