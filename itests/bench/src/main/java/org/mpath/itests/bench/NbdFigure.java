package org.mpath.itests.bench;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The NBD export against nbdkit: memory on both sides, a Unix socket, fio. */
final class NbdFigure implements Figure {
    private static final int LAB_PATHS = 4;
    private static final long BYTES = 64L << 20;

    @Override
    public String name() {
        return "nbd";
    }

    @Override
    public String title() {
        return "NBD export of a lab map / nbdkit memory";
    }

    @Override
    public void measure(Options options, PrintStream out) throws Exception {
        Missing.need("fio", "fio");
        Missing.need("nbdinfo", "libnbd-bin");
        Missing.need("nbdkit", "nbdkit");
        Path folder = Files.createTempDirectory("mb");
        try (NbdPeer nbdkit = NbdPeer.nbdkit(folder, BYTES);
                NbdPeer ours = new Product(folder.resolve("m"), Map.of()).serve("mpath", LAB_PATHS)) {
            out.print(NbdRounds.compare(List.of(nbdkit, ours), options));
        } finally {
            Folders.delete(folder);
        }
    }
}
