package org.mpath.itests.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mpath.itests.support.FaultProxy;
import org.mpath.itests.support.FreePortals;
import org.mpath.itests.support.ShortFolders;
import org.mpath.itests.support.Tgtd;
import org.mpath.itests.support.TgtdTarget;

/**
 * One tgtd that plays four arrays of eight units: eight targets, two an array, and four portals, each behind a proxy. The
 * first target of an array is reached by portals 1 and 2, its second by 3 and 4, so that every unit has four paths. Each array has
 * a product of its own.
 */
final class FourArrays implements AutoCloseable {
    static final List<String> PRODUCTS = List.of("DATA", "LOGS", "COPY", "SCRATCH");
    static final int UNITS = 8;

    private static final int PORTALS = 4;
    private static final int TARGETS_EACH = 2;
    private static final int PORTALS_EACH = PORTALS / TARGETS_EACH;
    private static final int MEBIBYTE = 1 << 20;
    /** Those that I/O goes to. */
    private static final int LARGE_MEBIBYTES = 64;
    private static final int SMALL_MEBIBYTES = 8;

    final Path home;
    final Tgtd tgtd;
    final List<FaultProxy> proxies = new ArrayList<>();
    private final List<TgtdTarget> targets = new ArrayList<>();

    FourArrays() throws IOException {
        home = ShortFolders.create();
        Files.createDirectories(home.resolve("tgt"));
        tgtd = new Tgtd(home.resolve("tgt"), FreePortals.list(PORTALS));
        for (String portal : tgtd.portals()) {
            proxies.add(new FaultProxy(portal));
        }
        for (String product : PRODUCTS) {
            for (int id = 1; id <= TARGETS_EACH; id++) {
                targets.add(tgtd.target(target(product, id)));
            }
            for (int unit = 0; unit < UNITS; unit++) {
                add(product, unit);
            }
        }
    }

    /** Adds a unit to an array: its number 0 is for I/O. */
    void add(String product, int unit) throws IOException {
        for (int id = 1; id <= TARGETS_EACH; id++) {
            add(product, unit, id, product + unit, bytes(unit), wwid(product, unit));
        }
    }

    private void add(String product, int unit, int id, String file, long bytes, String wwid) throws IOException {
        targets(product).get(id - 1).addFile(unit + 1, file, bytes, product, wwid.substring(1), file);
    }

    /** How large a unit is as it was made. */
    static long bytes(int unit) {
        return (long) MEBIBYTE * (unit == 0 ? LARGE_MEBIBYTES : SMALL_MEBIBYTES);
    }

    /** The targets of an array. */
    List<TgtdTarget> targets(String product) {
        int first = PRODUCTS.indexOf(product) * TARGETS_EACH;
        return targets.subList(first, first + TARGETS_EACH);
    }

    /** Puts another volume behind the number of a unit of an array's target: the unit goes, and another one comes. */
    void swap(String product, int unit, int id, OtherVolume volume) throws IOException {
        targets(product).get(id - 1).removeUnit(unit + 1);
        put(product, unit, id, volume);
    }

    /** Puts another volume behind a number that is free. */
    void put(String product, int unit, int id, OtherVolume volume) throws IOException {
        add(product, unit, id, volume.name(), volume.bytes(), volume.wwid());
    }

    /** Takes a unit away from an array's target, and gives it back with another size. */
    void resize(String product, int unit, int id, long bytes) throws IOException {
        targets(product).get(id - 1).removeUnit(unit + 1);
        add(product, unit, id, product + unit, bytes, wwid(product, unit));
    }

    /** Puts back what {@link #swap} took away. */
    void swapBack(String product, int unit, int id) throws IOException {
        resize(product, unit, id, Files.size(files().resolve(product + unit)));
    }

    /** The folder of the files behind the units. */
    Path files() {
        return home.resolve("tgt");
    }

    /** The identity of a unit; its last digit is the unit, the one before the array, from 1. */
    static String wwid(String product, int unit) {
        return "3600a0b80deadbeef00000000000000" + (PRODUCTS.indexOf(product) + 1) + unit;
    }

    private static String target(String product, int id) {
        return "iqn.2026-11.org.mpath.test:" + product.toLowerCase(java.util.Locale.ROOT) + id;
    }

    /** Configuration of a runtime that logs in to every target through two portals and has no lab. */
    Map<String, String> configuration() {
        StringBuilder portals = new StringBuilder();
        for (String product : PRODUCTS) {
            for (int id = 1; id <= TARGETS_EACH; id++) {
                for (FaultProxy proxy : proxies.subList((id - 1) * PORTALS_EACH, id * PORTALS_EACH)) {
                    portals.append(' ').append(proxy.portal()).append(',').append(target(product, id));
                }
            }
        }
        return Map.of("org.mpath.transport.lab", "enabled=false\n", "org.mpath.transport.iscsi", "portals =" + portals + "\n");
    }

    @Override
    public void close() throws IOException {
        for (FaultProxy proxy : proxies) {
            proxy.close();
        }
        tgtd.close();
    }
}
