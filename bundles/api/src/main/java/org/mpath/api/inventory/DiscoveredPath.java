package org.mpath.api.inventory;

/**
 * A path as discovery sees it.
 *
 * @param name its name
 * @param transport its transport's type
 * @param port its port
 * @param lun its logical unit number
 * @param vendor INQUIRY vendor, trimmed and made visible; empty until identified
 * @param product INQUIRY product, trimmed and made visible; empty until identified
 * @param wwid identity of its unit; empty until identified
 * @param map the map it is in; empty when in none
 * @param checker what the checker last said
 * @param reason why it is down or in no map, one sentence; empty when all is well
 */
public record DiscoveredPath(
        String name,
        String transport,
        String port,
        long lun,
        String vendor,
        String product,
        String wwid,
        String map,
        CheckerState checker,
        String reason) {}
