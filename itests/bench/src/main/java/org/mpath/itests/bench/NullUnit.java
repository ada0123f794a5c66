package org.mpath.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.mpath.itests.support.FreePortals;
import org.mpath.itests.support.Tgtd;

/** A tgtd of our own with one target and one unit that stores nothing, by some portals. */
final class NullUnit implements AutoCloseable {
    static final String TARGET = "iqn.2026-11.org.mpath.bench:t1";
    static final int LUN = 1;

    private final Path folder;
    private final Tgtd tgtd;

    NullUnit(int portalCount) throws IOException {
        Missing.need("tgtd", "tgt");
        folder = Files.createTempDirectory("mb");
        tgtd = new Tgtd(folder, FreePortals.list(portalCount));
        tgtd.target(TARGET).addNull(LUN);
    }

    List<String> portals() {
        return tgtd.portals();
    }

    /** The unit by its first portal, as libiscsi's tools write it. */
    String uri() {
        return "iscsi://" + portals().get(0) + "/" + TARGET + "/" + LUN;
    }

    @Override
    public void close() throws IOException {
        tgtd.close();
        Folders.delete(folder);
    }
}
