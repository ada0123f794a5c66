package org.mpath.itests.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.mpath.itests.support.Defaults;
import org.mpath.reactor.EventLoop;
import org.mpath.transport.iscsi.IscsiConfiguration;
import org.mpath.transport.iscsi.IscsiTransport;

/** A rig with our initiator, logged in to a {@link NullUnit} by each of some portals. */
final class IscsiRig {
    private IscsiRig() {}

    static Rig make(String name, List<String> portals) throws IOException {
        EventLoop loop = Rig.loop();
        IscsiTransport transport = new IscsiTransport(loop, Defaults.of(IscsiConfiguration.class,
                Map.of("portals", portals.stream().map(portal -> portal + "," + NullUnit.TARGET).toArray(String[]::new))));
        Rig rig = new Rig(name, loop, transport, NullUnit.LUN, () -> {
            transport.stop();
            loop.close();
        });
        rig.awaitPaths(portals.size());
        return rig;
    }
}
