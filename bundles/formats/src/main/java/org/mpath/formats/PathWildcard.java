package org.mpath.formats;

/** The wildcards of paths in multipath-tools 0.14, in the order it lists them. */
public enum PathWildcard implements Wildcard {
    /** Identity of its unit. */
    UUID('w', "uuid", "[undef]"),
    /** Host, channel, target and unit number of the kernel. */
    HCIL('i', "hcil", "#:#:#:#"),
    /** Its name. */
    DEVICE('d', "dev", "-"),
    /** The kernel's device numbers. */
    DEVICE_NUMBERS('D', "dev_t", "#:#"),
    /** State in its map: {@code active}, {@code failed}. */
    STATE('t', "dm_st", "undef"),
    /** State of the device below: {@code running}, {@code offline}. */
    DEVICE_STATE('o', "dev_st", "unknown"),
    /** What its checker said: {@code ready}, {@code faulty}, {@code ghost}... */
    CHECK_STATE('T', "chk_st", "undef"),
    /** Vendor, product and revision. */
    VENDOR_PRODUCT_REVISION('s', "vend/prod/rev", "##,##,##"),
    /** Its checker. */
    CHECKER('c', "checker", "[undef]"),
    /** A bar of how far the next check is. */
    NEXT_CHECK('C', "next_check", "[undef]"),
    /** Its priority. */
    PRIORITY('p', "pri", "-1", true),
    /** Capacity of its unit. */
    SIZE('S', "size", "[undef]"),
    /** Unit serial number. */
    SERIAL('z', "serial", "[undef]"),
    /** {@code marginal} or {@code normal}. */
    MARGINAL('M', "marginal_st", "normal"),
    /** The map it is in. */
    MAP('m', "multipath", "[orphan]"),
    /** Node name of the host's port. */
    HOST_NODE('N', "host WWNN", "[undef]"),
    /** Node name of the target: of iSCSI its name. */
    TARGET_NODE('n', "target WWNN", "[undef]"),
    /** Name of the host's port. */
    HOST_PORT('R', "host WWPN", "[undef]"),
    /** Name of the target's port. */
    TARGET_PORT('r', "target WWPN", "[undef]"),
    /** The host's adapter. */
    HOST_ADAPTER('a', "host adapter", "[undef]"),
    /** The foreign library that has it; {@code --} for none. */
    FOREIGN('G', "foreign", "--"),
    /** A vendor's VPD page in words. */
    VPD_PAGE('g', "vpd page data", "[undef]"),
    /** How often it failed. */
    FAILURES('0', "failures", "0", true),
    /** Its transport, as {@code scsi:iscsi}. */
    PROTOCOL('P', "protocol", "undef"),
    /** How far it was identified: {@code new}, {@code ok}, {@code failed}, {@code removed}... */
    IDENTIFICATION('I', "init_st", "undef"),
    /** The eight bytes of its logical unit number. */
    LUN('L', "LUN hex", "0xffffffffffffffff"),
    /** Target port group. */
    PORT_GROUP('A', "TPG", "[undef]"),
    /** Longest transfer, KiB. */
    MAX_SECTORS_KB('k', "max_sectors_kb", "n/a");

    private final Column column;

    PathWildcard(char letter, String heading, String absent) {
        this(letter, heading, absent, false);
    }

    PathWildcard(char letter, String heading, String absent, boolean number) {
        column = new Column(letter, heading, absent, number);
    }

    @Override
    public Column column() {
        return column;
    }
}
