package org.mpath.api.map;

/**
 * How a unit tells that it is a map of a runtime: a T10 vendor identification designator of its VPD page 83h (SPC-5 7.7.6.4)
 * with vendor {@link #VENDOR} and this text. Whoever presents a map as a SCSI unit adds it to the map's own designators;
 * whoever finds paths takes no map of its own runtime for one: I/O would come back to where it came from, for ever.
 *
 * @param runtime the runtime's framework, its property {@code org.osgi.framework.uuid}
 * @param map the map's name
 */
public record ExportedMap(String runtime, String map) {
    /** The vendor, without the blanks that pad it. */
    public static final String VENDOR = "MPATH";

    private static final String MARK = "map:";

    /** The text behind the vendor: {@code map:RUNTIME:NAME}. */
    public String text() {
        return MARK + runtime + ':' + map;
    }

    /** Reads a T10 vendor identification; null when it is not that of a map. */
    public static ExportedMap of(String vendor, String text) {
        int colon = text.indexOf(':', MARK.length());
        return vendor.strip().equals(VENDOR) && text.startsWith(MARK) && colon > 0
                ? new ExportedMap(text.substring(MARK.length(), colon), text.substring(colon + 1))
                : null;
    }
}
