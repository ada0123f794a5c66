package org.mpath.api.control;

import java.util.List;

/**
 * A controller of a lab array; its ports are one target port group.
 *
 * @param array the array's name
 * @param name its name, unique among the lab arrays
 * @param state {@code up, failed, rebooting, upgrading}
 * @param portGroup target port group number of its ports
 * @param ports names of its ports
 * @param unitsOwned how many units it owns
 */
public record LabController(
        String array, String name, String state, int portGroup, List<String> ports, int unitsOwned) {
    /** Copies the list. */
    public LabController {
        ports = List.copyOf(ports);
    }
}
