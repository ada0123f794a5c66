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

/**
 * The rig of the failover tests: one tgtd with two portals and two targets on the same file and the same identity, each
 * portal behind a proxy that can cut it.
 */
final class Portals implements AutoCloseable {
    static final String WWID = "3600a0b80deadbeef0000000000000042";
    private static final String SCSI_ID = WWID.substring(1);

    final Path home;
    final Tgtd tgtd;
    final List<FaultProxy> proxies = new ArrayList<>();

    Portals(long unitBytes) throws IOException {
        // below /tmp by intent: a socket's path must stay under 108 bytes
        home = ShortFolders.create();
        Files.createDirectories(home.resolve("tgt"));
        tgtd = new Tgtd(home.resolve("tgt"), FreePortals.list(2));
        for (int id = 1; id <= 2; id++) {
            tgtd.target(target(id)).addFile(1, "unit.img", unitBytes, SCSI_ID, "SN42");
            proxies.add(new FaultProxy(tgtd.portals().get(id - 1)));
        }
    }

    static String target(int id) {
        return "iqn.2026-11.org.mpath.test:t" + id;
    }

    FaultProxy proxy(int id) {
        return proxies.get(id - 1);
    }

    /** Configuration of a runtime that logs in to both targets and has no lab. */
    Map<String, String> configuration() {
        return Map.of(
                "org.mpath.transport.lab", "enabled=false\n",
                "org.mpath.transport.iscsi",
                "portals = " + proxy(1).portal() + "," + target(1) + " " + proxy(2).portal() + "," + target(2) + "\n");
    }

    @Override
    public void close() throws IOException {
        for (FaultProxy proxy : proxies) {
            proxy.close();
        }
        tgtd.close();
    }
}
