package org.mpath.target;

/**
 * What makes an array of one family: the words of its INQUIRY data, the commands of its units, and what it does about
 * controllers that do not own a unit.
 *
 * @param vendor T10 vendor identification, at most 8 characters
 * @param product product identification, at most 16 characters
 * @param revision product revision level, at most 4 characters
 * @param tpgs target port group support in INQUIRY data: 0 none, 1 implicit, 2 explicit, 3 both
 * @param units commands of a logical unit
 * @param noUnit commands answered at a logical unit number without a unit behind it
 * @param access what a command meets at a controller
 */
public record Personality(
        String vendor,
        String product,
        String revision,
        int tpgs,
        CommandSet units,
        CommandSet noUnit,
        AccessPolicy access) {
    /** A family whose ports are all alike. */
    public Personality(String vendor, String product, String revision, CommandSet units, CommandSet noUnit) {
        this(vendor, product, revision, 0, units, noUnit, AccessPolicy.SYMMETRIC);
    }
}
