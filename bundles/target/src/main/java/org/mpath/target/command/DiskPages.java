package org.mpath.target.command;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.mpath.scsi.BlockCharacteristics;
import org.mpath.scsi.BlockLimits;
import org.mpath.scsi.Designator;
import org.mpath.scsi.DeviceIdentification;
import org.mpath.scsi.Provisioning;
import org.mpath.scsi.SupportedPages;
import org.mpath.scsi.UnitSerial;
import org.mpath.scsi.VpdPage;
import org.mpath.target.LogicalUnit;
import org.mpath.target.Personality;
import org.mpath.target.Port;
import org.mpath.target.UnitIdentity;
import org.mpath.target.UnitNexus;
import org.mpath.target.store.MemoryStore;

/** The vital product data pages every direct access unit has. */
final class DiskPages {
    private static final int DOES_NOT_ROTATE = 1;
    /** Blocks of 4 KiB, so that callers align to memory pages. */
    private static final int TRANSFER_BLOCKS_GRANULARITY = 8;

    private DiskPages() {}

    /** Those, and more that a family adds or puts in their place. */
    static SortedMap<Integer, Function<UnitNexus, byte[]>> and(Map<Integer, Function<UnitNexus, byte[]>> more) {
        SortedMap<Integer, Function<UnitNexus, byte[]>> pages = new TreeMap<>();
        pages.put(VpdPage.UNIT_SERIAL, nexus -> new UnitSerial(nexus.unit().identity().serial()).bytes());
        pages.put(VpdPage.DEVICE_IDENTIFICATION, nexus -> identification(nexus).bytes());
        pages.put(VpdPage.BLOCK_LIMITS, nexus -> limits(nexus.unit()).bytes());
        pages.put(VpdPage.BLOCK_CHARACTERISTICS, nexus -> new BlockCharacteristics(DOES_NOT_ROTATE).bytes());
        pages.put(VpdPage.PROVISIONING, nexus -> provisioning(nexus.unit()).bytes());
        pages.putAll(more);
        pages.put(VpdPage.SUPPORTED_PAGES, nexus -> new SupportedPages(List.copyOf(pages.keySet())).bytes());
        return Collections.unmodifiableSortedMap(pages);
    }

    /** Who the unit is (NAA, T10 text), and which port answers. */
    private static DeviceIdentification identification(UnitNexus nexus) {
        UnitIdentity identity = nexus.unit().identity();
        Port port = nexus.nexus().port();
        Personality personality = nexus.unit().array().personality();
        return new DeviceIdentification(List.of(
                Designator.naa(identity.naa()),
                Designator.t10(personality.vendor(), identity.serial()),
                Designator.relativePort(port.relativeId()),
                Designator.portGroup(port.controller().portGroup())));
    }

    private static BlockLimits limits(LogicalUnit unit) {
        boolean thin = unit.store().thin();
        return new BlockLimits(
                true,
                0,
                TRANSFER_BLOCKS_GRANULARITY,
                LogicalUnit.TRANSFER_BLOCKS_MAX,
                LogicalUnit.TRANSFER_BLOCKS_OPTIMAL,
                thin ? LogicalUnit.UNMAP_BLOCKS_MAX : 0,
                thin ? LogicalUnit.UNMAP_DESCRIPTORS_MAX : 0,
                thin ? MemoryStore.CHUNK_BYTES / LogicalUnit.BLOCK_BYTES : 0,
                LogicalUnit.TRANSFER_BLOCKS_MAX);
    }

    private static Provisioning provisioning(LogicalUnit unit) {
        boolean thin = unit.store().thin();
        return new Provisioning(thin, thin, false, thin, thin ? Provisioning.THIN : 0);
    }
}
