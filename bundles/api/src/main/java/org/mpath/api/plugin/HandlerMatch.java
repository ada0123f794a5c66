package org.mpath.api.plugin;

/**
 * A row of a plug-in's match table. Prefix compare of the padded INQUIRY fields: trailing blanks in the row are
 * significant, sixteen characters force an exact product (OpenBSD {@code scsi_inquiry_match}).
 *
 * @param vendor prefix of the 8-byte vendor identification
 * @param product prefix of the 16-byte product identification
 */
public record HandlerMatch(String vendor, String product) {
    /** How much of the fields it compares, 0 to 24: where two rows match, the longer one knows better. */
    public int length() {
        return vendor.length() + product.length();
    }

    /** Whether the padded INQUIRY fields match this row. */
    public boolean matches(String paddedVendor, String paddedProduct) {
        return paddedVendor.startsWith(vendor) && paddedProduct.startsWith(product);
    }
}
