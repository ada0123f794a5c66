package org.mpath.discovery;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.mpath.itests.support.Defaults;
import org.mpath.itests.support.FaultProxy;
import org.mpath.itests.support.FreePortals;
import org.mpath.itests.support.Tgtd;
import org.mpath.transport.iscsi.IscsiConfiguration;
import org.mpath.transport.iscsi.IscsiTransport;

/** A unit of a real tgtd behind two portals, each with a cable that can be pulled, and discovery with real engines. */
final class TwoPortals implements AutoCloseable {
    final FaultProxy first;
    final FaultProxy second;
    final EngineRig rig;
    IscsiTransport transport;
    private final Tgtd tgtd;
    private final String target;

    TwoPortals(Path directory) throws Exception {
        tgtd = new Tgtd(directory, FreePortals.list(2));
        target = tgtd.targetWithFile(1 << 20).name();
        first = new FaultProxy(tgtd.portals().get(0));
        second = new FaultProxy(tgtd.portals().get(1));
        rig = new EngineRig(directory);
    }

    void start(String configuration, FaultProxy... portals) throws Exception {
        transport = new IscsiTransport(rig.reactor, configured(portals));
        rig.start(transport, configuration);
        rig.awaitActive(portals.length);
    }

    IscsiConfiguration configured(FaultProxy... portals) {
        String[] words = new String[portals.length];
        for (int i = 0; i < portals.length; i++) {
            words[i] = portals[i].portal() + "," + target;
        }
        return Defaults.of(IscsiConfiguration.class, Map.of("portals", words, "ping_interval_millis", 200, "ping_timeout_millis", 500,
                "connect_timeout_millis", 1_000, "retry_min_millis", 20, "retry_max_millis", 200));
    }

    String path(FaultProxy portal) {
        return "iscsi:" + portal.portal() + ",1," + target + "/1";
    }

    @Override
    public void close() throws IOException {
        rig.close();
        if (transport != null) {
            transport.stop();
        }
        rig.reactor.close();
        first.close();
        second.close();
        tgtd.close();
    }
}
