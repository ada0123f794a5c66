package org.mpath.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.mpath.itests.support.Tgtd;
import org.mpath.reactor.EventLoop;
import org.mpath.transport.lab.LabMemory;
import org.mpath.transport.lab.LabSettings;
import org.mpath.transport.lab.LabTransport;

/** The rigs a map is measured on. */
enum RigMaker {
    /** Nothing behind the paths: what the loop and the map cost by themselves. */
    NONE {
        @Override
        Rig make() throws IOException {
            EventLoop loop = Rig.loop();
            return new Rig("none", loop, new NoTransport(loop, PATHS), 0, loop::close);
        }
    },
    /** The product's lab array, in memory, in this process. */
    LAB {
        @Override
        Rig make() throws IOException {
            EventLoop loop = Rig.loop();
            LabTransport transport = new LabTransport(loop, new LabMemory(), Defaults.of(LabSettings.class, Map.of()));
            Rig rig = new Rig("lab", loop, transport, 0, () -> {
                transport.close();
                loop.close();
            });
            rig.awaitPaths(PATHS);
            return rig;
        }
    },
    /** tgtd over loopback, a unit that stores nothing, by as many portals as there are paths. */
    TGTD {
        @Override
        Rig make() throws IOException {
            Path folder = Files.createTempDirectory("mb");
            Tgtd tgtd = new Tgtd(folder, PATHS);
            tgtd.target(1, TARGET);
            tgtd.nullUnit(1, LUN);
            Rig rig = IscsiRig.make("tgtd", tgtd.portals(), TARGET, LUN);
            return rig.andThen(() -> {
                tgtd.close();
                Folders.delete(folder);
            });
        }
    };

    private static final int PATHS = 4;
    private static final String TARGET = "iqn.2026-11.org.mpath.bench:t1";
    private static final int LUN = 1;

    /** Starts it. */
    abstract Rig make() throws IOException;
}
