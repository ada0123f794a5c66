package org.mpath.itests.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.mpath.itests.support.Defaults;
import org.mpath.natives.EpollSets;
import org.mpath.natives.NetlinkEvents;
import org.mpath.natives.SgNodes;
import org.mpath.reactor.EventLoop;
import org.mpath.transport.lab.LabMemory;
import org.mpath.transport.lab.LabSettings;
import org.mpath.transport.lab.LabTransport;
import org.mpath.transport.sg.SgConfiguration;
import org.mpath.transport.sg.SgTransport;

/** The rigs a map is measured on. */
enum RigMaker {
    /** The product's lab array, in memory, in this process. */
    LAB {
        @Override
        Rig make() throws IOException {
            EventLoop loop = Rig.loop();
            LabTransport transport = new LabTransport(loop, new LabMemory(), Defaults.of(LabSettings.class));
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
            NullUnit unit = new NullUnit(PATHS);
            try {
                return IscsiRig.make("tgtd", unit.portals()).andThen(unit::close);
            } catch (IOException | RuntimeException | AssertionError e) {
                unit.close();
                throw e;
            }
        }
    },
    /** Disks that the kernel simulates, through its sg driver: the unit 0 of its hosts; no other disk is written to. */
    SG {
        @Override
        Rig make() throws IOException {
            EventLoop loop = Rig.loop();
            SgTransport transport = new SgTransport(loop, new SgNodes(), new EpollSets(), new NetlinkEvents(),
                    Defaults.of(SgConfiguration.class, Map.of("enabled", true, "hosts", new String[] {"scsi_debug"})));
            Rig rig = new Rig("sg", loop, transport, 0, () -> {
                transport.stop();
                loop.close();
            });
            rig.awaitPaths(PATHS);
            return rig;
        }
    },
    /**
     * Nothing behind the paths: what the loop and the map cost by themselves. The last, because the compiler's choices for
     * the others must not know its types.
     */
    NONE {
        @Override
        Rig make() throws IOException {
            EventLoop loop = Rig.loop();
            return new Rig("none", loop, new NoTransport(loop, PATHS), 0, loop::close);
        }
    };

    private static final int PATHS = 4;

    /** Their words on the command line, all of them. */
    static List<String> words() {
        return Arrays.stream(values()).map(RigMaker::word).toList();
    }

    /** The words of those that need no special kernel. */
    static List<String> usualWords() {
        return Arrays.stream(values()).filter(maker -> maker != SG).map(RigMaker::word).toList();
    }

    /** Its word on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Starts it. */
    abstract Rig make() throws IOException;
}
