package org.mpath.scsi;

import java.util.List;

/**
 * All that a unit calls itself.
 *
 * @param inquiry its standard INQUIRY data
 * @param page VPD page 83h; null when the unit has none
 * @param serial VPD page 80h; null when the unit has none
 */
public record UnitNames(Inquiry inquiry, DeviceIdentification page, UnitSerial serial) {
    /** Its own designators, as listed. */
    public List<Designator> designators() {
        return page == null ? List.of() : page.ofUnit();
    }

    /** Its serial number; empty when it has none. */
    public String serialText() {
        return serial == null ? "" : serial.serial();
    }
}
