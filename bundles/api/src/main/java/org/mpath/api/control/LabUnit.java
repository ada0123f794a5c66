package org.mpath.api.control;

import java.util.List;

/**
 * A logical unit of a lab array.
 *
 * @param array the array's name
 * @param name its name, {@code ARRAY/NUMBER}
 * @param sizeBytes its size
 * @param serial its serial number, which tells who it is
 * @param owner name of the controller that owns it
 * @param preferredOwner name of the controller that should
 * @param access access state through each controller, in their order: {@code A active/optimized}
 */
public record LabUnit(
        String array,
        String name,
        long sizeBytes,
        String serial,
        String owner,
        String preferredOwner,
        List<String> access) {
    /** Copies the list. */
    public LabUnit {
        access = List.copyOf(access);
    }
}
