package org.mpath.itests.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.mpath.itests.support.Tgtd;

/** NBD over a map of four iSCSI paths in our runtime, against qemu-nbd over libiscsi with one path. */
final class BridgeFigure implements Figure {
    private static final int PATHS = 4;
    private static final int LUN = 1;
    private static final String TARGET = "iqn.2026-11.org.mpath.bench:t1";

    @Override
    public String name() {
        return "bridge";
    }

    @Override
    public String title() {
        return "NBD over a map of 4 iSCSI paths / qemu-nbd over libiscsi, the same tgtd";
    }

    @Override
    public void measure(Options options, PrintStream out) throws Exception {
        NbdPeer.need("fio", "fio");
        NbdPeer.need("nbdinfo", "libnbd-bin");
        NbdPeer.need("qemu-nbd", "qemu-utils qemu-block-extra");
        NbdPeer.need("tgtd", "tgt");
        Path folder = Files.createTempDirectory("mb");
        try (Tgtd tgtd = new Tgtd(folder, PATHS)) {
            tgtd.target(1, TARGET);
            tgtd.nullUnit(1, LUN);
            String portals = tgtd.portals().stream()
                    .map(portal -> '"' + portal + "," + TARGET + '"')
                    .collect(Collectors.joining(",", "portals=[", "]\n"));
            Product product = new Product(folder.resolve("m"),
                    Map.of("org.mpath.transport.lab", "enabled=false\n", "org.mpath.transport.iscsi", portals));
            try (NbdPeer qemu = NbdPeer.qemuNbd(folder, "iscsi://" + tgtd.portals().get(0) + "/" + TARGET + "/" + LUN);
                    NbdPeer ours = product.serve("mpath", PATHS)) {
                out.print(NbdRounds.compare(List.of(qemu, ours), options));
            }
        } finally {
            Folders.delete(folder);
        }
    }
}
