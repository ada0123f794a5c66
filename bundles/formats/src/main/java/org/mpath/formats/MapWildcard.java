package org.mpath.formats;

/** The wildcards of maps in multipath-tools 0.14, in the order it lists them. */
public enum MapWildcard implements Wildcard {
    /** The map's name. */
    NAME('n', "name", "[undef]"),
    /** Identity of its unit. */
    UUID('w', "uuid", "[undef]"),
    /** The kernel's device, {@code dm-N}. */
    SYSFS('d', "sysfs", "undef"),
    /** When I/O goes back to the best group: {@code immediate}, {@code manual}, {@code followover}, {@code deferred:N}. */
    FAILBACK('F', "failback", "undef"),
    /** What becomes of I/O without a path: {@code off}, {@code on}, {@code N chk} or {@code N sec}. */
    QUEUEING('Q', "queueing", "-"),
    /** Paths that are ready or ghost. */
    PATHS('N', "paths", "0", true),
    /** {@code rw} or {@code ro}. */
    WRITE_PROTECTION('r', "write_prot", "undef"),
    /** {@code active} or {@code suspend}. */
    STATE('t', "dm-st", "undef"),
    /** Capacity. */
    SIZE('S', "size", "[undef]"),
    /** Feature words of its table, counted. */
    FEATURES('f', "features", "0"),
    /** How often I/O failed because no path was left. */
    FAILURES('x', "failures", "0", true),
    /** Hardware handler of its table and its arguments, counted. */
    HANDLER('h', "hwhandler", "0"),
    /** What the last configuration did to the map; empty when it did nothing. */
    ACTION('A', "action", ""),
    /** How often a path failed. */
    PATH_FAULTS('0', "path_faults", "0", true),
    /** How often I/O went to another group. */
    GROUP_SWITCHES('1', "switch_grp", "0", true),
    /** How often a table was loaded. */
    TABLE_LOADS('2', "map_loads", "0", true),
    /** Seconds without a path in which I/O waited. */
    QUEUEING_TIME('3', "total_q_time", "0", true),
    /** How often I/O waited in vain. */
    QUEUE_TIMEOUTS('4', "q_timeouts", "0", true),
    /** Vendor and product. */
    VENDOR_PRODUCT('s', "vend/prod", "##,##"),
    /** Vendor. */
    VENDOR('v', "vend", "##"),
    /** Product. */
    PRODUCT('p', "prod", "##"),
    /** Product revision level. */
    REVISION('e', "rev", "##"),
    /** The foreign library that has it; {@code --} for none. */
    FOREIGN('G', "foreign", "--"),
    /** A vendor's VPD page in words. */
    VPD_PAGE('g', "vpd page data", "[undef]"),
    /** Longest transfer, KiB. */
    MAX_SECTORS_KB('k', "max_sectors_kb", "n/a");

    private final Column column;

    MapWildcard(char letter, String heading, String absent) {
        this(letter, heading, absent, false);
    }

    MapWildcard(char letter, String heading, String absent, boolean number) {
        column = new Column(letter, heading, absent, number);
    }

    @Override
    public Column column() {
        return column;
    }
}
