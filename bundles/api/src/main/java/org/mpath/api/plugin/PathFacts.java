package org.mpath.api.plugin;

/**
 * What an array plug-in may know of a path before it claims it.
 *
 * @param name the path's name
 * @param port the port part of the name
 * @param lun the logical unit number
 * @param paddedVendor T10 vendor identification, 8 characters
 * @param paddedProduct product identification, 16 characters
 * @param revision product revision level, trimmed
 * @param tpgs TPGS field of standard INQUIRY data, 0 to 3 (SPC-5 6.7.2)
 * @param inquiry standard INQUIRY data as received; not to be changed
 */
public record PathFacts(
        String name,
        String port,
        long lun,
        String paddedVendor,
        String paddedProduct,
        String revision,
        int tpgs,
        byte[] inquiry) {}
