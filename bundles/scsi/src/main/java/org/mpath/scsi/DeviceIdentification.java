package org.mpath.scsi;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * VPD page 83h: what the unit, its port and its target are called (SPC-5 7.7.6).
 *
 * @param designators those that are whole, as listed
 * @param defect where the list breaks off and why, one sentence; empty when it does not
 */
public record DeviceIdentification(List<Designator> designators, String defect) {
    /** Most designators kept. */
    public static final int DESIGNATORS_MAX = 128;

    /** Copies the list. */
    public DeviceIdentification {
        designators = List.copyOf(designators);
    }

    /** A list without defect. */
    public DeviceIdentification(List<Designator> designators) {
        this(designators, "");
    }

    /**
     * Parses what was received. A designator that runs beyond the page ends the list and is told in {@link #defect}: real
     * units have such pages, and what came before is good.
     */
    public static DeviceIdentification parse(byte[] received) {
        Cursor page = VpdPage.open(VpdPage.DEVICE_IDENTIFICATION, received);
        List<Designator> designators = new ArrayList<>();
        int at = VpdPage.HEADER_BYTES;
        while (page.length() - at >= Designator.HEADER_BYTES && designators.size() < DESIGNATORS_MAX) {
            int bytes = page.u8(at + 3);
            int left = page.length() - at - Designator.HEADER_BYTES;
            if (bytes > left) {
                String complaint = "designator of " + bytes + " bytes, " + left + " left in the page";
                return new DeviceIdentification(designators, page.malformed(at + 3, complaint).getMessage());
            }
            designators.add(new Designator(
                    page.u8(at + 1) >> 4 & 3,
                    page.u8(at + 1) & 0x0f,
                    page.u8(at) & 0x0f,
                    page.bytes(at + Designator.HEADER_BYTES, bytes)));
            at += Designator.HEADER_BYTES + bytes;
        }
        return new DeviceIdentification(designators);
    }

    /** The designators that name the logical unit, as listed. */
    public List<Designator> ofUnit() {
        return designators.stream()
                .filter(designator -> designator.association() == Designator.ASSOCIATION_UNIT)
                .toList();
    }

    /** The target port group of the port that answered, 0 to 65535, when it says. */
    public OptionalInt portGroup() {
        return portNumber(Designator.TYPE_PORT_GROUP);
    }

    /** The relative target port identifier of the port that answered, 0 to 65535, when it says. */
    public OptionalInt relativePort() {
        return portNumber(Designator.TYPE_RELATIVE_PORT);
    }

    /** As bytes. */
    public byte[] bytes() {
        int payload = 0;
        for (Designator designator : designators) {
            payload += Designator.HEADER_BYTES + designator.length();
        }
        byte[] page = VpdPage.blank(VpdPage.DEVICE_IDENTIFICATION, payload);
        int at = VpdPage.HEADER_BYTES;
        for (Designator designator : designators) {
            page[at] = (byte) designator.codeSet();
            page[at + 1] = (byte) (designator.association() << 4 | designator.type());
            page[at + 3] = (byte) designator.length();
            System.arraycopy(designator.bytes(), 0, page, at + Designator.HEADER_BYTES, designator.length());
            at += Designator.HEADER_BYTES + designator.length();
        }
        return page;
    }

    private OptionalInt portNumber(int type) {
        return designators.stream()
                .filter(designator -> designator.association() == Designator.ASSOCIATION_PORT)
                .filter(designator -> designator.type() == type && designator.length() >= 4)
                .mapToInt(designator -> designator.u16(2))
                .findFirst();
    }
}
