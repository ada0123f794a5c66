package org.mpath.target;

/**
 * What makes an array of one family: the words of its INQUIRY data and the commands of its units.
 *
 * @param vendor T10 vendor identification, at most 8 characters
 * @param product product identification, at most 16 characters
 * @param revision product revision level, at most 4 characters
 * @param units commands of a logical unit
 * @param noUnit commands answered at a logical unit number without a unit behind it
 */
public record Personality(String vendor, String product, String revision, CommandSet units, CommandSet noUnit) {}
