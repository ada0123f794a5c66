package org.mpath.itests.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** NBD over a map of four iSCSI paths in our runtime, against qemu-nbd over libiscsi with one path. */
final class BridgeFigure implements Figure {
    private static final int PATHS = 4;

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
        Missing.need("fio", "fio");
        Missing.need("nbdinfo", "libnbd-bin");
        Missing.need("qemu-nbd", "qemu-utils qemu-block-extra");
        Path folder = Files.createTempDirectory("mb");
        try (NullUnit unit = new NullUnit(PATHS);
                NbdPeer qemu = NbdPeer.qemuNbd(folder, unit.uri());
                NbdPeer ours = product(folder, unit).serve("mpath", PATHS)) {
            out.print(NbdRounds.compare(List.of(qemu, ours), options));
        } finally {
            Folders.delete(folder);
        }
    }

    private static Product product(Path folder, NullUnit unit) throws IOException {
        String portals = unit.portals().stream()
                .map(portal -> '"' + portal + "," + NullUnit.TARGET + '"')
                .collect(Collectors.joining(",", "portals=[", "]\n"));
        return new Product(folder.resolve("m"),
                Map.of("org.mpath.transport.lab", "enabled=false\n", "org.mpath.transport.iscsi", portals));
    }
}
