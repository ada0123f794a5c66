package org.mpath.itests.vm.oracle;

import java.util.List;
import java.util.stream.Stream;

/**
 * What tables may name: numbers of devices, as the kernel writes them, and path selectors.
 *
 * @param bare SCSI disks to which no device handler is attached by itself
 * @param alua SCSI disks to which the kernel attached {@code alua}
 * @param others block devices that are no SCSI disks
 * @param selectors the selectors that the kernel has
 */
record Surroundings(List<String> bare, List<String> alua, List<String> others, List<String> selectors) {
    /** The length of each device in sectors. */
    static final long SECTORS = 32_768;

    List<String> scsi() {
        return Stream.concat(bare.stream(), alua.stream()).toList();
    }

    List<String> all() {
        return Stream.concat(scsi().stream(), others.stream()).toList();
    }
}
