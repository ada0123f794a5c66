package org.mpath.scsi;

/**
 * Standard INQUIRY data (SPC-5 6.7.2).
 *
 * @param qualifier peripheral qualifier: 0 a unit is there, 1 none connected, 3 none possible
 * @param deviceType peripheral device type, 0 for direct access block devices
 * @param removable RMB
 * @param version version of the standard claimed, such as 6 for SPC-4
 * @param tpgs target port group support: 0 none, 1 implicit, 2 explicit, 3 both
 * @param commandQueuing CMDQUE
 * @param paddedVendor vendor identification, 8 printable characters with its blanks
 * @param paddedProduct product identification, 16 printable characters with its blanks
 * @param paddedRevision product revision level, 4 printable characters with its blanks
 */
public record Inquiry(
        int qualifier,
        int deviceType,
        boolean removable,
        int version,
        int tpgs,
        boolean commandQueuing,
        String paddedVendor,
        String paddedProduct,
        String paddedRevision) {
    /** Direct access block device. */
    public static final int TYPE_DISK = 0x00;
    /** Storage array controller. */
    public static final int TYPE_CONTROLLER = 0x0c;
    /** Qualifier: no unit can be at this number. */
    public static final int QUALIFIER_NOT_POSSIBLE = 3;
    /** Length of the mandatory part, in bytes. */
    public static final int BYTES_MIN = 36;

    private static final String PAGE = "standard INQUIRY data";
    private static final int BYTES_BUILT = 96;
    private static final int RMB = 0x80;
    private static final int HISUP_FORMAT_2 = 0x12;
    private static final int CMDQUE = 0x02;

    /** A unit of a disk array that queues commands. */
    public static Inquiry disk(String vendor, String product, String revision, int tpgs) {
        return new Inquiry(0, TYPE_DISK, false, 6, tpgs, true, vendor, product, revision);
    }

    /** Makes the fields as wide as they are on the wire. */
    public Inquiry {
        paddedVendor = Visible.padded(Visible.field(paddedVendor, 8));
        paddedProduct = Visible.padded(Visible.field(paddedProduct, 16));
        paddedRevision = Visible.padded(Visible.field(paddedRevision, 4));
    }

    /**
     * Parses what was received.
     *
     * @throws MalformedResponse when there are fewer than 36 bytes
     */
    public static Inquiry parse(byte[] received) {
        Cursor all = Cursor.of(PAGE, received).atLeast(5);
        Cursor page = all.atMost(5L + all.u8(4)).atLeast(BYTES_MIN);
        return new Inquiry(
                page.u8(0) >> 5,
                page.u8(0) & 0x1f,
                page.bit(1, RMB),
                page.u8(2),
                page.u8(5) >> 4 & 3,
                page.bit(7, CMDQUE),
                Visible.padded(page.bytes(8, 8)),
                Visible.padded(page.bytes(16, 16)),
                Visible.padded(page.bytes(32, 4)));
    }

    /** Vendor identification without blanks around it. */
    public String vendor() {
        return paddedVendor.trim();
    }

    /** Product identification without blanks around it. */
    public String product() {
        return paddedProduct.trim();
    }

    /** Product revision level without blanks around it. */
    public String revision() {
        return paddedRevision.trim();
    }

    /** The same unit with another peripheral qualifier and type, as a target answers for a number without unit. */
    public Inquiry as(int otherQualifier, int otherType) {
        return new Inquiry(otherQualifier, otherType, removable, version, tpgs, commandQueuing, paddedVendor,
                paddedProduct, paddedRevision);
    }

    /** As bytes, 96 of them. */
    public byte[] bytes() {
        byte[] page = new byte[BYTES_BUILT];
        page[0] = (byte) (qualifier << 5 | deviceType);
        page[1] = (byte) (removable ? RMB : 0);
        page[2] = (byte) version;
        page[3] = HISUP_FORMAT_2;
        page[4] = BYTES_BUILT - 5;
        page[5] = (byte) (tpgs << 4);
        page[7] = (byte) (commandQueuing ? CMDQUE : 0);
        System.arraycopy(Visible.field(paddedVendor, 8), 0, page, 8, 8);
        System.arraycopy(Visible.field(paddedProduct, 16), 0, page, 16, 16);
        System.arraycopy(Visible.field(paddedRevision, 4), 0, page, 32, 4);
        return page;
    }
}
